"""A program of somebody else's: it knows the API by a generated client alone.

It is run by `test_generated_client`, in an environment of its own, with the address of
a site. What it finds is said as JSON.
"""

import json
import sys
from datetime import date
from urllib.parse import parse_qs, urlparse

from portal_client import Client
from portal_client.api.exercises import exercises_list, exercises_retrieve
from portal_client.api.facts import facts_list
from portal_client.api.frameworks import frameworks_retrieve
from portal_client.api.index import index
from portal_client.models import ParticipantRole, Verification

client = Client(base_url=sys.argv[1])


def pages(**asked):
    """Every row of a list of exercises, page by page."""
    page = exercises_list.sync(client=client, page_size=1, **asked)
    while True:
        yield from page.results
        if page.next_ is None:
            return
        [cursor] = parse_qs(urlparse(page.next_).query)["cursor"]
        page = exercises_list.sync(client=client, page_size=1, cursor=cursor, **asked)


one = exercises_retrieve.sync("peace-mission-2007", client=client)
charter = frameworks_retrieve.sync("sco-charter", client=client, on=date(2016, 6, 24))
facts = facts_list.sync(client=client, column=["personnel"])
missing = exercises_retrieve.sync_detailed("peace-mission-1999", client=client)
wrong = exercises_list.sync_detailed(client=client, year_from=12)
json.dump(
    {
        "counts": {
            row.kind.value: row.count for row in index.sync(client=client).entries
        },
        "fetched": [one.document.title, one.document.personnel, one.revision.number],
        "disputed": [
            fact.fact
            for fact in one.facts
            if fact.verification is Verification.DISPUTED
        ],
        "steps": [
            str(step.answer) for party in charter.on.parties for step in party.steps
        ],
        "paged": [row.key for row in pages()],
        "filtered": [
            row.key for row in pages(state=["CHN"], role=[ParticipantRole.HOST])
        ],
        "numbers": [row.value for row in facts.results],
        "missing": [missing.status_code, missing.parsed.title],
        "wrong": [wrong.status_code, wrong.parsed.errors[0].nearest],
    },
    sys.stdout,
)
