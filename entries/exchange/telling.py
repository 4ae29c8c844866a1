"""What the commands of import and export say while they work and at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from rich.console import Console

from entries.documents.kinds import KINDS
from entries.exchange.importing import Report, Tell, unsourced
from entries.vocabulary import Verification


@contextmanager
def progress() -> Iterator[Tell]:
    """Show what is being done: a moving line on a terminal, lines elsewhere."""
    console = Console(stderr=True)

    def line(text: str) -> None:
        console.print(f"{text} …", markup=False, highlight=False, soft_wrap=True)

    if not console.is_terminal:
        yield line
        return
    with console.status("Reading") as status:

        def tell(text: str) -> None:
            status.update(text)
            line(text)

        yield tell


def refuse(faults: list[str], what: str) -> None:
    """End a command with every fault on a line of its own, if there are any."""
    if faults:
        lines = "\n".join(faults)
        msg = f"{lines}\n{len(faults)} {what}; nothing was written."
        raise CommandError(msg)


def told(report: Report) -> Iterator[str]:
    """An import in lines."""
    for kind in KINDS.values():
        sides = {
            "new": report.new[kind.name],
            "changed": report.changed[kind.name],
            "unchanged": report.unchanged[kind.name],
        }
        if any(sides.values()):
            words = ", ".join(f"{n} {side}" for side, n in sides.items() if n)
            yield f"{kind.plural}: {words}"
    total = sum(report.facts.values())
    disputed = report.facts[str(Verification.DISPUTED)]
    yield (
        f"facts: {total}, {unsourced(report)} of them unsourced, {disputed} disputed; "
        f"{report.marked} marks “no source found”"
    )
    if report.unverified:
        yield (
            f"{report.unverified} verifications were not taken over: "
            "an import verifies nothing"
        )
    if report.edition:
        yield f"published as edition {report.edition.number}"
