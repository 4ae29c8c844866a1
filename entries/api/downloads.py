"""The archives of the record that are offered, for programs that fetch them whole."""

from typing import Any

from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from entries.api.links import Links, whole
from entries.api.reads import WholeView
from entries.api.shapes import Shape
from entries.licence import LICENCE
from entries.record.archives import Archive, archives


class Download(Shape):
    """One archive: everything up to an edition in one file."""

    edition = serializers.IntegerField(help_text="Everything up to this edition.")
    published = serializers.DateTimeField(help_text="When that edition was published.")
    name = serializers.CharField(help_text="What the file is called.")
    url = serializers.URLField(help_text="Where it is; parts of it can be asked for.")
    media_type = serializers.CharField()
    size = serializers.IntegerField(help_text="In bytes.")
    sha256 = serializers.CharField(help_text="The digest of the file.")
    counts = serializers.DictField(
        child=serializers.IntegerField(),
        help_text="How many rows each of its tables has, by the name of the table; "
        "`media`: how many images.",
    )


class Downloads(Shape):
    """What can be fetched whole."""

    edition = serializers.IntegerField(
        allow_null=True, help_text="The edition that answers: later ones are left out."
    )
    licence = serializers.CharField(help_text="By its SPDX identifier.")
    page = serializers.URLField(help_text="The same on the site.")
    archives = Download(many=True, help_text="The newest edition first.")


class DownloadList(WholeView):
    """The archives that are offered, the newest first."""

    operation = "downloads_list"
    summary = "List what can be fetched whole"
    shape = Downloads

    def get(self, request: Request) -> Response:
        found = archives(self.pin.number)
        return self.answer(
            {
                "edition": self.pin.number or None,
                "licence": LICENCE.spdx,
                "page": whole(request, self.links.pages.to("data")),
                "archives": [_archive(one, self.links) for one in found],
            }
        )


def _archive(archive: Archive, links: Links) -> dict[str, Any]:
    place = reverse("site:archive", kwargs={"name": archive.name})
    return {
        "edition": archive.edition,
        "published": archive.published,
        "name": archive.name,
        "url": whole(links.request, place),
        "media_type": "application/zip",
        "size": archive.size,
        "sha256": archive.digest,
        "counts": archive.counts,
    }
