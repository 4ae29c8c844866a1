"""The command that rebuilds the record's indexes."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from entries.publishing.audit import AuditLine
from entries.record.listing import Facet, Listing
from entries.tests.factories import make_exercise, make_state, publish

pytestmark = pytest.mark.django_db


def reindexed(*keys):
    out = StringIO()
    call_command("reindex", *keys, stdout=out)
    return out.getvalue().strip()


def test_lost_indexes_are_made_again():
    publish(make_state("CHN"), make_exercise("vostok-2018", hosts=["CHN"]))
    Facet.objects.all().delete()
    assert reindexed() == "2 revisions indexed"
    assert Facet.objects.filter(name="host", value="CHN").exists()


def test_one_entry_may_be_named():
    publish(make_state("CHN"), make_exercise("vostok-2018"))
    untouched = Listing.objects.get(key="CHN").pk
    assert reindexed("vostok-2018") == "1 revisions indexed"
    assert Listing.objects.get(key="CHN").pk == untouched


def test_an_unknown_key_is_refused():
    with pytest.raises(CommandError, match="never published: nowhere"):
        reindexed("nowhere")


def test_the_audit_log_says_so():
    publish(make_state("CHN"), make_exercise("vostok-2018"))
    reindexed()
    reindexed("CHN", "vostok-2018")
    lines = AuditLine.objects.filter(action="reindexed").order_by("id")
    assert list(lines.values_list("key", "detail", "actor__username")) == [
        ("", "2 revisions", "import"),
        ("CHN", "2 revisions", "import"),
        ("vostok-2018", "2 revisions", "import"),
    ]
