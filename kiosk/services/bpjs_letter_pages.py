"""Letters that ask BPJS for an earlier first day, as pages show them."""

from dataclasses import dataclass

from peewee import fn

from db.models import Funder, StartLetter, StartLetterLine, User, Worker
from kiosk.services import access
from kiosk.services.acting import Actor, NotThere
from kiosk.services.portions import one_page

PAGE = 20


@dataclass(frozen=True)
class LetterRow:
    letter: StartLetter
    people: int
    answered: int
    refused: int
    made_by: str


@dataclass(frozen=True)
class LetterFile:
    """A letter with its lines in the order of their first days."""

    letter: StartLetter
    lines: list[StartLetterLine]
    made_by: str

    @property
    def waiting(self) -> list[StartLetterLine]:
        """Those of whom BPJS has said nothing yet."""
        return [line for line in self.lines if not (line.answered_from or line.refused_on)]

    @property
    def may_be_refused(self) -> list[StartLetterLine]:
        """Those waiting, and those refused: their day and reason can be noted anew."""
        return [line for line in self.lines if not line.answered_from]


def page_of(*, by: Actor, page: int = 1) -> tuple[list[LetterRow], bool]:
    """One page of the letters made, the newest first, and whether more follow. Raises NotAllowed."""
    access.require(by.role in access.SEES_ALL)
    query = StartLetter.select(StartLetter, Funder).join(Funder).order_by(StartLetter.id.desc())
    letters, follows = one_page(query, page=page, size=PAGE)
    counted, names = _counts([row.id for row in letters]), _names([row.made_by_id for row in letters])
    rows = [LetterRow(row, *counted.get(row.id, (0, 0, 0)), names.get(row.made_by_id, "")) for row in letters]
    return rows, follows


def letter_seen_by(by: Actor, no: str) -> LetterFile:
    """Raises NotAllowed, NotThere."""
    access.require(by.role in access.SEES_ALL)
    letter = StartLetter.select(StartLetter, Funder).join(Funder).where(StartLetter.no == no).first()
    if letter is None:
        raise NotThere
    lines = StartLetterLine.select(StartLetterLine, Worker).join(Worker)
    ordered = lines.where(StartLetterLine.letter == letter).order_by(
        StartLetterLine.asked_from, StartLetterLine.id
    )
    return LetterFile(letter, list(ordered), _names([letter.made_by_id]).get(letter.made_by_id, ""))


def funder_named(by: Actor, funder_id: int) -> Funder:
    """Raises NotAllowed, NotThere."""
    access.require(by.role in access.SEES_ALL)
    funder = Funder.get_or_none(Funder.id == funder_id)
    if funder is None:
        raise NotThere
    return funder


def _counts(letter_ids: list[int]) -> dict[int, tuple[int, int, int]]:
    """Letter → people, how many of them BPJS has answered, and how many it refused."""
    line = StartLetterLine
    rows = line.select(
        line.letter, fn.COUNT(line.id), fn.COUNT(line.answered_from), fn.COUNT(line.refused_on)
    )
    rows = rows.where(line.letter.in_(letter_ids)).group_by(line.letter).tuples()
    return {letter_id: (people, answered, refused) for letter_id, people, answered, refused in rows}


def _names(user_ids: list[int]) -> dict[int, str]:
    return dict(User.select(User.id, User.name).where(User.id.in_(user_ids)).tuples())
