"""Judged claims as programs read them: ClaimReview of schema.org (JSON-LD)."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils.safestring import SafeString

from entries.pages.claims import Claim, Given
from entries.pages.labels import PORTAL
from entries.pages.linked import SCHEMA, Thing, script
from entries.vocabulary import Verdict

RATINGS = {Verdict.CONTRADICTED: 1, Verdict.PARTLY: 2, Verdict.SUPPORTED: 3}
"""The verdicts in numbers; that no evidence was found is none of them."""
WORST, BEST = min(RATINGS.values()), max(RATINGS.values())


def reviews(
    claims: Iterable[Claim],
    whole: Callable[[str], str],
    home: str,
    published: datetime,
) -> SafeString:
    """Every claim with its verdict, as one script; nothing where there is none.

    `whole` gives the address of a path on the site's host, `published` is when the
    verdicts were last published.
    """
    found = [_review(one, whole, home, published) for one in claims]
    return script({"@context": SCHEMA, "@graph": found}) if found else SafeString()


def _review(
    claim: Claim, whole: Callable[[str], str], home: str, published: datetime
) -> Thing:
    value = RATINGS.get(Verdict(claim.verdict))
    url = whole(claim.url) if claim.url else ""
    return {
        "@type": "ClaimReview",
        "@id": url,
        "url": url,
        "claimReviewed": claim.claim,
        "itemReviewed": {
            "@type": "Claim",
            "name": claim.claim,
            "appearance": _appearance(claim.made_in),
        },
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": value,
            "worstRating": WORST if value else None,
            "bestRating": BEST if value else None,
            "alternateName": claim.word,
        },
        "reviewBody": claim.reasoning,
        "datePublished": published.date().isoformat(),
        "author": {
            "@type": "Organization",
            "name": str(PORTAL),
            "url": whole(home),
        },
        "citation": [_source(one) for one in (*claim.supports, *claim.contradicts)],
    }


def _appearance(made_in: str) -> Thing | None:
    return {"@type": "CreativeWork", "name": made_in} if made_in else None


def _source(given: Given) -> Thing:
    return {"@type": "CreativeWork", "name": given.link.text, "url": given.url}
