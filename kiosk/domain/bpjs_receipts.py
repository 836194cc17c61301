"""The number of BPJS's receipt for a bill: digits, and nothing else is known of it (DOMAIN 2.4)."""

from kiosk.domain.digits import bare

FEWEST, MOST = 8, 20


def read_receipt_number(text: object) -> str | None:
    """Its digits, written with blanks, dots or dashes between them; None for anything else."""
    number = bare(text)
    return number if FEWEST <= len(number) <= MOST and number.isascii() and number.isdigit() else None
