"""Bombs are refused, one and all, before they can go off."""

import json
import subprocess
import sys
from io import BytesIO

import pytest
from django.conf import settings

from entries.desk.images import RefusedImageError, take_in
from entries.tests.desk.images.bombs import BOMBS, LARGEST

MEGABYTES = 220
"""Beside what the program takes before it opens an image."""
SECONDS = 3
"""Of the processor: how busy the machine is otherwise does not count."""


@pytest.mark.parametrize("name", BOMBS)
def test_it_is_refused_and_says_what_to_do(name):
    make, said = BOMBS[name]
    with pytest.raises(RefusedImageError, match=said):
        take_in(BytesIO(make()), f"{name}.png")


def taken_in_elsewhere(folder):
    """What came of the files of a folder, in a process of its own."""
    command = [sys.executable, "-m", "entries.tests.desk.images.bombs", str(folder)]
    process = subprocess.run(
        # A process begins with the peak of its parent; that of a shell is small.
        ["sh", "-c", '"$@"; exit $?', "sh", *command],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(process.stdout)


def test_all_of_them_take_little_memory_and_time(tmp_path):
    for name, (make, _) in BOMBS.items():
        (tmp_path / f"{name}.png").write_bytes(make())

    answer = taken_in_elsewhere(tmp_path)

    assert set(answer["said"]) == set(BOMBS)
    for name, (_, said) in BOMBS.items():
        assert said in answer["said"][name]
    assert answer["megabytes"] < MEGABYTES
    assert max(answer["seconds"].values()) < SECONDS


def test_the_largest_that_are_taken_in_take_no_more_memory(tmp_path):
    for name, make in LARGEST.items():
        (tmp_path / f"{name}.png").write_bytes(make())

    answer = taken_in_elsewhere(tmp_path)

    assert answer["said"] == dict.fromkeys(LARGEST, "taken in, with 8 renditions")
    assert answer["megabytes"] < MEGABYTES


def test_the_bomb_of_400_megapixels_has_49_kilobytes():
    make, _ = BOMBS["png-400-megapixels"]
    assert len(make()) < 50_000
