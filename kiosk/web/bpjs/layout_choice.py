"""Which layout an address or a form names."""


def number_of(text: str | None) -> int | None:
    """None for what is no number of a row."""
    written = text or ""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None
