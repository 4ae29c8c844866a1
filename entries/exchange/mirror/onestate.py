"""One state of the database for as long as a copy is made.

An edition that is published meanwhile does not show in it, so a copy never mixes two,
and nobody who writes has to wait.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction


@contextmanager
def one_state() -> Iterator[None]:
    """Read everything in one transaction that cannot write."""
    signals = (request_started, request_finished)
    # After each request Django would close the connection, and with it the transaction.
    were_closed = [signal.disconnect(close_old_connections) for signal in signals]
    try:
        with _transaction():
            yield
    finally:
        for signal, was_closed in zip(signals, were_closed, strict=True):
            if was_closed:
                signal.connect(close_old_connections)


@contextmanager
def _transaction() -> Iterator[None]:
    if connection.in_atomic_block:  # it has begun already: a test's
        yield
    elif connection.vendor == "sqlite":
        with _reading_sqlite(), transaction.atomic():
            yield
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


@contextmanager
def _reading_sqlite() -> Iterator[None]:
    """Begin the transaction without the writers' lock, and let nothing be written."""
    connection.ensure_connection()
    wrapper: Any = connection
    before = wrapper.transaction_mode
    wrapper.transaction_mode = "DEFERRED"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = 1")
    try:
        yield
    finally:
        wrapper.transaction_mode = before
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = 0")
