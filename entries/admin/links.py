"""What the desk knows of a source's links: in the list, its filter and the form."""

from typing import Any

from django.contrib import admin
from django.utils.html import format_html, format_html_join

from entries.admin.stands import StandingList, TellsStand
from entries.desk.linkcheck import (
    LinkCheck,
    LinkState,
    Outcome,
    checks_of,
    with_links,
)
from entries.exchange.links.telling import in_words


class LinkFilter(admin.SimpleListFilter):
    """A list's filter by what is known of the links."""

    title = "links"
    parameter_name = "link"

    def lookups(self, request, model_admin):
        return LinkState.choices

    def queryset(self, request, queryset):
        return queryset.filter(link=self.value()) if self.value() else queryset


class LinkList(StandingList):
    """A list of sources with what is known of the links of each."""

    def get_results(self, request):
        super().get_results(request)
        checks = checks_of(self.result_list)
        for source in self.result_list:
            source.checks = checks


class TellsLinks(TellsStand):
    """A list and a form of sources that tell how their addresses answered."""

    def get_queryset(self, request):
        return with_links(super().get_queryset(request))

    def get_changelist(self, request, **kwargs):
        return LinkList

    @admin.display(description="Link", ordering="link")
    def links(self, source):
        """The state of the source in a word, and what is told of each trouble."""
        if not source.link:
            return "No address"
        lines = [LinkState(source.link).label]
        if source.link == LinkState.DEAD and not source.archive_url:
            lines.append("no archived copy")
        return _lines(lines + _troubles(source, source.checks))

    @admin.display(description="How the addresses answered")
    def answers(self, source):
        """A line for each address."""
        if not source or not source.pk:
            return "They are asked by a later check."
        checks = checks_of([source])
        named = (("Address", source.url), ("Archived copy", source.archive_url))
        return _lines(
            [_told(name, checks.get(url)) for name, url in named if url]
            or ["There is none to ask."]
        )


def _troubles(source: Any, checks: dict[str, LinkCheck]) -> list[str]:
    named = (("", source.url), ("Archived copy", source.archive_url))
    return [
        _told(name, checks[url])
        for name, url in named
        if url in checks and checks[url].outcome not in ("", Outcome.OK)
    ]


def _told(name: str, check: LinkCheck | None) -> str:
    words = in_words(check) if check else str(LinkState.NEVER.label)
    words = f"{name}: {words}" if name else words
    if not check or not check.led_to:
        return words
    how = "now at" if check.outcome == Outcome.MOVED else "led to"
    link = '{}, {} <a href="{}" rel="noreferrer noopener">{}</a>'
    return format_html(link, words, how, check.led_to, check.led_to)


def _lines(lines: list[str]) -> str:
    return format_html_join("", '<span class="desk-line">{}</span>', zip(lines))
