"""What readers report: read, assigned, answered, and closed by an editor."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.html import format_html

from entries.admin.site import desk
from entries.desk.conversion.reading import MODELS
from entries.desk.entry import Entry
from entries.documents.kinds import KINDS
from entries.inbox.report import Report, close
from entries.inbox.telling import ANSWERS, BACKEND
from entries.pages.labels import fact as fact_label
from entries.publishing import audit


@admin.register(Report, site=desk)
class ReportAdmin(admin.ModelAdmin):
    """The inbox: what a reader wrote stays as it is, what became of it is written."""

    actions = None
    list_display = (
        "reference",
        "received",
        "entry",
        "about",
        "begins",
        "state",
        "assigned_to",
    )
    list_filter = (
        "state",
        ("assigned_to", admin.RelatedOnlyFieldListFilter),
        "received",
    )
    list_select_related = ("assigned_to",)
    search_fields = ("=reference", "=key", "text")
    show_full_result_count = False
    fields = (
        ("reference", "received"),
        ("entry", "about"),
        "text",
        "link",
        "email",
        ("state", "assigned_to"),
        "note",
    )
    readonly_fields = (
        *("reference", "received", "entry", "about"),
        *("text", "link", "email"),
    )

    def get_queryset(self, request):
        entries = Entry.objects.filter(key=OuterRef("key"))
        return (
            super()
            .get_queryset(request)
            .annotate(
                number=Subquery(entries.values("pk")[:1]),
                address=Subquery(entries.values("address")[:1]),
            )
        )

    def has_add_permission(self, request) -> bool:
        return False

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        people = get_user_model().objects.with_perm(ANSWERS, backend=BACKEND)
        kwargs["queryset"] = people.order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "assigned_to" and field is not None:
            # People are chosen here, and made elsewhere.
            for may in ("add", "change", "delete", "view"):
                setattr(field.widget, f"can_{may}_related", False)
        return field

    @admin.display(description="Entry", ordering="key")
    def entry(self, report):
        """The key, which leads to the entry's form."""
        if report.number is None:
            return report.key
        model = MODELS[report.kind]._meta.model_name
        url = reverse(f"admin:entries_{model}_change", args=[report.number])
        return format_html('<a href="{}">{}</a>', url, report.key)

    @admin.display(description="Fact", ordering="fact")
    def about(self, report):
        """The fact, which leads to the page as the reader had it."""
        words = fact_label(report.fact) if report.fact else "The page as a whole"
        if not report.address:
            return words
        url = reverse(
            "site:entry",
            kwargs={
                "language": report.language,
                "plural": KINDS[report.kind].plural,
                "address": report.address,
            },
        )
        place = f"#fact-{report.fact}" if report.fact else ""
        link = '<a href="{}?edition={}{}">{}, edition {}</a>'
        return format_html(link, url, report.edition, place, words, report.edition)

    @admin.display(description="What source says so")
    def link(self, report):
        """Where the reader says that it stands: nobody there learns of the desk."""
        link = '<a href="{}" rel="noreferrer noopener nofollow">{}</a>'
        return format_html(link, report.source, report.source) if report.source else "-"

    @admin.display(description="What is wrong")
    def begins(self, report):
        """As much of it as a list has room for."""
        return report.text if len(report.text) < 120 else f"{report.text[:119]}…"

    def save_model(self, request, obj, form, change):
        if not form.changed_data:
            return
        with transaction.atomic():
            close(obj)
            obj.save(update_fields=[*form.changed_data, "email"])
            detail = f"{obj}: {_changed(obj, form.changed_data)}"
            audit.line(request.user, "report changed", obj.key, detail=detail).save()

    def delete_model(self, request, obj):
        with transaction.atomic():
            detail = f"{obj} deleted"
            audit.line(request.user, "report deleted", obj.key, detail=detail).save()
            super().delete_model(request, obj)


def _changed(report: Report, names: list[str]) -> str:
    """What an editor changed; nothing that a reader or an editor wrote."""
    words: dict[str, Any] = {
        "state": report.get_state_display(),
        "assigned_to": report.assigned_to or "nobody",
    }
    labels = {"state": "state", "assigned_to": "assigned to", "note": "note"}
    return ", ".join(f"{labels[name]} {words.get(name, '')}".strip() for name in names)
