"""BPJS's kode iuran, under which a bill is paid at a bank: digits and nothing else is known of it (DOMAIN 2.4)."""

from kiosk.domain.digits import bare

FEWEST, MOST = 8, 20


def read_payment_code(text: object) -> str | None:
    """Its digits, written with blanks, dots or dashes between them; None for anything else."""
    code = bare(text)
    return code if FEWEST <= len(code) <= MOST and code.isascii() and code.isdigit() else None
