"""The letter that asks BPJS for an earlier first day of membership: A4, to be signed and stamped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.domain.number_words import in_words
from kiosk.files.documents import render_pdf


@dataclass(frozen=True)
class AskedPerson:
    """One line of the table; `answered_on` is BPJS's day so far, None where it has named none; `kpj` empty while there
    is none."""

    name: str
    nik: str
    kpj: str
    answered_on: date | None
    asked_from: date


@dataclass(frozen=True)
class StartLetterPaper:
    """`owner` writes in `place` on the day `on` to `branch`; `basis` is the legal ground; `signer` is empty where the
    name is written by hand."""

    no: str
    on: date
    place: str
    city: str
    owner: str
    branch: str
    funder: str
    reason: str
    basis: str
    people: Sequence[AskedPerson]
    office: str
    signer: str

    @property
    def people_in_words(self) -> str:
        return in_words(len(self.people))


def start_letter_pdf(letter: StartLetterPaper) -> bytes:
    return render_pdf("start_letter.html", letter=letter)
