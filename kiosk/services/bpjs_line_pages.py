"""The people of a submission, and those who are still to be asked for, page by page with their months as a strip."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from db.models import CoverageMonth, Funder, Submission, SubmissionLine, Worker
from kiosk.services import access, awaiting, bpjs_blocks, bpjs_candidates
from kiosk.services.acting import Actor
from kiosk.services.awaiting import Awaited
from kiosk.services.bpjs_blocks import Block
from kiosk.services.bpjs_candidates import Wadah
from kiosk.services.bpjs_continued import continued_among, members_among
from kiosk.services.bpjs_submission_making import runs_of
from kiosk.services.bpjs_submissions import lines_of
from kiosk.services.portions import one_page
from kiosk.services.worker_strip import StripMonth, strip_of

PAGE = 30


@dataclass(frozen=True)
class LineShown:
    """`strip` are the months asked for as they stand now, twelve at most; `continued`: asked for as such."""

    line: SubmissionLine
    strip: list[StripMonth]
    continued: bool


@dataclass(frozen=True)
class ReadyPerson:
    """Would be asked for from `first_month` to `last_month`; `continued`: has a KPJ already."""

    worker: Worker
    continued: bool
    first_month: date
    last_month: date


@dataclass(frozen=True)
class BlockedPerson:
    worker: Worker
    block: Block


def lines_page(submission: Submission, *, state: str = "", page: int = 1) -> tuple[list[LineShown], bool]:
    """One page of lines and whether more follow; five queries. `submission` as submission_seen_by gave it."""
    lines, follows = one_page(lines_of(submission, state), page=page, size=PAGE)
    months = _months_of(line.worker_id for line in lines)
    continued = continued_among((line, line.worker) for line in lines)
    waits = awaiting.of_months(row.id for theirs in months.values() for row in theirs if _waits(row))
    return [
        LineShown(one, _strip(one, months[one.worker_id], waits), one.id in continued) for one in lines
    ], follows


def count_of(submission: Submission, state: str = "") -> int:
    """How many there are on all pages."""
    return lines_of(submission, state).count()


def ready_page(wadah: Wadah, *, by: Actor, page: int = 1) -> tuple[list[ReadyPerson], bool]:
    """One page of the people who can be asked for now, and whether more follow."""
    access.require(by.role in access.SEES_ALL)
    rows, follows = one_page(bpjs_candidates.ready(wadah), page=page, size=PAGE)
    runs, members = runs_of(wadah, [row.id for row in rows]), members_among(rows)
    return [ReadyPerson(row, row.id in members, *runs[row.id]) for row in rows], follows


def blocked_page(wadah: Wadah, *, by: Actor, page: int = 1) -> tuple[list[BlockedPerson], bool]:
    """One page of those something stands in the way of, with what it is."""
    access.require(by.role in access.SEES_ALL)
    rows, follows = one_page(bpjs_candidates.blocked(wadah), page=page, size=PAGE)
    blocks = bpjs_blocks.blocks_of(rows)
    return [BlockedPerson(row, blocks[row.id]) for row in rows], follows


def _waits(row: CoverageMonth) -> bool:
    return row.paid_on is not None and row.effective_on is None and row.released_at is None


def _strip(
    line: SubmissionLine, months: list[CoverageMonth], waits: Mapping[int, Awaited]
) -> list[StripMonth]:
    """The months asked for, twelve at most, with what they wait for."""
    cells = strip_of(months, enrolled_on=line.worker.enrolled_on, first=line.first_month, awaited=waits)
    return [cell for cell in cells if cell.month <= line.last_month]


def _months_of(worker_ids: Iterable[int]) -> dict[int, list[CoverageMonth]]:
    rows = CoverageMonth.select(CoverageMonth, Funder).join(Funder)
    query = rows.where(CoverageMonth.worker.in_(list(worker_ids)))
    found: dict[int, list[CoverageMonth]] = defaultdict(list)
    for row in query.order_by(CoverageMonth.month, CoverageMonth.id):
        found[row.worker_id].append(row)
    return found
