"""Every funder's wadah with what is to be asked of BPJS for it, what was asked, and what was rejected."""

from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import Funder, Submission, SubmissionLine
from kiosk.services import access, bpjs_candidates, bpjs_open_rejections
from kiosk.services.acting import Actor
from kiosk.services.bpjs_dropped_lines import ASKED
from kiosk.services.bpjs_wadahs import Wadah


@dataclass(frozen=True)
class WadahRow:
    """One funder's wadah: people who can be asked for, who cannot yet, who wait for an answer (`since`: the oldest day
    they were sent on), who stand in a submission not sent yet, whom BPJS has rejected and nobody has mended since."""

    wadah: Wadah
    funder: Funder
    ready: int = 0
    blocked: int = 0
    asked: int = 0
    unsent: int = 0
    since: date | None = None
    rejected: int = 0


def wadah_rows(*, by: Actor) -> list[WadahRow]:
    """Every wadah that has anything to ask for, to wait for or to mend, by the name of its funder; four queries."""
    access.require(by.role in access.SEES_ALL)
    candidates, lines, rejected = bpjs_candidates.counts(), _asked_by_wadah(), bpjs_open_rejections.counts()
    known = candidates.keys() | lines.keys() | rejected.keys()
    funders = {row.id: row for row in Funder.select().where(Funder.id.in_([one.funder_id for one in known]))}
    rows = [
        _wadah_row(wadah, funders[wadah.funder_id], candidates, lines, rejected.get(wadah, 0))
        for wadah in known
    ]
    return sorted(rows, key=lambda row: (row.funder.name, row.wadah.wadah_type))


def _wadah_row(wadah: Wadah, funder: Funder, candidates: dict, lines: dict, rejected: int) -> WadahRow:
    counted = candidates.get(wadah, bpjs_candidates.Counted())
    asked, sent, since = lines.get(wadah, (0, 0, None))
    return WadahRow(wadah, funder, counted.ready, counted.blocked, sent, asked - sent, since, rejected)


def _asked_by_wadah() -> dict[Wadah, tuple[int, int, date | None]]:
    """Wadah → (people asked for, those of them who were sent, the oldest day of it)."""
    columns = (Submission.funder, Submission.wadah_type)
    people = (fn.COUNT(SubmissionLine.id), fn.COUNT(Submission.sent_on), fn.MIN(Submission.sent_on))
    query = SubmissionLine.select(*columns, *people).join(Submission).group_by(*columns)
    rows = query.where(SubmissionLine.state == ASKED).tuples()
    return {Wadah(funder_id, wadah_type): tuple(counted) for funder_id, wadah_type, *counted in rows}
