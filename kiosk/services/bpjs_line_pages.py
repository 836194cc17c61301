"""The people of a submission, and those who are still to be asked for, page by page with their months as a strip."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from db.models import CoverageMonth, Funder, Submission, SubmissionLine, Worker
from kiosk.services import access, bpjs_blocks, bpjs_candidates
from kiosk.services.acting import Actor
from kiosk.services.bpjs_blocks import Block
from kiosk.services.bpjs_candidates import Wadah
from kiosk.services.bpjs_submission_making import members_among, runs_of
from kiosk.services.bpjs_submissions import lines_of
from kiosk.services.portions import one_page
from kiosk.services.worker_strip import StripMonth, strip_of

PAGE = 30


@dataclass(frozen=True)
class LineShown:
    """`strip` are the months asked for as they stand now, twelve at most."""

    line: SubmissionLine
    strip: list[StripMonth]


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
    """One page of lines and whether more follow; three queries. `submission` as submission_seen_by gave it."""
    lines, follows = one_page(lines_of(submission, state), page=page, size=PAGE)
    months = _months_of(line.worker_id for line in lines)
    return [LineShown(line, _strip(line, months[line.worker_id])) for line in lines], follows


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


def _strip(line: SubmissionLine, months: list[CoverageMonth]) -> list[StripMonth]:
    """The months asked for, twelve at most."""
    cells = strip_of(months, enrolled_on=line.worker.enrolled_on, first=line.first_month)
    return [cell for cell in cells if cell.month <= line.last_month]


def _months_of(worker_ids: Iterable[int]) -> dict[int, list[CoverageMonth]]:
    rows = CoverageMonth.select(CoverageMonth, Funder).join(Funder)
    query = rows.where(CoverageMonth.worker.in_(list(worker_ids)))
    found: dict[int, list[CoverageMonth]] = defaultdict(list)
    for row in query.order_by(CoverageMonth.month, CoverageMonth.id):
        found[row.worker_id].append(row)
    return found
