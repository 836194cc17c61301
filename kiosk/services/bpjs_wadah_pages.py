"""Every funder's wadah with what is to be asked of BPJS for it, what was asked, and what was rejected."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import Funder, Submission, SubmissionLine
from kiosk.services import access, bpjs_candidates
from kiosk.services.acting import Actor
from kiosk.services.bpjs_candidates import Wadah
from kiosk.services.bpjs_dropped_lines import ASKED
from kiosk.services.bpjs_submissions import REJECTED


@dataclass(frozen=True)
class WadahRow:
    """One funder's wadah: people who can be asked for, who cannot yet, who wait for an answer (`since`: the oldest day
    they were sent on), who stand in a submission not sent yet, whom BPJS has rejected."""

    wadah: Wadah
    funder: Funder
    ready: int = 0
    blocked: int = 0
    asked: int = 0
    unsent: int = 0
    since: date | None = None
    rejected: int = 0


def wadah_rows(*, by: Actor) -> list[WadahRow]:
    """Every wadah that has or had anything to ask for, by the name of its funder; three queries."""
    access.require(by.role in access.SEES_ALL)
    candidates, lines = bpjs_candidates.counts(), _lines_by_wadah()
    known = candidates.keys() | lines.keys()
    funders = {row.id: row for row in Funder.select().where(Funder.id.in_([one.funder_id for one in known]))}
    rows = [_wadah_row(wadah, funders[wadah.funder_id], candidates, lines) for wadah in known]
    return sorted(rows, key=lambda row: (row.funder.name, row.wadah.wadah_type))


def _wadah_row(wadah: Wadah, funder: Funder, candidates: dict, lines: dict) -> WadahRow:
    counted = candidates.get(wadah, bpjs_candidates.Counted())
    asked, sent, since = lines.get(wadah, {}).get(ASKED, (0, 0, None))
    rejected, *_sent = lines.get(wadah, {}).get(REJECTED, (0, 0, None))
    return WadahRow(wadah, funder, counted.ready, counted.blocked, sent, asked - sent, since, rejected)


def _lines_by_wadah() -> dict[Wadah, dict[str, tuple[int, int, date | None]]]:
    """Wadah → state → (people, those of them who were sent, the oldest day of it), of those asked for and rejected."""
    columns = (Submission.funder, Submission.wadah_type, SubmissionLine.state)
    people = (fn.COUNT(SubmissionLine.id), fn.COUNT(Submission.sent_on), fn.MIN(Submission.sent_on))
    query = (
        SubmissionLine.select(*columns, *people)
        .join(Submission)
        .where(SubmissionLine.state.in_([ASKED, REJECTED]))
        .group_by(*columns)
    )
    found: dict[Wadah, dict] = defaultdict(dict)
    for funder_id, wadah_type, state, *counted in query.tuples():
        found[Wadah(funder_id, wadah_type)][state] = tuple(counted)
    return found
