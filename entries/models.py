"""The models, named here for Django alone; nobody imports this module.

The check of the declarations is registered with them.
"""

from entries.desk.citation import Citation, NoSource
from entries.desk.declaration import check_declarations
from entries.desk.entry import Entry
from entries.desk.exercise import (
    Exercise,
    ExerciseDomain,
    ExerciseFocus,
    Host,
    Location,
    Participation,
)
from entries.desk.finding import Finding
from entries.desk.framework import Framework, FrameworkTheme, Party
from entries.desk.linkcheck import LinkCheck
from entries.desk.opening import Opening
from entries.desk.rows import Account, Claim, Figure, Name, Relation, Remark
from entries.desk.series import ExerciseSeries
from entries.desk.snapshot import Snapshot
from entries.desk.source import Source
from entries.desk.state import Standing, State
from entries.desk.topic import Topic
from entries.inbox.knock import Knock
from entries.inbox.report import Report
from entries.publishing.audit import AuditLine
from entries.publishing.comment import Comment
from entries.publishing.guards.passing import Pass
from entries.publishing.heartbeat import Heartbeat
from entries.publishing.submission import Proposal, RecordLock, Submission
from entries.record.edition import Change, Edition, Revision
from entries.record.listing import (
    Address,
    Facet,
    FactIndex,
    Listing,
    Mention,
    PublicImage,
    RenderedText,
)
from entries.record.search.vocabulary import Word, WordPart

__all__ = [
    "Account",
    "Address",
    "AuditLine",
    "Change",
    "Citation",
    "Claim",
    "Comment",
    "Edition",
    "Entry",
    "Exercise",
    "ExerciseDomain",
    "ExerciseFocus",
    "ExerciseSeries",
    "Facet",
    "FactIndex",
    "Figure",
    "Finding",
    "Framework",
    "FrameworkTheme",
    "Heartbeat",
    "Host",
    "Knock",
    "LinkCheck",
    "Listing",
    "Location",
    "Mention",
    "Name",
    "NoSource",
    "Opening",
    "Participation",
    "Party",
    "Pass",
    "Proposal",
    "PublicImage",
    "RecordLock",
    "Relation",
    "Remark",
    "RenderedText",
    "Report",
    "Revision",
    "Snapshot",
    "Source",
    "Standing",
    "State",
    "Submission",
    "Topic",
    "Word",
    "WordPart",
    "check_declarations",
]
