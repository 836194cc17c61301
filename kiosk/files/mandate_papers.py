"""The surat kuasa on paper: A4, every clause, for whom, and the signature or the room for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.files.documents import render_pdf


@dataclass(frozen=True)
class NamedPerson:
    """`called` is the name or the initials, as far as the reader may know it; `reg_no` is empty before it is signed."""

    called: str
    reg_no: str
    occupation: str
    kelurahan: str
    full: int


@dataclass(frozen=True)
class MandatePaper:
    """Rupiah throughout. `clauses` are (title, text). `signature` is a data URL, empty where it is signed by hand;
    `signed_at` is local, None while nobody has; `code` stands for everything that is said. `address` is the mandate's
    own page. `for_whom` says whose copy it is, empty for the one to be signed."""

    no: str
    version: str
    code: str
    donor: str
    nip: str
    status: str
    jabatan: str
    opd: str
    unit: str
    bank: str
    account: str
    account_name: str
    plan: str
    first_day: date
    limit: int
    limit_in_words: str
    now: str
    people: Sequence[NamedPerson]
    clauses: Sequence[tuple[str, str]]
    signature: str
    signed_at: datetime | None
    for_whom: str
    city: str
    owner: str
    address: str
    printed_on: date


def mandate_pdf(mandate: MandatePaper) -> bytes:
    return render_pdf("mandate.html", mandate=mandate)
