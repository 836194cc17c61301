"""People of whom one file of BPJS tells two things: accepted in one row and rejected in another, two days, two KPJ.

Found before the file is read: of all rows only the NIK is looked at; only rows whose NIK comes again are checked."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from kiosk.domain.bpjs_answers import CheckedAnswer, check_answer
from kiosk.domain.bpjs_first_looks import FirstLook, nik_number
from kiosk.domain.bpjs_statuses import NOTHING_TOLD
from kiosk.domain.findings import blocks


class Told(NamedTuple):
    """What the rows of one NIK have told so far, in numbers: `first` the row, `kpj` and `day` 0 where none is named."""

    first: int
    verdict: bool | None
    kpj: int
    day: int

    def contradicts(self, other: "Told") -> bool:
        """What a row leaves out is no contradiction; that nobody can make out what it says is one."""
        if self.verdict is not other.verdict:
            return True
        return bool(
            (self.kpj and other.kpj and self.kpj != other.kpj)
            or (self.day and other.day and self.day != other.day)
        )

    def with_more(self, other: "Told") -> "Told":
        return self._replace(kpj=self.kpj or other.kpj, day=self.day or other.day)


def contradictions(
    rows: Iterable, look: FirstLook, *, today: date, words: Mapping[str, str] = NOTHING_TOLD
) -> dict[int, tuple[int, int]]:
    """NIK as a number → two rows of it that contradict each other. `rows`, as for bpjs_answers.each_answer, are gone
    through once more only where a NIK comes again."""
    again = look.again
    told: dict[int, Told] = {}
    found: dict[int, tuple[int, int]] = {}
    for row in rows if again else ():
        number = nik_number(row.cells["nik"].text)
        if number not in again or number in found:
            continue
        line = check_answer(row, today, month_first=look.month_first, words=words)
        if line.nik is None:
            continue
        this, before = _told(line), told.get(number)
        if before and before.contradicts(this):
            found[number] = (before.first, line.number)
        told[number] = before.with_more(this) if before else this
    return found


def _told(line: CheckedAnswer) -> Told:
    verdict = None if blocks(line.findings) else line.accepted
    day = line.effective_on.toordinal() if line.effective_on else 0
    return Told(line.number, verdict, hash(line.kpj) if line.kpj else 0, day)
