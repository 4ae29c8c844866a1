"""A copy sees one state of the record, and cannot write."""

import threading

import pytest
from django.core.signals import request_finished, request_started
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone

from entries.exchange.mirror.onestate import one_state
from entries.record.edition import Edition
from entries.record.pin import pin
from entries.record.search import engine
from entries.tests.factories import make_topic, publish

pytestmark = pytest.mark.django_db(transaction=True)


def elsewhere(work):
    """Do something by another connection, as another process would."""

    def run():
        work()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def published(key):
    publish(make_topic(key))


def test_an_edition_that_is_published_meanwhile_does_not_show():
    engine.clear()
    published("before")
    with one_state():
        assert pin().number == 1
        elsewhere(lambda: published("meanwhile"))
        assert pin().number == 1
    assert pin().number == 2


def test_requests_do_not_end_it_and_nothing_is_written():
    published("before")
    with one_state():
        request_started.send(sender=None)
        request_finished.send(sender=None)
        assert pin().number == 1
        with pytest.raises(DatabaseError), transaction.atomic():
            Edition.objects.create(number=9, published=timezone.now())
    published("after")
    assert pin().number == 2
    assert request_finished.disconnect(close_old_connections)
    request_finished.connect(close_old_connections)
