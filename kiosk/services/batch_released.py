"""Why places in a batch were given up: what the company reads beside their rows."""

from collections.abc import Iterable

from db.models import Batch, Commitment, CoverageMonth
from kiosk.domain.findings import Finding, warn
from kiosk.domain.words import N_
from kiosk.services import releases
from kiosk.services.batch_rows import as_data

UNPAID = N_("Tidak dibayar sampai batas waktunya.")
_BECAUSE = {
    releases.HOLD: UNPAID,
    releases.DIED: N_("Orangnya telah wafat, maka pertanggungannya berakhir."),
    releases.STOPPED: N_("Orangnya tidak bekerja lagi, maka pertanggungannya diakhiri."),
    releases.TRANSFERRED: N_("Bulannya dialihkan ke penanggung lain."),
    releases.REJECTED: N_("Pendaftarannya tidak diterima BPJS Ketenagakerjaan."),
}


def reasons(batch: Batch, worker_ids: Iterable[int]) -> dict[int, dict]:
    """A finding, as it is kept with a row, for each of these people; one query."""
    let_go = (
        CoverageMonth.select(CoverageMonth.worker, CoverageMonth.released_why)
        .join(Commitment)
        .where(
            Commitment.batch == batch,
            CoverageMonth.worker.in_(list(worker_ids)),
            CoverageMonth.released_at.is_null(False),
        )
        .order_by(CoverageMonth.released_at)
    )
    return {worker_id: as_data(_because(why)) for worker_id, why in let_go.tuples()}


def _because(why: str) -> Finding:
    return warn("released", _BECAUSE.get(why, UNPAID))
