"""Of submissions to BPJS: one funder and one wadah each, and whoever waits for an answer has months to wait for."""

from collections.abc import Iterable

from peewee import fn

from db.models import Bill, Submission, SubmissionLine, Worker
from kiosk.services.bpjs_dropped_lines import ASKED, live_months
from kiosk.services.invariant_proofs import Invariant


def _asked() -> int:
    return SubmissionLine.select().where(SubmissionLine.state == ASKED).count()


def _of_another_wadah() -> Iterable[str]:
    """Months billed for another wadah than the submission's."""
    others = live_months().join(Bill).where(Bill.wadah_type != Submission.wadah_type)
    return _lines_where(fn.EXISTS(others))


def _without_months() -> Iterable[str]:
    """The last of them was let go, or the submission itself was taken back."""
    return _lines_where(~fn.EXISTS(live_months()) | Submission.cancelled_at.is_null(False))


def _lines_where(condition) -> Iterable[str]:
    query = (
        SubmissionLine.select(Submission.no, Worker.reg_no)
        .join(Submission)
        .switch(SubmissionLine)
        .join(Worker)
    )
    rows = query.where(SubmissionLine.state == ASKED, condition).order_by(SubmissionLine.id)
    return (f"{no}: {reg_no}" for no, reg_no in rows.tuples().iterator())


INVARIANTS = (
    Invariant(
        "6", "one_wadah", "Setiap pengajuan kepada BPJS milik satu penanggung dan satu wadah, juga bulan-bulannya.",
        "orang diajukan", _asked, _of_another_wadah,
    ),
    Invariant(
        "6", "asked_for_months", "Siapa yang menunggu jawaban BPJS masih punya bulan yang diajukan.",
        "orang diajukan", _asked, _without_months,
    ),
)  # fmt: skip
