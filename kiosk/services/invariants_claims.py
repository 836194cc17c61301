"""What a claim says of itself is what its steps come to, and who is claimed to have died is recorded so."""

from collections.abc import Iterable

from peewee import JOIN, fn

from db.models import Claim, ClaimStep, Worker
from kiosk.domain import claims
from kiosk.services.invariant_proofs import Invariant


def _count() -> int:
    return Claim.select().count()


def _steps():
    """The steps that no later one takes back."""
    later = ClaimStep.alias()
    taken_back = later.select(later.corrects).where(later.corrects.is_null(False))
    return ClaimStep.select().where(ClaimStep.id.not_in(taken_back))


def _other_state() -> Iterable[str]:
    last = ClaimStep.select(fn.MAX(ClaimStep.id)).where(ClaimStep.claim == Claim.id)
    state = ClaimStep.select(ClaimStep.state).where(ClaimStep.id == last)
    query = Claim.select(Claim.no).where(fn.COALESCE(state, "") != Claim.state)
    return (no for (no,) in query.tuples().iterator())


def _other_sum() -> Iterable[str]:
    paid = (
        _steps()
        .where(ClaimStep.state == claims.PAID, ClaimStep.amount.is_null(False))
        .select(ClaimStep.claim, fn.SUM(ClaimStep.amount).alias("total"))
        .group_by(ClaimStep.claim)
    )
    query = (
        Claim.select(Claim.no)
        .join(paid, JOIN.LEFT_OUTER, on=(paid.c.claim_id == Claim.id))
        .where(fn.COALESCE(paid.c.total, 0) != fn.COALESCE(Claim.paid_amount, 0))
    )
    return (no for (no,) in query.tuples().iterator())


def _other_report() -> Iterable[str]:
    told = _steps().where(ClaimStep.claim == Claim.id, ClaimStep.told_at.is_null(False))
    same = told.where(ClaimStep.told_at == Claim.bpjs_told_at)
    none_of_it = Claim.bpjs_told_at.is_null(False) & ~fn.EXISTS(same)
    left_out = Claim.bpjs_told_at.is_null() & fn.EXISTS(told)
    return (no for (no,) in Claim.select(Claim.no).where(none_of_it | left_out).tuples().iterator())


def _deaths():
    return (
        Claim.select(Claim, Worker)
        .join(Worker)
        .where(Claim.kind.in_(claims.DEATHS), Claim.state != claims.CLOSED_WRONG)
    )


def _not_recorded() -> Iterable[str]:
    """As it stands with the person; invariants_people compares that with the audit trail."""
    otherwise = Worker.died_on.is_null() | Claim.died_on.is_null() | (Worker.died_on != Claim.died_on)
    return (
        no for (no,) in _deaths().where(otherwise).select(Claim.no).order_by(Claim.id).tuples().iterator()
    )


INVARIANTS = (
    Invariant(
        "2", "claim_state", "Keadaan setiap klaim sama dengan langkahnya yang terakhir.",
        "klaim", _count, _other_state,
    ),
    Invariant(
        "3", "claim_paid", "Jumlah yang dibayar BPJS sama dengan langkah-langkahnya.",
        "klaim", _count, _other_sum,
    ),
    Invariant(
        "7", "claim_told", "Waktu lapor ke BPJS sama dengan langkahnya.",
        "klaim", _count, _other_report,
    ),
    Invariant(
        "7", "claim_death", "Setiap klaim kematian milik orang yang tercatat meninggal pada hari itu.",
        "klaim", lambda: _deaths().count(), _not_recorded,
    ),
)  # fmt: skip
