"""Topics with popular claims for tests, and the claims themselves."""

from typing import Any

from entries.tests.factories import citation, make_source, make_topic, publish


def claim(key: str, verdict: str, **fields: Any) -> dict[str, Any]:
    """A row of `claims`."""
    words = key.replace("-", " ").capitalize()
    return {
        "key": key,
        "claim": f"{words}.",
        "made_in": "Popular articles",
        "verdict": verdict,
        "reasoning": "It is said. It is so.",
        **fields,
    }


def on_claim(key: str, source: str, name: str, stance: str, **fields: Any) -> Any:
    """A citation for or against a claim."""
    return citation(f"claims.{key}", source, name, stance=stance, **fields)


def publish_claims() -> None:
    """Two topics with five claims of every verdict."""
    publish(
        make_source("navy", title="On ships", publisher="Xinhua", published="2019"),
        make_source("charter", title="The charter", url="https://example.org/c"),
        make_topic(
            "naval-drills",
            title="Naval drills",
            title_ru="Учения на море",
            claims=[
                claim("ships-of-all", "contradicted"),
                claim("a-drill-a-year", "partly"),
                claim("secret-ships", "no-evidence"),
            ],
            citations=[
                on_claim("ships-of-all", "navy", "c1", "contradicts", quote="No ship."),
                on_claim("a-drill-a-year", "navy", "c2", "supports", locator="p. 2"),
                on_claim("a-drill-a-year", "charter", "c3", "contradicts"),
            ],
        ),
        make_topic(
            "limits",
            title="Limits",
            claims=[
                claim("no-mutual-defence", "supported"),
                claim("an-alliance", "contradicted"),
            ],
            citations=[
                on_claim("no-mutual-defence", "charter", "c1", "supports"),
                on_claim("an-alliance", "charter", "c2", "contradicts"),
            ],
        ),
    )
