"""Why places in a batch were given up: what the company reads beside their rows."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from peewee import fn

from db.models import Batch, Commitment, CoverageMonth, Worker
from kiosk.domain.findings import Finding, warn
from kiosk.domain.words import N_
from kiosk.services import releases
from kiosk.services.batch_fates import as_data

UNPAID = N_("Tidak dibayar sampai batas waktunya.")
PARTLY = N_("%(let_go_months)s sudah dilepas: bulan itu tidak lagi ditanggung oleh batch ini.")
PARTLY_DIED = N_(
    "Beliau telah berpulang, maka iurannya berhenti: %(let_go_months)s dilepas. Kami turut berduka cita."
)
MISTAKEN = N_(
    "Kabar wafatnya keliru; beliau masih bersama kita. Bulannya sudah dilepas dan dapat ditanggung lagi."
)
PARTLY_MISTAKEN = N_(
    "Kabar wafatnya keliru; beliau masih bersama kita. %(let_go_months)s sudah dilepas dan dapat ditanggung lagi."
)
_BECAUSE = {
    releases.HOLD: UNPAID,
    releases.DIED: N_("Beliau telah berpulang, maka iurannya berhenti. Kami turut berduka cita."),
    releases.STOPPED: N_("Orangnya tidak bekerja lagi, maka pertanggungannya diakhiri."),
    releases.TRANSFERRED: N_("Bulannya dialihkan ke penanggung lain."),
    releases.REJECTED: N_("Pendaftarannya tidak diterima BPJS Ketenagakerjaan."),
    releases.REPLACED: N_("Tempatnya dilanjutkan orang lain."),
    releases.BATCH_WITHDRAWN: N_("Batch ini dibatalkan."),
}


def reasons(batch: Batch, worker_ids: Iterable[int]) -> dict[int, dict]:
    """A finding, as it is kept with a row, for each of these people; one query."""
    let_go = (
        CoverageMonth.select(CoverageMonth.worker, CoverageMonth.released_why, Worker.died_on)
        .join(Commitment)
        .switch(CoverageMonth)
        .join(Worker)
        .where(
            Commitment.batch == batch,
            CoverageMonth.worker.in_(list(worker_ids)),
            CoverageMonth.released_at.is_null(False),
        )
        .order_by(CoverageMonth.released_at)
    )
    return {worker_id: as_data(_because(why, died_on)) for worker_id, why, died_on in let_go.tuples()}


def lost_in(batch: Batch) -> tuple[int, int]:
    """Months of the batch that nobody paid in time and that it has not taken again, and their rupiah."""
    return _gone(batch, CoverageMonth.released_why == releases.HOLD)


def unpaid_in(batch: Batch) -> tuple[int, int]:
    """Those, and the ones a bill asked for that were let go for another reason before anybody paid them; a place that
    somebody else went on with asks anew."""
    asked = CoverageMonth.released_at.is_null(False) & CoverageMonth.bill.is_null(False)
    never_paid = asked & CoverageMonth.paid_on.is_null() & (CoverageMonth.released_why != releases.REPLACED)
    return _gone(batch, (CoverageMonth.released_why == releases.HOLD) | never_paid)


def _gone(batch: Batch, condition) -> tuple[int, int]:
    months, amount = (
        CoverageMonth.select(fn.COUNT(CoverageMonth.id), fn.COALESCE(fn.SUM(CoverageMonth.amount), 0))
        .join(Commitment)
        .where(Commitment.batch == batch, condition, ~fn.EXISTS(_taken_again(batch)))
        .tuples()
        .get()
    )
    return months, int(amount)


def partly(batch: Batch, worker_ids: Iterable[int]) -> dict[int, dict]:
    """Of people who still stand in the batch, the months of theirs that were let go: a finding as it is kept with a
    row; one query."""
    months: dict[int, list] = defaultdict(list)
    said = {}
    rows = (
        CoverageMonth.select(
            CoverageMonth.worker, CoverageMonth.month, CoverageMonth.released_why, Worker.died_on
        )
        .join(Commitment)
        .switch(CoverageMonth)
        .join(Worker)
        .where(
            Commitment.batch == batch,
            CoverageMonth.worker.in_(list(worker_ids)),
            CoverageMonth.released_at.is_null(False),
            ~fn.EXISTS(_taken_again(batch)),
        )
        .distinct()
        .order_by(CoverageMonth.month)
    )
    for worker_id, month, why, died_on in rows.tuples():
        if month not in months[worker_id]:
            months[worker_id].append(month)
        if why == releases.DIED:
            said[worker_id] = PARTLY_DIED if died_on else PARTLY_MISTAKEN
    return {
        worker_id: as_data(warn("part_released", said.get(worker_id, PARTLY), let_go_months=all_of))
        for worker_id, all_of in months.items()
    }


def _taken_again(batch: Batch):
    """For a released month: the batch has taken it again. Let go once more, the later row alone stands for it."""
    other, promise = CoverageMonth.alias(), Commitment.alias()
    return (
        other.select(other.id)
        .join(promise, on=(promise.id == other.commitment))
        .where(
            other.worker == CoverageMonth.worker,
            other.month == CoverageMonth.month,
            other.released_at.is_null() | (other.id > CoverageMonth.id),
            promise.batch == batch,
        )
    )


def _because(why: str, died_on: date | None) -> Finding:
    """A death that was taken back is called wrong."""
    said = MISTAKEN if why == releases.DIED and died_on is None else _BECAUSE.get(why, UNPAID)
    return warn("released", said)
