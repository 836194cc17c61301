"""BPJS does not take somebody: the funder's months that do not count yet are let go, their money is owed back, the
reason stands on the work list of who registered the person, and funder and post are told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from db.kept import KeptQuery
from db.models import CoverageMonth, Funder, SubmissionLine
from kiosk.domain.clock import utc_now
from kiosk.domain.words import without_long_numbers
from kiosk.services import audit, bpjs_rejection_notices, releases, worker_flags
from kiosk.services.acting import Actor
from kiosk.services.coverage_changes import Changes

REJECTED = "rejected"
LONGEST = 200

_answered = KeptQuery(
    lambda slot: SubmissionLine.update(state=REJECTED, reason=slot("reason"), answered_at=slot("at")).where(
        SubmissionLine.id == slot("id")
    )
)


@dataclass(frozen=True)
class Rejection:
    """One line of a submission, and what BPJS wrote about it; `post_id` is where the person was registered, `source`
    who said so where no file did."""

    line_id: int
    submission_id: int
    submission_no: str
    funder_id: int
    worker_id: int
    reg_no: str
    post_id: int | None
    reason: str
    source: str = ""

    @property
    def words(self) -> str:
        return _in_clear(self.reason)


def reject(rejections: Sequence[Rejection], *, by: Actor, changes: Changes) -> None:
    """In the caller's transaction, which holds the payments of these people's months, then the people (`changes`)."""
    if not rejections:
        return
    let_go = months_let_go({(one.worker_id, one.funder_id) for one in rejections})
    carry_out(rejections, let_go, by=by, changes=changes)
    _write_down(rejections, let_go, by)


def carry_out(
    rejections: Sequence[Rejection], let_go: list[CoverageMonth], *, by: Actor, changes: Changes
) -> None:
    """What every rejection does, but for its line in the trail: these months are `let_go` with it."""
    now = utc_now()
    _answered.change_all([{"id": one.line_id, "reason": one.words, "at": now} for one in rejections])
    releases.release(let_go, why=releases.REJECTED, by=by, changes=changes)
    raise_flags({one.worker_id: one.words for one in rejections}, by=by)
    bpjs_rejection_notices.tell(rejections)


def raise_flags(reasons: Mapping[int, str], *, by: Actor) -> None:
    """By worker: what BPJS wrote. One that is open already keeps its reason."""
    notes = {worker_id: _in_clear(reason) for worker_id, reason in reasons.items()}
    worker_flags.raise_flags(worker_flags.BPJS_REJECTED, notes, by=by)


def _in_clear(reason: str) -> str:
    """As it may be kept beside a person."""
    return without_long_numbers(reason)[:LONGEST]


def months_let_go(pairs: set[tuple[int, int]]) -> list[CoverageMonth]:
    """Live ones of these (worker, funder) that do not count yet, with their funder."""
    people = {worker_id for worker_id, _funder_id in pairs}
    query = (
        CoverageMonth.select(CoverageMonth, Funder)
        .join(Funder)
        .where(
            CoverageMonth.worker.in_(people),
            CoverageMonth.released_at.is_null(),
            CoverageMonth.effective_on.is_null(),
        )
    )
    return [row for row in query if (row.worker_id, row.funder_id) in pairs]


def _write_down(rejections: Iterable[Rejection], let_go: list[CoverageMonth], by: Actor) -> None:
    months: dict[tuple[int, int], int] = {}
    for row in let_go:
        months[row.worker_id, row.funder_id] = months.get((row.worker_id, row.funder_id), 0) + 1
    audit.record_all(
        "bpjs.ditolak",
        by=by,
        kind="pekerja",
        lines={
            one.reg_no: {
                "pengajuan": one.submission_no,
                "alasan": one.words,
                "bulan": months.get((one.worker_id, one.funder_id), 0),
                **({"sumber": one.source} if one.source else {}),
            }
            for one in rejections
        },
    )
