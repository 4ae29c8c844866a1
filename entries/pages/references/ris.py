"""A reference in RIS, which most reference managers read."""

from entries.pages.references.reference import Reference, address, line


def ris(reference: Reference) -> str:
    """Tag, two spaces, hyphen, space, value; each line ends as the format asks."""
    day = reference.published
    tags = (
        ("TY", "ELEC"),
        ("ID", reference.name),
        ("TI", reference.title),
        ("PB", reference.publisher),
        ("ET", str(reference.edition)),
        ("PY", f"{day:%Y}"),
        ("DA", f"{day:%Y/%m/%d}"),
        ("LA", reference.language),
        ("UR", address(reference.url)),
        ("N1", reference.note),
        ("ER", ""),
    )
    return "".join(
        f"{tag}  - {line(value)}\r\n" for tag, value in tags if value or tag == "ER"
    )
