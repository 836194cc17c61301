"""What is claimed of every row of a kind, and what a look at all of them has shown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from db.models import CoverageMonth, Worker
from kiosk.domain.words import number

MOST_NAMED = 200


@dataclass(frozen=True)
class Invariant:
    """`about` is the number of the invariant in DESIGN 2, `sentence` what is true of all rows. `rows` counts them,
    `broken` names those of which it is not true, by public numbers, one query for all. Without these two there is
    nothing yet to look at."""

    about: str
    code: str
    sentence: str
    unit: str = ""
    rows: Callable[[], int] | None = None
    broken: Callable[[], Iterable[str]] | None = None


@dataclass(frozen=True)
class Proof:
    """`broken` is how many rows do not fit, `named` the first of them; `looked_at` None where there is no table yet."""

    invariant: Invariant
    looked_at: int | None
    broken: int
    named: tuple[str, ...]

    def lines(self) -> list[str]:
        """For the operator, in Indonesian."""
        head = f"[{self.invariant.about}] {self.invariant.sentence}"
        if self.looked_at is None:
            return [f"–      {head}"]
        looked = f"({number(self.looked_at)} {self.invariant.unit} diperiksa)"
        if not self.broken:
            return [f"benar  {head} {looked}"]
        more = self.broken - len(self.named)
        return [
            f"SALAH  {head} {looked}",
            f"       {number(self.broken)} tidak sesuai:",
            *(f"       - {name}" for name in self.named),
            *([f"       - dan {number(more)} lainnya"] if more else []),
        ]


def prove(invariant: Invariant) -> Proof:
    if invariant.broken is None:
        return Proof(invariant, None, 0, ())
    looked_at, found = invariant.rows(), iter(invariant.broken())
    named = tuple(islice(found, MOST_NAMED))
    return Proof(invariant, looked_at, len(named) + sum(1 for _other in found), named)


def months_where(*conditions) -> Iterable[str]:
    """`SMG-7K3QF2M-9 2026-11` of each month. The conditions may speak of Worker."""
    query = CoverageMonth.select(Worker.reg_no, CoverageMonth.month).join(Worker).where(*conditions)
    return (named_month(*row) for row in query.tuples().iterator())


def named_month(reg_no: str, month: object) -> str:
    """The month as a date, or as text where it went through a calculation of SQLite."""
    return f"{reg_no} {str(month)[:7]}"


def live() -> object:
    """The condition for months nobody has let go."""
    return CoverageMonth.released_at.is_null()
