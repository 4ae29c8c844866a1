"""Spreadsheets on each kind's list: the template, rows out, rows in after a look."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
)
from django.template.response import TemplateResponse
from django.urls import path, reverse

from entries.admin.stands import TellsStand
from entries.admin.wording import Words
from entries.desk.conversion import UnknownReferenceError, document, with_rows
from entries.desk.titles import titles_in
from entries.exchange.sheets import exporting
from entries.exchange.sheets.applying import (
    CHUNK,
    Changed,
    FaultyError,
    MovedError,
    Plan,
    apply,
    known,
    plan,
)
from entries.exchange.sheets.columns import Sheet, lists, sheet
from entries.exchange.sheets.limits import UPLOAD
from entries.exchange.sheets.reading import SheetRow, read
from entries.pages import labels

SALT = "entries.sheet"
A_DAY = 24 * 60 * 60
LARGEST = 2_000_000
"""How long what the page sends back may be: a form of more is refused by Django."""
TOO_LARGE = (
    "The sheet is too large for this page: split it, or have it imported by the "
    "command import_sheet."
)
ENDINGS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class UploadForm(forms.Form):
    """A file, and what its rows are."""

    rows = forms.ChoiceField(label="Its rows are", required=False)
    file = forms.FileField(
        label="File",
        max_length=150,
        help_text=f"XLSX or CSV (UTF-8), at most {UPLOAD.rows} rows.",
    )

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rows"].choices = [  # type: ignore[attr-defined]  # it is one of choices
            ("", "entries"),
            *((name, f"rows of their {name}") for name in lists(kind)),
        ]


class ExchangesSheets(TellsStand):
    """A list of entries whose rows come from spreadsheets and go out to them."""

    change_list_template = "admin/entries/entry/kind_list.html"
    actions: tuple[str, ...] = ("export_xlsx", "export_csv")

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.import_view), name=f"{name}_import"),
            path("export/", view(self.export_view), name=f"{name}_export"),
            path("template/", view(self.template_view), name=f"{name}_template"),
            *super().get_urls(),
        ]

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def changelist_view(self, request, extra_context=None):
        context = {"may_import": self.has_import_permission(request)}
        return super().changelist_view(request, context | (extra_context or {}))

    def template_view(self, request):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        form = self._sheet(request)
        return _file(exporting.template(form), f"{form.name}-template", "xlsx")

    def export_view(self, request):
        """The filtered list as a sheet; asked for none, which sheets there are."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        form, ending = self._sheet(request), request.GET.get("as", "")
        request.GET = filters = _without(request.GET, "as", "rows")
        try:
            chosen = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters as error:
            raise Http404 from error
        if ending in ENDINGS:
            return self._exported(form, chosen, ending)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Export {self.opts.verbose_name_plural}",
            "opts": self.opts,
            "count": chosen.count(),
            "is_filtered": bool(filters),
            "sheets": [_links(self.model.KIND, name, filters) for name in self._names],
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/entries/entry/export.html", context)

    @property
    def _names(self) -> list[str]:
        """The sheets of the kind: of its entries, then of its lists."""
        return ["", *lists(self.model.KIND)]

    @admin.action(description="Export as XLSX", permissions=["view"])
    def export_xlsx(self, request, queryset):
        return self._exported(sheet(self.model.KIND), queryset, "xlsx")

    @admin.action(description="Export as CSV", permissions=["view"])
    def export_csv(self, request, queryset):
        return self._exported(sheet(self.model.KIND), queryset, "csv")

    def _exported(self, form: Sheet, chosen: Any, ending: str) -> HttpResponse:
        numbers = list(chosen.values_list("pk", flat=True))
        rows = exporting.rows(form, _documents(form.kind.name, numbers))
        write = exporting.to_csv if ending == "csv" else exporting.to_xlsx
        return _file(write(form, rows), form.name, ending)

    def _sheet(self, request: HttpRequest) -> Sheet:
        try:
            return sheet(self.model.KIND, request.GET.get("rows", ""))
        except KeyError as error:
            raise Http404 from error

    def import_view(self, request):
        """Ask for a file, show what it would change, do that once confirmed."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        if "token" in request.POST:
            return self._confirmed(request)
        asked = request.method == "POST"
        form = UploadForm(
            self.model.KIND,
            request.POST if asked else None,
            request.FILES if asked else None,
        )
        if not form.is_valid():
            return self._answer(request, {"form": form})
        wanted = sheet(self.model.KIND, form.cleaned_data["rows"])
        file = form.cleaned_data["file"]
        found = read(file.file, wanted, known(), UPLOAD, file.name)
        planned = plan(wanted, [*found.rows, *found.partial], lambda _: None)
        faults = sorted([*found.faults, *planned.faults], key=lambda one: one.row)
        context = {"form": form, "file": file.name, "plan": planned, "faults": faults}
        if not faults and planned.count:
            context["token"] = _token(request, wanted, found.rows, planned, file.name)
            if len(context["token"]) > LARGEST:
                context["refused"] = [TOO_LARGE]
        return self._answer(request, context)

    def _confirmed(self, request):
        form = UploadForm(self.model.KIND)
        try:
            sent = signing.loads(request.POST["token"], salt=SALT, max_age=A_DAY)
        except signing.BadSignature:
            why = "What was looked at is more than a day old: choose the file again."
            return self._answer(request, {"form": form, "refused": [why]})
        if (sent["kind"], sent["by"]) != (self.model.KIND, request.user.pk):
            raise PermissionDenied
        wanted = sheet(sent["kind"], sent["rows"])
        rows = [SheetRow(**row) for row in sent["given"]]
        try:
            count = apply(
                wanted,
                rows,
                sent["versions"],
                request.user,
                sent["file"],
                lambda _: None,
            )
        except MovedError as error:
            refused = [f"{key} has changed since you looked" for key in error.keys]
        except FaultyError as error:
            refused = [str(fault) for fault in error.faults]
        except UnknownReferenceError as error:
            refused = error.faults
        else:
            messages.success(request, f"{count} entries were imported as drafts.")
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
            return HttpResponseRedirect(reverse(name))
        return self._answer(request, {"form": form, "refused": refused})

    def _answer(self, request, context: dict[str, Any]) -> TemplateResponse:
        if planned := context.get("plan"):
            context["shown"] = _shown(planned)
            context["most"] = CHUNK
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request,
            "admin/entries/entry/import.html",
            {
                **self.admin_site.each_context(request),
                "title": f"Import {self.opts.verbose_name_plural}",
                "opts": self.opts,
                **context,
            },
        )


def _documents(kind: str, numbers: list[int]) -> Any:
    """Documents with their versions, some at a time."""
    for start in range(0, len(numbers), CHUNK):
        part = numbers[start : start + CHUNK]
        for entry in with_rows(kind).filter(pk__in=part).order_by("key"):
            yield document(entry), entry.version


def _without(asked: QueryDict, *names: str) -> QueryDict:
    left = asked.copy()
    for name in names:
        left.pop(name, None)
    return left


def _links(kind: str, name: str, filters: QueryDict) -> dict[str, str]:
    """What is asked for to have one sheet of the filtered list."""
    links = {"rows": name, "name": sheet(kind, name).name}
    for ending in ENDINGS:
        asked = filters.copy()
        asked["as"] = ending
        if name:
            asked["rows"] = name
        links[ending] = asked.urlencode()
    return links


def _file(content: bytes, name: str, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=ENDINGS[ending])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer


def _token(
    request: HttpRequest, form: Sheet, rows: list[SheetRow], planned: Plan, file: str
) -> str:
    """What was looked at, for its reader to send back; nobody else can write it."""
    content = {
        "kind": form.kind.name,
        "rows": form.rows.name if form.rows else "",
        "by": request.user.pk,
        "file": file,
        "versions": planned.versions,
        "given": [vars(row) for row in rows],
    }
    return signing.dumps(content, salt=SALT, compress=True)


def _shown(planned: Plan) -> list[dict[str, Any]]:
    """The entries that would change: at each place what was, and what will be."""
    titles = titles_in(one.document for one in planned.entries)
    return [{"entry": one, "lines": _lines(one, titles)} for one in planned.entries]


def _lines(one: Changed, titles: dict[str, str]) -> list[tuple[str, str, str]]:
    rows = labels.row_names(one.document, titles)
    words = Words(one.document["kind"], titles, rows)
    return [
        (
            labels.fact(each.path, rows),
            words.of(each.path, each.old),
            words.of(each.path, each.new),
        )
        for each in one.differences
    ]
