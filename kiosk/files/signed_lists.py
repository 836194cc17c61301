"""The list of a company's workers to sign: each says by it that the words at its head were read and agreed to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.files.documents import render_pdf


@dataclass(frozen=True)
class SignedList:
    """`rows` are (number, name, registration number, kelurahan); no NIK, since a list passes through many hands.
    `which` names the part of a long list, empty for the whole; `left_out` counts who needs no signature here."""

    company: str
    batch: str
    which: str
    rows: Sequence[tuple[int, str, str, str]]
    left_out: int
    consent: str
    consent_version: str
    printed_on: date
    owner: str


def signed_list_pdf(sheet: SignedList) -> bytes:
    """A4, some fifteen lines a page; the head stands on each."""
    return render_pdf("signed_list.html", sheet=sheet)
