"""A client that somebody else's program made of the description works with the site.

The generator is taken as it is from the package index, so this is asked for only by
`make contract`.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from entries.api.contract.written import CURRENT
from entries.tests.api.world import make_world

GENERATOR = "openapi-python-client==0.29.1"
WALK = Path(__file__).with_name("walk.py")


def run(*command, programs=None):
    """What a command says; it finds others among `programs` before all others."""
    path = os.pathsep.join(filter(None, [str(programs or ""), os.environ["PATH"]]))
    environment = {**os.environ, "PATH": path}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    return done.stdout


@pytest.mark.skipif(
    "CONTRACT_EXAMPLES" not in os.environ, reason="`make contract` asks for it"
)
def test_a_generated_client_fetches_pages_and_filters(
    transactional_db, live_server, tmp_path
):
    make_world()
    run(sys.executable, "-m", "venv", tmp_path / "venv")
    programs, config = tmp_path / "venv" / "bin", tmp_path / "config.json"
    # Ruff only gives what is generated its form.
    run(programs / "pip", "install", "--quiet", GENERATOR, "ruff")
    config.write_text(json.dumps({"package_name_override": "portal_client"}))
    said = run(
        programs / "openapi-python-client",
        "generate",
        f"--path={CURRENT}",
        f"--config={config}",
        "--meta=none",
        f"--output-path={tmp_path / 'portal_client'}",
        programs=programs,
    )
    assert "arning" not in said

    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    walked = subprocess.run(
        [programs / "python", WALK, live_server.url],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )

    assert walked.returncode == 0, walked.stderr
    found = json.loads(walked.stdout)
    assert found == {
        "counts": dict.fromkeys(found["counts"], 2),
        "fetched": ["Peace Mission 2007", 4000, 1],
        "disputed": ["personnel"],
        "steps": ["yes", "yes"],
        "paged": ["sary-arka-2019", "peace-mission-2007"],
        "filtered": ["peace-mission-2007"],
        "numbers": [1600, 4000],
        "missing": [404, "Not Found"],
        "wrong": [400, "1000"],
    }
