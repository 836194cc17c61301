"""Of whom civil servants have taken on: each for one worker, by one donor, under a mandate or for a while."""

from collections.abc import Iterable

from peewee import JOIN, fn

from db.models import Commitment, Funder, Mandate, Pledge, Worker
from kiosk.domain.mandates import ENDED, REFUSED
from kiosk.services.invariant_proofs import Invariant


def _live() -> object:
    return Pledge.ended_at.is_null()


def _count() -> int:
    return Pledge.select().where(_live()).count()


def _named(*conditions) -> Iterable[str]:
    """The registration number of each worker whose live pledge is so. The conditions may speak of Mandate, Commitment
    and Funder."""
    query = (
        Pledge.select(Worker.reg_no)
        .join(Worker)
        .join_from(Pledge, Mandate, JOIN.LEFT_OUTER)
        .join_from(Pledge, Commitment, JOIN.LEFT_OUTER)
        .join_from(Commitment, Funder, JOIN.LEFT_OUTER)
        .where(_live(), *conditions)
    )
    return (reg_no for (reg_no,) in query.tuples().iterator())


def _of_somebody_else() -> Iterable[str]:
    other = Commitment.id.is_null() | (Commitment.worker != Pledge.worker) | (Funder.kind != "asn")
    return _named(other)


def _held_by_nothing() -> Iterable[str]:
    return _named(Pledge.mandate.is_null(), Pledge.held_until.is_null())


def _under_nothing_in_force() -> Iterable[str]:
    others = Mandate.donor != Pledge.donor
    return _named(Pledge.mandate.is_null(False), Mandate.state.in_((REFUSED, ENDED)) | others)


def _twice() -> Iterable[str]:
    query = Pledge.select(Worker.reg_no).join(Worker).where(_live())
    rows = query.group_by(Worker.reg_no).having(fn.COUNT(Pledge.id) > 1)
    return (reg_no for (reg_no,) in rows.tuples().iterator())


INVARIANTS = (
    Invariant(
        "1", "pledged_once", "Seorang pekerja diasuh paling banyak oleh satu ASN.",
        "pekerja asuh", _count, _twice,
    ),
    Invariant(
        "6", "pledged_worker", "Pekerja asuh dan pertanggungannya orang yang sama, dari uang ASN.",
        "pekerja asuh", _count, _of_somebody_else,
    ),
    Invariant(
        "1", "reserved_for_a_while", "Pekerja yang dipesan tanpa surat kuasa punya batas waktu.",
        "pekerja asuh", _count, _held_by_nothing,
    ),
    Invariant(
        "1", "pledged_under_mandate", "Tidak ada pekerja asuh di bawah surat kuasa yang ditolak, selesai, atau milik "
        "orang lain.", "pekerja asuh", _count, _under_nothing_in_force,
    ),
)  # fmt: skip
