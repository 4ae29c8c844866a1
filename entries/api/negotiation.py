"""In which form an answer is given: its settings name this module to the framework."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from rest_framework.negotiation import BaseContentNegotiation


class Unasked(BaseContentNegotiation):
    """Problems are JSON, whatever is accepted; views choose the form of an answer."""

    def select_renderer(
        self, request: Any, renderers: Any, format_suffix: Any = None
    ) -> Any:
        return renderers[0], renderers[0].media_type


class Accepted(NamedTuple):
    """A part of `Accept`: what it covers, how much it is liked, where it stands."""

    main: str
    sub: str
    liked: float
    place: int

    def covers(self, media: str) -> bool:
        main, _, sub = media.partition("/")
        return self.main in ("*", main) and self.sub in ("*", sub)

    @property
    def exactness(self) -> int:
        return (self.main != "*") + (self.sub != "*")


def preferred(header: str, offered: Sequence[str]) -> str | None:
    """The one of some media types that is liked best; None if none is accepted.

    Of a type the part that names it most exactly decides. Parameters other than `q` say
    nothing: every form that we have has one charset. Nothing asked is everything.
    """
    parts = header.split(",") if header.strip() else ["*/*"]
    accepted = [_accepted(part, place) for place, part in enumerate(parts)]
    found: list[tuple[float, int, str]] = []
    for media in offered:
        covering = [one for one in accepted if one.covers(media)]
        if not covering:
            continue
        one = max(covering, key=lambda part: (part.exactness, -part.place))
        if one.liked > 0:
            found.append((-one.liked, one.place, media))
    # Of those liked alike the first asked for, then the first offered.
    return min(found, key=lambda one: one[:2])[2] if found else None


def _accepted(part: str, place: int) -> Accepted:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    main, _, sub = media.partition("/")
    return Accepted(main.strip(), sub.strip(), weight(parameters), place)


def weight(parameters: Iterable[str]) -> float:
    """How much what they stand behind is liked: their `q`, else all."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            return _number(value.strip())
    return 1.0


def _number(text: str) -> float:
    """A quality between 0 and 1; what is none likes nothing."""
    try:
        found = float(text)
    except ValueError:
        return 0.0
    return found if 0 <= found <= 1 else 0.0
