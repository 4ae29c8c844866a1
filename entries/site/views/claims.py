"""All popular claims, judged, of all topics."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _

from entries.pages import claims as shown
from entries.pages.claimreview import reviews
from entries.record import claims as asked
from entries.record.edition import Revision
from entries.record.neighbours import mentioned
from entries.site.paging import paged
from entries.site.visits import Visit, page

SIZE = 50


@page
def claim_list(visit: Visit) -> HttpResponse:
    """The claims with their verdicts, narrowed to a verdict, to a topic."""
    filtered = asked.ClaimFilter(
        visit.request.GET, queryset=asked.claims(visit.edition)
    )
    numbers = asked.numbers(visit.edition)
    form = filtered.form
    _dress(form, numbers, visit)
    context: dict[str, Any] = {"form": form}
    if not form.is_valid():
        return visit.show("claim_list.html", context, status=400)
    given = {name: value for name, value in form.cleaned_data.items() if value}
    part = paged(visit, filtered.qs, SIZE)
    found = list(part.object_list)
    rows = Revision.objects.in_bulk({one.listing.revision_id for one in found})
    documents = {number: row.document for number, row in rows.items()}
    keys = shown.cited(found, documents)
    names = mentioned(keys, visit.edition) if keys else {}
    claims = shown.listed(found, documents, names, visit.links)
    context |= {
        "part": part,
        "claims": claims,
        "is_filtered": bool(given),
        "groups": shown.groups(numbers, given, visit.links),
        "total": sum(numbers.pairs.values()),
    }
    if edition := visit.pin.edition:
        home = visit.links.always().to("home")
        context["reviews"] = reviews(claims, visit.whole, home, edition.published)
    return visit.show("claim_list.html", context)


def _dress(form: forms.Form, numbers: asked.Numbers, visit: Visit) -> None:
    """Let a topic be chosen by its title."""
    owners = numbers.owners.items()
    titles = [(key, visit.links.named(key, one).text) for key, one in owners]
    form.fields["topic"].widget = forms.Select(choices=[("", _("Any")), *titles])
