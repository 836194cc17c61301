"""The letter by which the owner of the programme tells a department's secretary how far its staff takes part, to be
signed by hand. It is short: who has not joined is named where they are few, otherwise each unit's number stands for
them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.domain.participation import Figures
from kiosk.files.documents import render_pdf
from kiosk.files.participation_reports import DepartmentLine, Making, StaffLine


@dataclass(frozen=True)
class ParticipationLetter:
    """`to` is whom it is for, `roster_on` the day of the roster the staff was counted from, None where none was
    applied. `units` are the first of them with what is in no unit, `other_units` the number of those that follow and
    `others` their sum. `not_joined` is empty where there are too many to name. `outside` donors stand in no roster of
    the department. `link` is the official one of the sign-up, `place` where the letter is written."""

    name: str
    to: str
    total: Figures
    units: Sequence[DepartmentLine]
    other_units: int
    others: Figures
    not_joined: Sequence[StaffLine]
    outside: int
    roster_on: date | None
    link: str
    place: str
    made: Making


def participation_letter_pdf(letter: ParticipationLetter) -> bytes:
    return render_pdf("participation_letter.html", report=letter)
