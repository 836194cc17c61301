"""Of every covered month: one funder, as it was promised, paid before it counts."""

from collections.abc import Iterable

from peewee import fn

from db.models import Batch, Commitment, Company, CoverageMonth, Funder, Worker
from kiosk.domain.clock import today
from kiosk.services.invariant_proofs import Invariant, live, months_where, named_month


def _live_months() -> int:
    return CoverageMonth.select().where(live()).count()


def _funded_twice() -> Iterable[str]:
    twice = (
        CoverageMonth.select(CoverageMonth.worker, CoverageMonth.month)
        .where(live())
        .group_by(CoverageMonth.worker, CoverageMonth.month)
        .having(fn.COUNT(CoverageMonth.id) > 1)
        .alias("twice")
    )
    query = Worker.select(Worker.reg_no, twice.c.month).join(twice, on=(twice.c.worker_id == Worker.id))
    return (named_month(*row) for row in query.tuples().iterator())


def _of_merged_people() -> Iterable[str]:
    return months_where(live(), Worker.merged_into.is_null(False))


def _unlike_their_commitment() -> Iterable[str]:
    """Of another worker or funder than it was promised by, outside its months, of another kind of money than its
    funder's, or in a batch of another funder's company. A promise that was shortened let what is behind its end go."""
    behind = Commitment.last_month.is_null(False) & (CoverageMonth.month > Commitment.last_month)
    outside = (CoverageMonth.month < Commitment.first_month) | (behind & live())
    unlike = (
        (CoverageMonth.worker != Commitment.worker)
        | (CoverageMonth.funder != Commitment.funder)
        | (CoverageMonth.funder_kind != Funder.kind)
        | (Company.id.is_null(False) & (Company.funder != CoverageMonth.funder))
        | outside
    )
    query = (
        CoverageMonth.select(Worker.reg_no, CoverageMonth.month)
        .join(Worker)
        .switch(CoverageMonth)
        .join(Commitment)
        .join(Funder, on=(Funder.id == Commitment.funder))
        .switch(Commitment)
        .left_outer_join(Batch)
        .left_outer_join(Company)
        .where(unlike)
    )
    return (named_month(*row) for row in query.tuples().iterator())


def _effective_months() -> int:
    return CoverageMonth.select().where(live(), CoverageMonth.effective_on.is_null(False)).count()


def _effective_too_early() -> Iterable[str]:
    """BPJS names the first of a month to come ahead; a later day to come it does not answer yet."""
    to_come = (CoverageMonth.effective_on > today()) & (CoverageMonth.effective_on > CoverageMonth.month)
    too_early = CoverageMonth.paid_on.is_null() | to_come
    return months_where(live(), CoverageMonth.effective_on.is_null(False), too_early)


INVARIANTS = (
    Invariant(
        "1", "one_funder", "Satu bulan seorang pekerja punya paling banyak satu penanggung.",
        "bulan", _live_months, _funded_twice,
    ),
    Invariant(
        "2", "merged", "Nomor yang sudah digabung tidak memegang bulan.",
        "bulan", _live_months, _of_merged_people,
    ),
    Invariant(
        "4", "effective",
        "Bulan yang berlaku sudah dibayar, dan hari berlakunya sudah tiba atau tidak lewat dari tanggal 1 bulan itu.",
        "bulan berlaku", _effective_months, _effective_too_early,
    ),
    Invariant(
        "6", "commitment", "Setiap bulan seperti yang dijanjikan: pekerja, penanggung, jenis uang, dan masanya sama.",
        "bulan", lambda: CoverageMonth.select().count(), _unlike_their_commitment,
    ),
)  # fmt: skip
