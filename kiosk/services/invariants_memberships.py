"""Of members of BPJS: nobody became one but by its answer, and each answer made one membership."""

from collections.abc import Iterable

from peewee import JOIN, fn

from db.models import Bill, CoverageMonth, Membership, Submission, SubmissionLine, Worker
from kiosk.services.bpjs_dropped_lines import ASKED
from kiosk.services.invariant_proofs import Invariant, live, named_month

ACCEPTED = "accepted"


def _effective() -> int:
    return CoverageMonth.select().where(live(), CoverageMonth.effective_on.is_null(False)).count()


def _without_an_answer() -> Iterable[str]:
    """First months that count since they were asked for, of people whom BPJS has not answered about. One whose bill has
    BPJS's receipt may have followed another."""
    earlier = CoverageMonth.alias("earlier")
    before = earlier.select(earlier.id).where(
        earlier.worker == CoverageMonth.worker,
        earlier.month < CoverageMonth.month,
        earlier.effective_on.is_null(False),
        earlier.released_at.is_null(),
    )
    accepted, of = SubmissionLine.alias("accepted"), Submission.alias("of")
    answered = (
        accepted.select(accepted.id)
        .join(of, on=(accepted.submission == of.id))
        .where(
            accepted.worker == CoverageMonth.worker,
            accepted.state == ACCEPTED,
            of.funder == CoverageMonth.funder,
        )
    )
    covers = (
        (SubmissionLine.worker == CoverageMonth.worker)
        & (SubmissionLine.first_month <= CoverageMonth.month)
        & (SubmissionLine.last_month >= CoverageMonth.month)
    )
    query = (
        CoverageMonth.select(Worker.reg_no, CoverageMonth.month)
        .join(Worker)
        .switch(CoverageMonth)
        .join(Bill, JOIN.LEFT_OUTER)
        .join_from(CoverageMonth, SubmissionLine, on=covers)
        .join(Submission)
        .where(
            live(),
            SubmissionLine.state == ASKED,
            Submission.funder == CoverageMonth.funder,
            CoverageMonth.effective_on > Submission.sent_on,
            Bill.receipt_on.is_null(),
            ~fn.EXISTS(before),
            ~fn.EXISTS(answered),
        )
    )
    return (named_month(*row) for row in query.tuples().iterator())


def _memberships() -> int:
    return Membership.select().where(Membership.line.is_null(False)).count()


def _unlike_its_line() -> Iterable[str]:
    """Of a line that was not accepted, of another person or funder than was asked for, or the second of one line."""
    other = Membership.alias("other")
    twice = other.select(other.id).where(other.line == Membership.line, other.id < Membership.id)
    unlike = (
        (SubmissionLine.state != ACCEPTED)
        | (SubmissionLine.worker != Membership.worker)
        | Membership.funder.is_null()
        | (Submission.funder != Membership.funder)
    )
    query = (
        Membership.select(Submission.no, Worker.reg_no)
        .join(SubmissionLine)
        .join(Submission)
        .join_from(Membership, Worker)
        .where(unlike | fn.EXISTS(twice))
    )
    return (f"{no}: {reg_no}" for no, reg_no in query.tuples().iterator())


INVARIANTS = (
    Invariant(
        "4", "by_an_answer",
        "Bulan pertama yang berlaku dari orang yang diajukan punya jawaban BPJS, atau sudah berlaku sebelum diajukan.",
        "bulan berlaku", _effective, _without_an_answer,
    ),
    Invariant(
        "4", "memberships", "Setiap orang yang diterima BPJS punya paling banyak satu kepesertaan dari jawaban itu.",
        "kepesertaan", _memberships, _unlike_its_line,
    ),
)  # fmt: skip
