"""A reference for BibTeX and biblatex."""

from entries.pages.references.reference import Reference, address, line

COMMANDS = {
    "\\": "\\textbackslash{}",
    # BibTeX counts braces, those behind a backslash too: these must come as words.
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    "<": "\\textless{}",
    ">": "\\textgreater{}",
    "|": "\\textbar{}",
    # In braces, where a language of TeX's makes more of it than a mark.
    '"': '{"}',
    **{special: f"\\{special}" for special in "$&%#_"},
}
"""What TeX would not set as it stands; other letters are UTF-8 as they are."""

MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
"""The names that BibTeX itself defines."""


def bibtex(reference: Reference) -> str:
    """One `@misc`, which every style knows."""
    day = reference.published
    fields = {
        # Twice in braces: no style may change its capitals.
        "title": f"{{{{{escaped(reference.title)}}}}}",
        "publisher": f"{{{escaped(reference.publisher)}}}",
        "edition": f"{{{reference.edition}}}",
        "year": f"{{{day.year}}}",
        "month": MONTHS[day.month - 1],
        "day": f"{{{day.day}}}",
        "language": f"{{{escaped(reference.language)}}}",
        "url": f"{{{address(reference.url)}}}",
    }
    if reference.note:
        fields["note"] = f"{{{escaped(reference.note)}}}"
    lines = (f"  {name} = {value},\n" for name, value in fields.items())
    return f"@misc{{{reference.name},\n{''.join(lines)}}}\n"


def escaped(text: str) -> str:
    """A text that TeX sets letter for letter."""
    return "".join(COMMANDS.get(letter, letter) for letter in line(text))
