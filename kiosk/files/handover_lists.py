"""The list of cards to hand over, on paper: who receives one signs beside the name or puts the thumb there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.files.documents import render_pdf


@dataclass(frozen=True)
class ListedCard:
    """One line; `number` is the card's own, its place in the run, or else counts the lines; `asks`: its owner has not
    consented yet and does so by signing here."""

    number: int
    name: str
    reg_no: str
    area: str
    serial: str
    asks: bool


@dataclass(frozen=True)
class HandoverList:
    """`place` is the post or company, `which` says which cards stand here, both in finished words; `consent` the words
    that are read to those who are asked, empty where nobody is. `by_area`: the rows come by kelurahan, each under its
    heading."""

    place: str
    which: str
    printed_on: date
    rows: Sequence[ListedCard]
    consent: str
    consent_version: str
    owner: str
    by_area: bool = False


def handover_list_pdf(sheet: HandoverList) -> bytes:
    """A4, some fifteen lines a page; the head stands on each."""
    return render_pdf("handover_list.html", sheet=sheet)
