"""Which release of the software answers: what it says may change with it."""

from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

CODE = ("entries", "scoportal")


@cache
def digest() -> str:
    """A digest of the code, the same in every worker and on every machine."""
    found = sha256()
    for path in _files():
        found.update(path.read_bytes())
    return found.hexdigest()


@cache
def released() -> datetime:
    """When the code was last written on this machine."""
    newest = max(path.stat().st_mtime for path in _files())
    return datetime.fromtimestamp(newest, UTC)


def _files() -> list[Path]:
    root: Path = settings.BASE_DIR
    found = [path for folder in CODE for path in (root / folder).rglob("*.py")]
    own = [path for path in found if "tests" not in path.relative_to(root).parts]
    pages = sorted((root / "templates" / "api").glob("*.html"))
    return [*sorted(own), *pages, root / "requirements.txt"]
