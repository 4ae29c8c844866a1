"""Work done in processes of their own, which may be killed or race each other."""

import os
import signal
import time
import traceback
from collections.abc import Callable

from django.db import connection, connections

from entries.publishing.transitions import PublishingError

REFUSED = 3
"""How a process ends whose work was refused."""


class Process:
    """A child that connects to the database, waits for its start, and works."""

    def __init__(self, work: Callable[[], object]) -> None:
        # No connection may be shared: each side opens its own.
        connections.close_all()
        ready, self._ready = os.pipe()
        start, self._start = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            self._run(work, start)
        os.read(ready, 1)
        os.close(ready)
        os.close(start)

    def _run(self, work: Callable[[], object], start: int) -> None:
        ended = 1
        try:
            connection.ensure_connection()
            os.write(self._ready, b"!")
            os.read(start, 1)
            work()
            ended = 0
        except PublishingError:
            ended = REFUSED
        except BaseException:
            traceback.print_exc()
            raise
        finally:
            os._exit(ended)

    def start(self) -> None:
        os.write(self._start, b"!")

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """How it ended; negative for a signal."""
        _, status = os.waitpid(self.pid, 0)
        os.close(self._ready)
        os.close(self._start)
        wait_for_server()
        return os.waitstatus_to_exitcode(status)


def wait_for_server() -> None:
    """A server may still be busy with the last word of a client that is gone."""
    if connection.vendor != "postgresql":
        return
    others = (
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    for _ in range(500):
        with connection.cursor() as cursor:
            cursor.execute(others)
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    msg = "the server does not end the work of a client that is gone"
    raise TimeoutError(msg)
