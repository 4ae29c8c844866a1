"""Feeds (Atom): what is new in the record, and what was put right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.utils.html import escape, strip_tags
from django.utils.translation import gettext as _

from entries.documents.kinds import PLURALS as KINDS
from entries.pages import changes, formatting
from entries.pages.corrections import corrections as put_right
from entries.pages.labels import PLURALS, PORTAL
from entries.record import neighbours, reading
from entries.record.edition import Revision
from entries.record.neighbours import mentioned
from entries.site.visits import Visit, page

MOST = 50
"""How many items a feed has: the newest."""
MOST_CHANGES = 200
FEED = "application/atom+xml; charset=utf-8"
SOON = 5 * 60
"""Seconds for which a feed is not asked for again."""


class Feed(Atom1Feed):
    """A feed that without items is as old as its edition, whenever it is asked."""

    def latest_post_date(self) -> datetime:
        at: datetime | None = None if self.items else self.feed["at"]
        return at or super().latest_post_date()


@dataclass(frozen=True)
class Item:
    """One item of a feed."""

    title: str
    path: str
    """Where it stands for ever: its id is made of it."""
    at: datetime
    text: str
    author: str


@page
def editions(visit: Visit) -> HttpResponse:
    """Each edition with its reason."""
    rows = reading.editions().filter(number__lte=visit.edition)[:MOST]
    links = visit.links.always()
    items = (
        Item(
            _("Edition %(number)s") % {"number": one.number},
            links.to("edition", number=one.number),
            one.published,
            one.reason,
            one.editor,
        )
        for one in rows
    )
    return _answer(visit, _("Editions"), visit.links.to("editions"), items)


@page
def kind(visit: Visit, plural: str) -> HttpResponse:
    """Each new revision of the entries of a kind."""
    name = KINDS[plural].name
    rows = reading.newest_revisions(name, visit.edition)[:MOST]
    items = _revisions(visit, rows)
    url = visit.links.to("list", plural=plural)
    return _answer(visit, str(PLURALS[name]), url, items)


@page
def entry(visit: Visit, plural: str, address: str) -> HttpResponse:
    """Each revision of one entry."""
    name = KINDS[plural].name
    listing = neighbours.once_at(name, address, visit.edition)
    if listing is None:
        raise Http404(_("There is no such entry."))
    rows = reading.newest_revisions(name, visit.edition, listing.key)[:MOST]
    url = visit.links.entry(name, listing.address)
    title = visit.links.title(listing)[0] or listing.key
    return _answer(visit, title, url, _revisions(visit, rows))


@page
def corrections(visit: Visit) -> HttpResponse:
    """What was mistaken and put right, entry by entry."""
    rows = list(reading.corrections(visit.edition)[:MOST_CHANGES])
    keys = changes.keys(rows)
    names = mentioned(keys, visit.edition) if keys else {}
    items = []
    for one in put_right(rows, names, visit.links.always()):
        if not one.changed.link.url:
            continue
        lines = "; ".join(
            f"{line.label}: {_plain(line.old)} → {_plain(line.new)}"
            for line in one.changed.lines
        )
        reason = one.edition.reason
        items.append(
            Item(
                one.changed.link.text,
                one.changed.link.url,
                one.edition.published,
                f"{reason} {lines}".strip(),
                one.edition.editor,
            )
        )
    url = visit.links.to("corrections")
    return _answer(visit, _("Corrections"), url, items[:MOST])


def _revisions(visit: Visit, rows: Iterable[Revision]) -> Iterator[Item]:
    for row in rows:
        title = visit.links.title(row.listing)[0]
        if row.withdrawn:
            words = {"title": title or row.key}
            title = _("Withdrawn: %(title)s") % words
        yield Item(
            title,
            visit.links.revision(row.kind, row.address, row.number),
            row.edition.published,
            row.edition.reason,
            row.edition.editor,
        )


def _plain(value: changes.Value) -> str:
    return " ".join(strip_tags(formatting.value(value)).split()) if value else "–"


def _answer(visit: Visit, title: str, path: str, items: Iterable[Item]) -> HttpResponse:
    """The feed, or word that nothing is new since it was last asked for."""
    edition = visit.pin.edition
    at = edition.published if edition else None
    etag = f'"{visit.edition}-{visit.language}"'
    when = int(at.timestamp()) if at else None
    answer = get_conditional_response(visit.request, etag, when)
    if answer is None:
        feed = Feed(
            f"{title} – {PORTAL}",
            visit.whole(path),
            "",
            language=visit.language,
            feed_url=visit.whole(visit.request.get_full_path()),
            # A tag would need a day, and a feed has none of its own.
            feed_guid=visit.whole(visit.request.path),
            at=at,
        )
        for item in items:
            url = visit.whole(item.path)
            feed.add_item(
                item.title,
                url,
                # It is read as HTML.
                escape(item.text),
                author_name=item.author,
                pubdate=item.at,
                updateddate=item.at,
                unique_id=get_tag_uri(url, item.at),
            )
        answer = HttpResponse(feed.writeString("utf-8"), content_type=FEED)
    answer["ETag"] = etag
    if at:
        answer["Last-Modified"] = f"{at:%a, %d %b %Y %H:%M:%S} GMT"
    patch_cache_control(answer, public=True, max_age=SOON)
    return answer
