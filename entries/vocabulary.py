"""The choices: every closed list of words that an entry's fields may take."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EntryKind(TextChoices):
    """What an entry is: the only answer to that question."""

    STATE = "state", _("State")
    SERIES = "series", _("Exercise series")
    EXERCISE = "exercise", _("Exercise")
    FRAMEWORK = "framework", _("Framework")
    TOPIC = "topic", _("Topic")
    SOURCE = "source", _("Source")


class StandingRole(TextChoices):
    """How a state stands to the organization."""

    FOUNDER = "founder", _("Founding member")
    MEMBER = "member", _("Member")
    OBSERVER = "observer", _("Observer")
    DIALOGUE_PARTNER = "dialogue-partner", _("Dialogue partner")
    PARTNER = "partner", _("Partner")
    FORMER = "former", _("Former")


class ParticipantRole(TextChoices):
    """What a state did in an exercise."""

    HOST = "host", _("Host")
    PARTICIPANT = "participant", _("Participant")
    OBSERVER = "observer", pgettext_lazy("in an exercise", "Observer")


class Auspices(TextChoices):
    """Under whose name an exercise is held."""

    SCO_DEFENCE = "sco-defence", _("SCO defence ministers")
    SCO_RATS = "sco-rats", _("SCO Regional Anti-Terrorist Structure")
    NATIONAL = "national", _("National drill that SCO states join")
    BILATERAL = "bilateral", _("Bilateral")
    OTHER = "other", _("Other")


class Outcome(TextChoices):
    """What became of an exercise."""

    HELD = "held", _("Held")
    ANNOUNCED = "announced", _("Announced, no source that it was held")
    CANCELLED = "cancelled", _("Cancelled")


class Focus(TextChoices):
    """What an exercise trains."""

    COUNTER_TERRORISM = "counter-terrorism", _("Counter-terrorism")
    BORDER_SECURITY = "border-security", _("Border security")
    MARITIME = "maritime", _("Maritime")
    AIR = "air", _("Air")
    CYBER = "cyber", _("Cyber")
    DISASTER_RESPONSE = "disaster-response", _("Disaster response")
    PEACEKEEPING = "peacekeeping", _("Peacekeeping")
    COMBINED_ARMS = "combined-arms", _("Combined arms")
    COMMAND_POST = "command-post", _("Command post")
    LAW_ENFORCEMENT = "law-enforcement", _("Law enforcement")


class Domain(TextChoices):
    """Where forces act in an exercise."""

    LAND = "land", _("Land")
    AIR = "air", _("Air")
    SEA = "sea", _("Sea")
    CYBER = "cyber", _("Cyber")
    SPACE = "space", _("Space")


class SizeClass(TextChoices):
    """How many took part in an exercise, roughly: what lists are narrowed by."""

    UNDER_500 = "under-500", _("Under 500")
    UNDER_2000 = "500-1999", _("500 to 1,999")
    UNDER_10000 = "2000-9999", _("2,000 to 9,999")
    FROM_10000 = "10000-up", _("10,000 and more")


class FrameworkType(TextChoices):
    """What sort of instrument a framework is."""

    CHARTER = "charter", _("Charter")
    CONVENTION = "convention", _("Convention")
    TREATY = "treaty", _("Treaty")
    AGREEMENT = "agreement", _("Agreement")
    PROTOCOL = "protocol", _("Protocol")
    MEMORANDUM = "memorandum", _("Memorandum")
    DECLARATION = "declaration", _("Declaration")
    STATEMENT = "statement", _("Statement")
    PROGRAMME = "programme", _("Programme")
    STRATEGY = "strategy", _("Strategy")
    BODY = "body", _("Body")
    PROCEDURE = "procedure", _("Procedure")


class FrameworkStatus(TextChoices):
    """Whether a framework holds."""

    IN_FORCE = "in-force", _("In force")
    ADOPTED = "adopted", _("Adopted")
    EXPIRED = "expired", _("Expired")
    SUPERSEDED = "superseded", _("Superseded")
    NOT_IN_FORCE = "not-in-force", _("Not in force")
    UNKNOWN = "unknown", _("Unknown")


class Theme(TextChoices):
    """What a framework is about."""

    COUNTER_TERRORISM = "counter-terrorism", _("Counter-terrorism")
    BORDER_SECURITY = "border-security", _("Border security")
    CONFIDENCE_BUILDING = "confidence-building", _("Confidence-building")
    DEFENCE_COOPERATION = "defence-cooperation", _("Defence cooperation")
    INFORMATION_SECURITY = "information-security", _("Information security")
    CRISIS_RESPONSE = "crisis-response", _("Crisis response")
    DISASTER_RESPONSE = "disaster-response", _("Disaster response")
    ORGANIZED_CRIME = "organized-crime", _("Organized crime")
    NARCOTICS = "narcotics", _("Narcotics")
    EXERCISES = "exercises", _("Exercises")
    INSTITUTIONAL = "institutional", _("Institutional")


class SourceType(TextChoices):
    """What sort of document a source is."""

    OFFICIAL = "official", _("Official")
    TREATY = "treaty", _("Text of law")
    ACADEMIC = "academic", _("Academic")
    PRESS = "press", _("Press")
    REFERENCE = "reference", _("Reference work")
    GENERATED = "generated", _("Written by AI")


class RelationType(TextChoices):
    """How one entry stands to another; stored on one side only."""

    LEGAL_BASIS = "legal-basis", _("Held on the basis of")
    REPLACES = "replaces", _("Replaces")
    AMENDS = "amends", _("Amends or supplements")
    SETS_UP = "sets-up", _("Sets up")
    ABOUT = "about", _("About")


class Verdict(TextChoices):
    """What the evidence says of a popular claim."""

    SUPPORTED = "supported", _("Supported")
    PARTLY = "partly", _("Partly supported")
    CONTRADICTED = "contradicted", _("Contradicted")
    NO_EVIDENCE = "no-evidence", _("No evidence found")


class Stance(TextChoices):
    """What a citation does for its fact."""

    SUPPORTS = "supports", _("Supports")
    CONTRADICTS = "contradicts", _("Contradicts")


class Verification(TextChoices):
    """How well a fact stands: computed from its citations, never set by hand."""

    UNSOURCED = "unsourced", _("No source found")
    UNVERIFIED = "unverified", _("Sourced, not yet verified")
    VERIFIED = "verified", _("Verified")
    DISPUTED = "disputed", _("Sources disagree")


class ChangeWord(TextChoices):
    """The editor's word for what an edition did to a document."""

    ADDED = "added", _("Added")
    CORRECTED = "corrected", _("Corrected")
    UPDATED = "updated", _("Updated")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REDACTED = "redacted", _("Redacted")


class FindingCode(TextChoices):
    """What a document lacks before it is submitted, and what could be better."""

    UNCITED = "uncited", _("Neither cited nor marked “no source found”")
    STRAY = "stray", _("Speaks of a fact that is not there")
    DEAD_MARK = "dead-mark", _("A mark in a text names no citation")
    IMAGE_WORDS = "image-words", _("An image lacks its words")
    UNPUBLISHED = "unpublished", _("Names an entry that was never published")
    UNSOURCED = "unsourced", _("No source")
    UNVERIFIED = "unverified", _("Not yet verified")
    SINGLE = "single-sourced", _("A single source")
    DISPUTED = "disputed", _("Sources disagree")
    DUE = "due", _("To be checked again")
    NO_RUSSIAN = "no-summary-ru", _("No summary in Russian")
    NO_CHINESE = "no-summary-zh", _("No summary in Chinese")
    NO_PLACE = "no-coordinates", _("No coordinates")


class PartyStep(TextChoices):
    """What a state does with an instrument: words of the API, in its language."""

    SIGNED = "signed", "Signed"
    RATIFIED = "ratified", "Ratified"
    ACCEDED = "acceded", "Acceded"


class PartyKnown(TextChoices):
    """What is known of a state and an instrument: words of the API."""

    STEPS = "steps", "A party, with what it did"
    UNDATED = "undated", "Named as a party; no date is known"
    UNSOURCED = "unsourced", "No source was found"
    UNNAMED = "unnamed", "Not named as a party"
    UNLISTED = "unlisted", "Not known: the record names no party of the instrument"


class EntryStatus(TextChoices):
    """What an edition shows of an entry: words of the API, in its language."""

    SHOWN = "shown", "Shown"
    WITHDRAWN = "withdrawn", "Withdrawn: a tombstone"
    REDACTED = "redacted", "Redacted: the text of that revision is gone"


class Unit(TextChoices):
    """What the value of a field counts in: words of the API, in its language."""

    PERSONS = "persons", "Persons"
    DEGREES = "degrees", "Degrees (WGS 84)"
    YEAR = "year", "Years of the calendar"
    DATE = "date", "Dates (ISO 8601)"


class ValueType(TextChoices):
    """What sort of value a field holds: words of the API, in its language."""

    TEXT = "text", "Text"
    ADDRESS = "address", "Address on the web"
    WORD = "word", "Word of a closed list"
    KEY = "key", "Key of an entry"
    KEYS = "keys", "Keys of entries"
    NUMBER = "number", "Number"
    DATE = "date", "Date"


class Answer(TextChoices):
    """What precision allows to say of a date."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    UNCERTAIN = "uncertain", _("uncertain")
