"""What the framework answers in: its settings name this module."""

from typing import Any

from rest_framework.negotiation import BaseContentNegotiation


class Unasked(BaseContentNegotiation):
    """Problems are JSON, whatever is accepted; views choose the form of an answer."""

    def select_renderer(
        self, request: Any, renderers: Any, format_suffix: Any = None
    ) -> Any:
        return renderers[0], renderers[0].media_type
