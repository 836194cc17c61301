"""What has to be settled before two registrations may become one: no withdrawal is forgotten, no freeze got round, and
nobody who is held back is funded by a merge."""

from db.models import Batch, Claim, Commitment, CoverageMonth
from kiosk.domain import claims
from kiosk.domain.words import N_
from kiosk.services import deaths, ledger, standing, worker_rights
from kiosk.services.acting import Refused
from kiosk.services.merge_plans import MergePlan
from kiosk.services.merged_numbers import numbers_of

WITHDRAWN_THERE = N_(
    "Persetujuan pada %(wrong)s sudah ditarik, maka penarikan itu berlaku untuk orangnya. Tarik dulu persetujuan pada "
    "nomor yang berlaku, %(right)s; atau, bila orangnya setuju lagi, catat persetujuan baru pada %(wrong)s."
)
WITHDRAWN_HERE = N_(
    "Persetujuan pada %(right)s sudah ditarik, maka penarikan itu berlaku untuk orangnya. Tarik dulu persetujuan pada "
    "%(wrong)s juga; atau, bila orangnya setuju lagi, catat persetujuan baru pada %(right)s."
)
FROZEN_THERE = N_(
    "%(wrong)s sedang dibekukan. Bekukan juga data yang benar, %(right)s, sebelum digabung, supaya pembekuan itu tetap "
    "berlaku."
)
FROZEN_AND_FUNDED = N_(
    "%(frozen)s sedang dibekukan, sedangkan %(wrong)s membawa bulan yang belum dibayar atau tempat dalam batch. Buka "
    "dulu pembekuannya, gabungkan, lalu bekukan lagi %(right)s bila masih perlu."
)
BOTH_FROZEN_AND_FUNDED = N_(
    "Kedua nomor sedang dibekukan, sedangkan %(wrong)s membawa bulan yang belum dibayar atau tempat dalam batch. Buka "
    "dulu pembekuan keduanya, gabungkan, lalu bekukan lagi %(right)s bila masih perlu."
)
NOT_APPROVED = N_(
    "%(right)s di bawah umur paling rendah dan belum disetujui Disnaker, sedangkan %(wrong)s membawa bulan yang belum "
    "dibayar atau tempat dalam batch. Putuskan dulu permohonannya di halaman %(right)s, atau koreksi tanggal lahirnya "
    "bila keliru."
)
CLAIMED_TWICE = N_(
    "Kedua nomor punya catatan kecelakaan atau kematian yang sama: %(one)s dan %(other)s. Tutup dulu salah satunya "
    "sebagai laporan yang keliru."
)
DIED_OTHERWISE = N_(
    "Hari wafat pada kedua nomor tidak sama, atau salah satunya sudah dibatalkan. Batalkan dulu catatan meninggal yang "
    "keliru di halaman orangnya, lalu catat hari yang benar."
)


def obstacle(plan: MergePlan) -> Refused | None:
    """What stands in the way of this merge, and what to settle first; None where nothing does. Four queries, three
    more where somebody has died."""
    found = _withdrawn(plan) or _frozen(plan) or _unapproved(plan)
    return Refused(found, **_params(plan, found)) if found else _died_otherwise(plan) or _claimed_twice(plan)


def _params(plan: MergePlan, message: str) -> dict[str, str]:
    numbers = {"wrong": plan.wrong.reg_no, "right": plan.right.reg_no}
    if message == FROZEN_AND_FUNDED:
        numbers["frozen"] = (plan.wrong if plan.wrong.frozen_at else plan.right).reg_no
    return numbers


def _withdrawn(plan: MergePlan) -> str:
    """Who took back the consent under one number took it back as a person."""
    there, here = worker_rights.withdrawn_at(plan.wrong), worker_rights.withdrawn_at(plan.right)
    if bool(there) == bool(here):
        return ""
    return WITHDRAWN_THERE if there else WITHDRAWN_HERE


def _frozen(plan: MergePlan) -> str:
    wrong, right = bool(plan.wrong.frozen_at), bool(plan.right.frozen_at)
    if not wrong and not right:
        return ""
    if _brings_unpaid(plan):
        return BOTH_FROZEN_AND_FUNDED if wrong and right else FROZEN_AND_FUNDED
    return "" if right else FROZEN_THERE


def _unapproved(plan: MergePlan) -> str:
    return NOT_APPROVED if standing.awaits_approval(plan.right) and _brings_unpaid(plan) else ""


def _brings_unpaid(plan: MergePlan) -> bool:
    """Whether the right one would get a month that is not paid, or a place that no paid month holds."""
    coming = [
        *plan.moving,
        *(double.kept for double in plan.double if double.kept.worker_id == plan.wrong.id),
    ]
    return any(ledger.is_unpaid(row) for row in coming) or bool(set(plan.batches) - _batches_paid(coming))


def _batches_paid(rows: list[CoverageMonth]) -> set[str]:
    """The numbers of the batches under which these months stand."""
    commitments = {row.commitment_id for row in rows}
    found = Batch.select(Batch.no).join(Commitment).where(Commitment.id.in_(list(commitments)))
    return {batch.no for batch in found} if commitments else set()


def _died_otherwise(plan: MergePlan) -> Refused | None:
    """As one person they are to have died on one day, which the trail says of both numbers together."""
    days = {worker.died_on for worker in (plan.wrong, plan.right) if worker.died_on}
    if not days:
        return None
    death = deaths.recorded_of([*numbers_of(plan.wrong).values(), *numbers_of(plan.right).values()])
    return None if death and days == {death.day} else Refused(DIED_OTHERWISE)


def _claimed_twice(plan: MergePlan) -> Refused | None:
    """One accident has one claim, and so has a death."""
    live = Claim.select().where(
        Claim.worker.in_([plan.wrong.id, plan.right.id]), Claim.state != claims.CLOSED_WRONG
    )
    theirs = [claim for claim in live if claim.worker_id == plan.wrong.id]
    own = [claim for claim in live if claim.worker_id == plan.right.id]
    for there in theirs:
        for here in own:
            both_deaths = there.kind in claims.DEATHS and here.kind in claims.DEATHS
            if both_deaths or there.happened_on == here.happened_on:
                return Refused(CLAIMED_TWICE, one=there.no, other=here.no)
    return None
