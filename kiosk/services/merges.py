"""Two registrations of one person become one under the right NIK; the wrong one stays as history."""

from datetime import datetime

from db.connection import held, writing
from db.models import Card, Worker
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.services import (
    access,
    audit,
    correction_notes,
    memberships,
    merged_flags,
    merged_freezes,
    merged_funding,
    merged_papers,
    payment_reversals,
    person_values,
    poverty_merging,
    safe,
)
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.merge_obstacles import obstacle
from kiosk.services.merge_plans import MergePlan, plan_of
from kiosk.services.merged_numbers import hash_of_mistyped
from kiosk.services.once import once
from kiosk.services.standing import MERGED

CARD_REASON, FROZEN_REASON = "digabung", "Digabung dengan nomor registrasi lain."
WITH_ITSELF = N_("Kedua nomor registrasi ini sama. Isi nomor registrasi yang lain.")


def merge(*, wrong: str, right: str, reason: str, client_key: str, by: Actor) -> None:
    """Everything of registration number `wrong` goes over to `right`, in one transaction.

    Raises NotAllowed for all but admin, NotThere, KeyInUse, Refused: with itself, one that is merged already, and for
    what is to be settled first (merge_obstacles)."""
    access.require(by.role == "admin")
    once(
        key=client_key,
        purpose="merge",
        content={"wrong": wrong, "right": right, "reason": reason},
        by=by,
        make=lambda: _merge(*_with_payments_held(wrong, right), reason, by),
    )


def tell_apart(*, one: str, other: str, by: Actor) -> None:
    """Somebody has looked: these are two people. A second time changes nothing.

    Raises NotAllowed for all but admin, NotThere, Refused with itself and for one that is merged already."""
    access.require(by.role == "admin")
    with writing():
        if merged_flags.settle_twins(*_two_held(one, other), by):
            audit.record("kembar.ditolak", by=by, kind="pekerja", subject=one, dengan=other)


def _two_held(one: str, other: str) -> tuple[Worker, Worker]:
    """Both rows until the transaction ends, taken in the order of their ids: two admins never wait crosswise."""
    if one == other:
        raise Refused(WITH_ITSELF)
    both = Worker.select().where(Worker.reg_no.in_([one, other])).order_by(Worker.id)
    rows = {worker.reg_no: worker for worker in held(both)}
    if len(rows) < 2:
        raise NotThere
    if any(worker.merged_into_id for worker in rows.values()):
        raise Refused(MERGED)
    return rows[one], rows[other]


def _with_payments_held(wrong: str, right: str) -> tuple[Worker, Worker]:
    """As _two_held; what their months took is held before them, as documents are."""
    both = Worker.select(Worker.id).where(Worker.reg_no.in_([wrong, right]))
    payment_reversals.hold_payments_of([worker.id for worker in both])
    return _two_held(wrong, right)


def _merge(wrong: Worker, right: Worker, reason: str, by: Actor) -> str:
    plan, now = plan_of(wrong, right), utc_now()
    if refusal := obstacle(plan):
        raise refusal
    merged_funding.move(plan, by=by)
    merged_papers.move(wrong.id, right.id)
    _void_card(plan, now)
    merged_freezes.carry(wrong, right, by)
    _set_aside(wrong, right, now, by)
    _fill(plan)
    poverty_merging.carry(wrong, right)
    _keep_number(plan, by)
    merged_flags.carry(wrong, right, by)
    _write_down(plan, reason, by)
    return right.reg_no


def _void_card(plan: MergePlan, now: datetime) -> None:
    if plan.void:
        Card.update(void_at=now, void_reason=CARD_REASON).where(Card.id == plan.void.id).execute()


def _set_aside(wrong: Worker, right: Worker, now: datetime, by: Actor) -> None:
    """Found by no number any more, its NIK free for the person it really belongs to; sealed it stays, for history. Who
    was merged into the wrong one before goes along."""
    Worker.update(merged_into=right.id).where(Worker.merged_into == wrong.id).execute()
    Worker.update(
        merged_into=right.id,
        nik_hash=hash_of_mistyped(safe.open_text(wrong.nik_sealed, safe.NIK), wrong.id),
        phone_hash=None,
        kpj_hash=None,
        name_sounds=None,
        frozen_at=wrong.frozen_at or now,
        frozen_by=wrong.frozen_by_id or by.user_id,
        frozen_reason=wrong.frozen_reason or FROZEN_REASON,
    ).where(Worker.id == wrong.id).execute()


def _fill(plan: MergePlan) -> None:
    columns = person_values.columns_of(plan.filled)
    if "dtsen_decile" in columns:
        columns |= {"dtsen_as_of": plan.wrong.dtsen_as_of, "dtsen_source": plan.wrong.dtsen_source}
    if columns:
        Worker.update(**columns).where(Worker.id == plan.right.id).execute()


def _keep_number(plan: MergePlan, by: Actor) -> None:
    """Both had a KPJ: the right one's stays in force, the other is theirs too."""
    wrong, right = plan.wrong, plan.right
    if right.kpj_hash not in (None, wrong.kpj_hash):
        memberships.keep_own(memberships.Holder(wrong.id, wrong.kpj_sealed, wrong.kpj_hash), right.id, by=by)


def _write_down(plan: MergePlan, reason: str, by: Actor) -> None:
    wrong, right = plan.wrong, plan.right
    taken_over = [(field, None, value) for field, value in plan.filled.items()]
    for worker, changes in (
        (right, [(correction_notes.MERGED, None, wrong.reg_no), *taken_over]),
        (wrong, [(correction_notes.MERGED_INTO, None, right.reg_no)]),
    ):
        correction_notes.note(
            worker_id=worker.id, kind=correction_notes.MERGE, changes=changes, reason=reason, by=by
        )
    for subject, other in ((right, wrong), (wrong, right)):
        audit.record(
            "pekerja.digabung",
            by=by,
            kind="pekerja",
            subject=subject.reg_no,
            dengan=other.reg_no,
            berlaku=right.reg_no,
        )
