"""The recipes of the documents, to be run as they stand there."""

import re
from types import SimpleNamespace

from django.conf import settings


def recipe(heading: str) -> SimpleNamespace:
    """What the first block of Python below a heading of docs/api.md defines."""
    text = (settings.BASE_DIR / "docs" / "api.md").read_text("utf-8")
    below = re.split(rf"^#+ {re.escape(heading)}$", text, flags=re.MULTILINE)[1]
    block = re.search(r"^```python\n(.*?)^```$", below, re.DOTALL | re.MULTILINE)
    assert block, f"there is no recipe below {heading}"
    names = {"__name__": "recipe"}
    exec(compile(block[1], "docs/api.md", "exec"), names)  # noqa: S102  our own
    return SimpleNamespace(**names)
