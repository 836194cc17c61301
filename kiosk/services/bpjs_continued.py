"""Whether BPJS is asked for somebody as continued or as new: one rule for the lists, the file and the portal.

Until BPJS answers it is who has a KPJ at that moment, whatever was so when the line was made; its answer keeps as what
the person was asked for."""

from collections.abc import Iterable, Mapping

from db.kept import KeptQuery
from db.models import SubmissionLine, Worker
from kiosk.services.bpjs_dropped_lines import ASKED
from kiosk.services.membership_lookups import known_of

_kept = KeptQuery(
    lambda slot: SubmissionLine.update(continued=slot("continued")).where(SubmissionLine.id == slot("id"))
)


def members_among(workers: Iterable[Worker]) -> set[int]:
    """The ids of those who have a KPJ already: they are asked for as continued, not as new."""
    workers = list(workers)
    known = known_of([worker.id for worker in workers])
    return {worker.id for worker in workers if known.is_member(worker)}


def continued_among(lines: Iterable[tuple[SubmissionLine, Worker]]) -> set[int]:
    """The ids of those lines, each with its person, that ask for a continued one; one query for up to 100."""
    lines = list(lines)
    members = members_among(worker for line, worker in lines if line.state == ASKED)
    return {
        line.id for line, worker in lines if (worker.id in members if line.state == ASKED else line.continued)
    }


def keep(continued: Mapping[int, bool]) -> None:
    """In the caller's transaction, before the answer is written: as what the people of these lines were asked for."""
    _kept.change_all([{"id": line_id, "continued": value} for line_id, value in continued.items()])
