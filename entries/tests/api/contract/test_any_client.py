"""Whatever the description allows is answered as it says, and all else is refused.

Schemathesis makes questions of the description, right and wrong ones, and holds every
answer against it, with all of its checks. `make contract` asks 200 for each operation,
and every bound and every choice besides; the tests ask a few.
"""

import logging
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from unittest import mock

from django.test import LiveServerTestCase
from django.test.testcases import QuietWSGIRequestHandler

from entries.api.contract import examples
from entries.api.schema import description
from entries.tests.api.world import KEYS, make_world
from entries.tests.factories import make_exercise, make_topic, publish, withdraw

EXAMPLES = os.environ.get("CONTRACT_EXAMPLES", "")
FEW = ["--max-examples=5", "--phases=examples,fuzzing,stateful", "--seed=1"]
CONFIG = """
[checks.positive_data_acceptance]
# What was withdrawn is answered 410, as what never was is answered 404.
expected-statuses = ["2xx", "3xx", "404", "410"]
"""
COMMAND = Path(sys.executable).with_name("schemathesis")


class AnyClientTests(LiveServerTestCase):
    @classmethod
    def setUpClass(cls):
        # Head and body of an answer travel one by one: neither waits for the other.
        cls.enterClassContext(
            mock.patch.object(QuietWSGIRequestHandler, "disable_nagle_algorithm", True)
        )
        super().setUpClass()

    def setUp(self):
        make_world()
        publish(make_exercise("sary-arka-2019", title="Sary-Arka", personnel=50))
        withdraw(make_topic("founding"), successor="joint-exercises")
        # The description names the entries of this record, so that many are found.
        named = mock.patch.dict(examples.KEYS, KEYS)
        named.start()
        description.cache_clear()
        self.addCleanup(description.cache_clear)
        self.addCleanup(named.stop)
        logger = logging.getLogger("django.request")
        logger.setLevel(logging.ERROR)  # thousands of questions are refused
        self.addCleanup(logger.setLevel, logging.NOTSET)

    def test_every_answer_is_as_described(self):
        how = [f"--max-examples={EXAMPLES}"] if EXAMPLES else FEW
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (folder / "config.toml").write_text(CONFIG, "utf-8")
        run = subprocess.run(
            [
                COMMAND,
                "--config-file=config.toml",
                "run",
                f"{self.live_server_url}/api/v1/schema/",
                "--checks=all",
                "--continue-on-failure",
                "--generation-database=none",
                "--no-color",
                *how,
            ],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        sys.stdout.write(run.stdout)

        assert run.returncode == 0, run.stdout + run.stderr
        operations = len(description()["paths"])
        assert f"Tested: {operations}" in run.stdout
        [cases] = re.findall(r"(\d+) generated", run.stdout)
        assert int(cases) > operations * int(EXAMPLES or 5)
