"""What may stand in the site's addresses."""

from entries.documents.kinds import PLURALS
from entries.languages import SITE_LANGUAGES
from entries.pages.references.forms import FORMS
from entries.record.archives import NAME


class Words:
    """One of the words of a closed list."""

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        if value not in self.words:
            msg = f"{value!r} is none of {', '.join(self.words)}"
            raise ValueError(msg)
        return value

    words: tuple[str, ...] = ()


class Language(Words):
    """A language that the site is served in."""

    words = SITE_LANGUAGES
    regex = "|".join(SITE_LANGUAGES)


class Plural(Words):
    """The segment of a kind."""

    words = tuple(PLURALS)
    regex = "|".join(PLURALS)


class Form(Words):
    """A form in which a page is cited."""

    words = tuple(FORMS)
    regex = "|".join(FORMS)


class Insight(Words):
    """A picture of the whole record."""

    words = ("participation", "together", "timeline", "membership", "scale")
    regex = "|".join(words)


class Address:
    """An entry's address."""

    regex = "[a-z0-9]+(?:-[a-z0-9]+)*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Number:
    """A number from 1 that any database can hold."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class Archive(Address):
    """The name of an archive of the record."""

    regex = NAME.pattern


class Reference(Address):
    """The number that a reader's report is known by."""

    regex = "[2-9A-Z]{4}-[2-9A-Z]{4}"
