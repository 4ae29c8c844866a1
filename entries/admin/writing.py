"""Saving a form and its rows: one transaction, one version, one line in the log."""

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest

from entries.admin.gone import gone_page
from entries.admin.rowforms import changed_paths
from entries.admin.versions import NAME
from entries.desk.citation import Citation
from entries.desk.conversion import document, with_rows
from entries.desk.entry import Entry, StaleError
from entries.desk.snapshot import at_version
from entries.documents.verification import lost
from entries.publishing import audit
from entries.publishing.submission import Proposal
from entries.record.listing import Listing


class WritesOneEntry(admin.ModelAdmin):
    """A form over one entry, or over a row of it, that writes it as one whole."""

    def owner(self, instance: Any) -> Entry:
        """The entry whose version covers what is written."""
        return cast(Entry, instance)

    def path(self, name: str, instance: Any) -> str:
        """The name within the entry of what the form calls so."""
        return name

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        view = super().changeform_view
        try:
            return view(request, object_id, form_url, extra_context)
        except (StaleError, IntegrityError):
            # Somebody saved between the form's check and ours. Nothing of ours is
            # written; asked again, the form finds out and says what is in the way.
            return view(request, object_id, form_url, extra_context)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        if request.method == "POST":
            return gone_page(request, opts)
        redirect = super()._get_obj_does_not_exist_redirect  # type: ignore[misc]  # the stubs leave it out
        return redirect(request, opts, object_id)

    def save_model(self, request, obj, form, change):
        """Nothing yet: the rows are known in `save_related`, which follows."""

    def save_related(self, request, form, formsets, change):
        names = changed_paths(form, formsets)
        if change and not names:
            for formset in formsets:
                formset.save(commit=False)  # the log of changes asks what it did
            return
        paths = [self.path(name, form.instance) for name in names]
        entry = self.owner(form.instance)
        if change:
            start = form.cleaned_data[NAME]
            renames = "key" in names and form.instance is entry
            former = form.initial["key"] if renames else ""
            if former:
                carry_over(former, entry)
            audit.edited(entry, request.user, start, ", ".join(paths))
            if former and is_put_forward(entry, former):
                # Whoever submits holds the entry, and leaves its version as it is.
                messages.warning(
                    request, f"The key stays {former}: it was submitted meanwhile."
                )
                raise StaleError(entry, start)
            form.instance.save()
            super().save_related(request, form, formsets, change)
            unverify_changed(entry, start)
        else:
            form.instance.save()
            audit.created(entry, request.user)
            super().save_related(request, form, formsets, change)


def is_put_forward(entry: Entry, key: str) -> bool:
    """Whether a reviewer has the entry before him, or readers know the key."""
    is_open = Proposal.objects.filter(entry_id=entry.pk, open=True).exists()
    return is_open or Listing.objects.filter(key=key).exists()


def carry_over(former: str, entry: Entry) -> None:
    """Say under a new key who edited the entry under the former one.

    They may not approve it alone, nor verify what they wrote, whatever it is called
    now: what they wrote stands before the former key.
    """
    lines = audit.AuditLine.objects.filter(key=former, action__in=audit.EDITS)
    audit.AuditLine.objects.bulk_create(
        audit.line(
            one.actor,
            one.action,
            entry,
            one.version,
            f"{one.detail}, as {former}" if one.detail else f"as {former}",
        )
        for one in lines.select_related("actor").order_by("id")
    )


def unverify_changed(entry: Entry, start: int) -> None:
    """Take back that somebody verified what says something else since a version."""
    rows = Citation.objects.filter(entry_id=entry.pk).exclude(verified_by="")
    if rows.exists():
        now = document(with_rows(entry.kind).get(pk=entry.pk))
        taken = lost(now, at_version(entry, start))
        rows.filter(key__in=taken).update(verified_by="", verified_on="")


def demand(request: HttpRequest, permission: str) -> None:
    """PermissionDenied unless the editor may."""
    if not request.user.has_perm(permission):
        raise PermissionDenied
