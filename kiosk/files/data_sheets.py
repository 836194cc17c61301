"""The data sheet: everything kept about one person, for that person (UU 27/2022: access and a copy)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.files.documents import render_pdf


@dataclass(frozen=True)
class Fact:
    """One line: what it is called and what is kept, in finished words; empty words mean that nothing is kept."""

    label: str
    words: str


@dataclass(frozen=True)
class OtherNumber:
    """Another registration of the same person that was merged: `merged` says when, by whom and why."""

    number: str
    merged: str
    facts: Sequence[Fact]


@dataclass(frozen=True)
class GivenConsent:
    """`given` and `ended` are finished sentences (`ended` empty while it is in force), `text` the words agreed to."""

    given: str
    ended: str
    text: str


@dataclass(frozen=True)
class Line:
    """One row of a table with three columns, in finished words."""

    first: str
    second: str
    third: str


@dataclass(frozen=True)
class DataSheet:
    """`made_for` names the person, `made_by` who printed it where, `left_out` counts older looks not listed. Consents,
    cards, claims and looks are those of the other numbers too, each with its number."""

    made_for: str
    made_by: str
    printed_on: date
    person: Sequence[Fact]
    registration: Sequence[Fact]
    other_numbers: Sequence[OtherNumber]
    consents: Sequence[GivenConsent]
    months: Sequence[Line]
    memberships: Sequence[Line]
    cards: Sequence[Line]
    claims: Sequence[Line]
    told: Sequence[Line]
    looks: Sequence[Line]
    left_out: int
    corrections: int
    call_centre: str
    city: str


def data_sheet_pdf(sheet: DataSheet) -> bytes:
    return render_pdf("data_sheet.html", sheet=sheet)
