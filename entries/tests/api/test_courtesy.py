"""Nothing is sent twice, everything travels small, and any page of the web may read."""

import gzip
from datetime import timedelta
from unittest import mock

import brotli
from django.conf import settings
from django.test import Client, TestCase, override_settings
from django.utils.http import http_date, parse_http_date

from entries.api import release
from entries.api.compression import accepted_codings, prefers_brotli
from entries.publishing.withdrawing import redact
from entries.record.edition import Revision
from entries.tests.api.test_problems import check
from entries.tests.api.world import make_world
from entries.tests.factories import editor, make_state, make_topic, publish

ADDRESSES = [
    "",
    "states/",
    "states/?format=csv",
    "states/CHN/",
    "states/CHN/revisions/",
    "states/CHN/revisions/1/",
    "editions/",
    "editions/1/",
    "facts/?page_size=5",
]


def get(address, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client().get(f"/api/v1/{address}", headers=named)


class VersionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_world()

    def test_what_is_known_is_not_sent_again(self):
        for address in ADDRESSES:
            with self.subTest(address):
                first = get(address)
                again = get(address, if_none_match=first["ETag"])
                since = get(address, if_modified_since=first["Last-Modified"])

                assert first.status_code == 200
                for response in (again, since):
                    assert (response.status_code, response.content) == (304, b"")
                    for name in ("ETag", "Last-Modified", "Cache-Control", "Vary"):
                        assert response[name] == first[name]
                assert get(address, if_none_match='"another"').status_code == 200

    def test_a_new_edition_is_a_new_version_and_an_old_one_stays(self):
        live, kept = get("states/"), get("states/?edition=1")
        publish(make_topic("founding", title="Renamed"))

        assert get("states/", if_none_match=live["ETag"]).status_code == 200
        again = get("states/?edition=1", if_none_match=kept["ETag"])
        assert again.status_code == 304
        assert parse_http_date(get("states/")["Last-Modified"])

    def test_what_the_law_takes_out_changes_old_editions_too(self):
        publish(make_state("IRN", title="Anew"), make_state("CHN", title="Anew"))
        for count, key in ((1, "IRN"), (0, "CHN")):
            kept = get("states/?edition=1")
            redact(Revision.objects.get(key=key, number=1), editor(), "By law")

            again = get("states/?edition=1", if_none_match=kept["ETag"])
            assert again.status_code == 200
            assert again.json()["count"] == count

    def test_every_question_and_form_has_a_version_of_its_own(self):
        tags = {
            get(address, **headers)["ETag"]
            for address, headers in (
                ("states/", {}),
                ("states/", {"accept": "text/csv"}),
                ("states/", {"accept": "application/x-ndjson"}),
                ("states/?fields=key", {}),
                ("states/?order=key", {}),
                ("states/?order=-key", {}),
                ("series/", {}),
            )
        }
        assert len(tags) == 7
        with override_settings(SITE_URL="https://portal.example"):
            assert get("states/")["ETag"] not in tags

    def test_the_order_of_parameters_does_not_matter(self):
        one, other = get("states/?q=China&order=key"), get("states/?order=key&q=China")

        assert one["ETag"] == other["ETag"]

    def test_another_release_is_another_version(self):
        before = get("states/")
        later = release.released() + timedelta(days=9999)
        with (
            mock.patch.object(release, "digest", return_value="another"),
            mock.patch.object(release, "released", return_value=later),
        ):
            assert get("states/", if_none_match=before["ETag"]).status_code == 200
            since = get("states/", if_modified_since=before["Last-Modified"])
            assert since.status_code == 200
            assert since["Last-Modified"] == http_date(later.timestamp())

    def test_the_release_is_what_the_code_says(self):
        release.digest.cache_clear()
        own = release.digest()
        release.digest.cache_clear()
        with mock.patch.object(release, "CODE", ("scoportal",)):
            assert release.digest() != own
        release.digest.cache_clear()
        assert release.digest() == own

    def test_the_same_bytes_have_a_strong_tag(self):
        assert get("states/")["ETag"].startswith('"')
        assert get("states/?format=csv")["ETag"].startswith('"')
        # A workbook tells when it was written.
        assert get("states/?format=xlsx")["ETag"].startswith("W/")

    def test_what_is_not_there_has_no_version(self):
        for address in ("states/ZZZ/", "states/ZZZ/revisions/", "states/?x=1"):
            response = get(address, if_none_match="*")
            assert response.status_code in {400, 404}
            assert "ETag" not in response

    def test_a_version_that_must_be_and_is_not(self):
        check(get("states/", if_match='"another"'), 412)

    def test_nothing_new_costs_two_queries(self):
        tag = get("exercises/")["ETag"]
        with self.assertNumQueries(2):
            get("exercises/", if_none_match=tag)

    def test_the_description_is_not_sent_again_either(self):
        for address in ("schema/", "docs/"):
            response = get(address)
            assert response["Cache-Control"] == "public, max-age=60"
            assert "Last-Modified" in response
            again = get(address, if_none_match=response["ETag"])
            assert again.status_code == 304
            assert again.content == b""

    def test_head_has_the_headers_of_get(self):
        for address in ADDRESSES:
            with self.subTest(address):
                got, headed = get(address), Client().head(f"/api/v1/{address}")
                assert headed.getvalue() == b""
                for name in ("ETag", "Last-Modified", "Cache-Control", "Vary"):
                    assert headed[name] == got[name]


class CompressionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_world()

    def test_answers_travel_in_brotli_or_gzip(self):
        for address in ("states/", "states/?format=csv", "states/?format=jsonl"):
            plain = get(address)
            body = plain.getvalue()
            for accept, coding, unpack in (
                ("gzip, deflate, br", "br", brotli.decompress),
                ("gzip", "gzip", gzip.decompress),
                ("br;q=0.5, gzip", "gzip", gzip.decompress),
            ):
                response = get(address, accept_encoding=accept)
                assert response["Content-Encoding"] == coding
                assert unpack(response.getvalue()) == body
                assert "Accept-Encoding" in response["Vary"]
                # The bytes differ, what they say does not.
                assert response["ETag"] == f"W/{plain['ETag']}"
                again = get(
                    address, accept_encoding=accept, if_none_match=response["ETag"]
                )
                assert again.status_code == 304

    def test_who_cannot_unpack_gets_it_plain(self):
        for accept in (
            "",
            "identity",
            "br;q=0",
            "*;q=0",
            "gzip;q=0",
            "br;q=0, gzip;q=0.0",
        ):
            response = get("states/", accept_encoding=accept)
            assert "Content-Encoding" not in response
            assert response["Content-Length"] == str(len(response.content))

    def test_codings_are_named_in_any_case(self):
        assert get("states/", accept_encoding="GZIP")["Content-Encoding"] == "gzip"
        assert get("states/", accept_encoding="BR")["Content-Encoding"] == "br"
        half = get("states/", accept_encoding="gzip;Q=0.5")
        assert half["Content-Encoding"] == "gzip"

    def test_what_is_short_stays_as_it_is(self):
        response = get("states/?fields=key&role=former", accept_encoding="br")
        assert "Content-Encoding" not in response

    def test_pages_are_left_to_gzip(self):
        response = Client().get("/en/", headers={"accept-encoding": "gzip, br"})
        assert response["Content-Encoding"] == "gzip"

    def test_the_weights_of_codings_are_understood(self):
        for accept, is_liked in (
            ("br", True),
            ("gzip;q=1.0, br;q=1.0", True),
            ("gzip;q=1.0, br;q=0.9", False),
            ("br;q=x", False),
            ("gzip;Q=0.5, br ; q = 0.6", True),
            ("br;q=1.0;x=1", True),
            ("gzip", False),
        ):
            assert prefers_brotli(dict(accepted_codings(accept))) is is_liked, accept


class OtherPagesTests(TestCase):
    """Programs in the pages of others may read, and learn what went wrong."""

    @classmethod
    def setUpTestData(cls):
        make_world()

    def test_any_page_may_read_answers_and_problems(self):
        addresses = [*ADDRESSES, "states/ZZZ/", "nowhere/", "states/?x=1", "docs/"]
        for address in addresses:
            response = get(address, origin="https://news.example")
            assert response["Access-Control-Allow-Origin"] == "*"
            assert "X-Total-Count" in response["Access-Control-Expose-Headers"]
            assert "Access-Control-Allow-Credentials" not in response

    def test_a_browser_may_ask_first(self):
        response = Client().options(
            "/api/v1/states/",
            headers={
                "origin": "https://news.example",
                "access-control-request-method": "GET",
                "access-control-request-headers": "if-none-match",
            },
        )
        assert response.status_code == 204
        assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert response["Access-Control-Allow-Headers"] == "*"
        assert response["Allow"] == "GET, HEAD, OPTIONS"

    def test_the_sites_pages_are_not_opened(self):
        assert "Access-Control-Allow-Origin" not in Client().get("/en/")

    def test_a_host_that_is_not_ours_is_refused_in_the_same_shape(self):
        for debug in (True, False):
            with self.settings(DEBUG=debug):
                client = Client(headers={"host": "evil.example"})
                said = check(client.get("/api/v1/states/"), 400)
        assert said["instance"] == "/api/v1/states/"
        assert "host" in said["detail"]

    def test_every_setting_of_the_way_is_in_place(self):
        names = settings.MIDDLEWARE
        assert names[0] == "entries.api.frame.ApiFrame"
        gzipped = names.index("django.middleware.gzip.GZipMiddleware")
        assert names[gzipped + 1] == "entries.api.compression.BrotliMiddleware"
