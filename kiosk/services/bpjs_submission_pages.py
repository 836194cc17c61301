"""Submissions as pages show them: side by side, and one with its people and bills."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from peewee import fn

from db.models import Bill, CoverageMonth, Funder, PaymentCode, Submission, SubmissionLine, User
from kiosk.services import access
from kiosk.services.acting import Actor
from kiosk.services.bpjs_dropped_lines import ASKED
from kiosk.services.bpjs_submission_lookup import WITHOUT_KPJ
from kiosk.services.bpjs_submissions import ACCEPTED, lines_of, months_asked, submission_seen_by
from kiosk.services.payment_codes import KnownCode
from kiosk.services.portions import one_page

PAGE = 20
MOST_BILLS = 20
MADE, WAITING, ANSWERED, CANCELLED = "made", "waiting", "answered", "cancelled"
STATES = (MADE, WAITING, ANSWERED, CANCELLED)


@dataclass(frozen=True)
class SubmissionRow:
    """`counts` is line state → people; `state` one of STATES."""

    submission: Submission
    counts: dict[str, int]

    @property
    def state(self) -> str:
        if self.submission.cancelled_at:
            return CANCELLED
        if self.submission.sent_on is None:
            return MADE
        return WAITING if self.counts.get(ASKED) else ANSWERED

    @property
    def people(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class BilledHere:
    """A bill that asks for months of a submission: `months` of these people stand in it; `code` is BPJS's, the latest,
    None where none was noted."""

    bill: Bill
    people: int
    months: int
    code: KnownCode | None


@dataclass(frozen=True)
class SubmissionFile(SubmissionRow):
    """`bills` are the first MOST_BILLS; made and sent by whom in words; `without_kpj` counts who is accepted and has no
    number yet."""

    bills: list[BilledHere] = field(default_factory=list)
    made_by: str = ""
    sent_by: str = ""
    without_kpj: int = 0

    def count_of(self, state: str) -> int:
        """People in that state, WITHOUT_KPJ among them; "" are all."""
        if state == WITHOUT_KPJ:
            return self.without_kpj
        return self.counts.get(state, 0) if state else self.people


def page_of(*, by: Actor, state: str = "", page: int = 1) -> tuple[list[SubmissionRow], bool]:
    """One page of submissions, the newest first, and whether more follow; `state` is one of STATES."""
    access.require(by.role in access.SEES_ALL)
    query = Submission.select(Submission, Funder).join(Funder).order_by(Submission.id.desc())
    if state:
        query = query.where(_in_state(state))
    rows, follows = one_page(query, page=page, size=PAGE)
    counts = _counts_of([row.id for row in rows])
    return [SubmissionRow(row, counts[row.id]) for row in rows], follows


def file_of(*, no: str, by: Actor) -> SubmissionFile:
    """Raises NotThere, NotAllowed."""
    submission = submission_seen_by(by, no)
    names = _names_of(submission.made_by_id, submission.sent_by_id)
    return SubmissionFile(
        submission,
        _counts_of([submission.id])[submission.id],
        bills=_bills_of(submission),
        made_by=names.get(submission.made_by_id, ""),
        sent_by=names.get(submission.sent_by_id, ""),
        without_kpj=lines_of(submission, WITHOUT_KPJ).count(),
    )


def _in_state(state: str):
    waiting = fn.EXISTS(
        SubmissionLine.select(SubmissionLine.id).where(
            SubmissionLine.submission == Submission.id, SubmissionLine.state == ASKED
        )
    )
    stands, is_sent = Submission.cancelled_at.is_null(), Submission.sent_on.is_null(False)
    return {
        MADE: stands & ~is_sent,
        WAITING: stands & is_sent & waiting,
        ANSWERED: stands & is_sent & ~waiting,
        CANCELLED: ~stands,
    }[state]


def _counts_of(ids: list[int]) -> dict[int, dict[str, int]]:
    columns = (SubmissionLine.submission, SubmissionLine.state)
    query = SubmissionLine.select(*columns, fn.COUNT(SubmissionLine.id)).group_by(*columns)
    found: dict[int, dict[str, int]] = {submission_id: {} for submission_id in ids}
    for submission_id, state, people in query.where(SubmissionLine.submission.in_(ids)).tuples():
        found[submission_id][state] = people
    return found


def _bills_of(submission: Submission) -> list[BilledHere]:
    months = fn.COUNT(CoverageMonth.id)
    query = months_asked(CoverageMonth.bill, fn.COUNT(CoverageMonth.worker.distinct()), months).where(
        SubmissionLine.submission == submission.id,
        SubmissionLine.state.in_([ASKED, ACCEPTED]),
        CoverageMonth.bill.is_null(False),
    )
    query = query.group_by(CoverageMonth.bill).order_by(CoverageMonth.bill).limit(MOST_BILLS)
    counted = {bill_id: (people, count) for bill_id, people, count in query.tuples()}
    bills, codes = Bill.select().where(Bill.id.in_(list(counted))).order_by(Bill.id), _codes_of(counted)
    return [BilledHere(bill, *counted[bill.id], codes.get(bill.id)) for bill in bills]


def _codes_of(bill_ids: Iterable[int]) -> dict[int, KnownCode]:
    """Bill → the code noted last."""
    columns = (PaymentCode.bill, PaymentCode.code, PaymentCode.expires_on)
    rows = PaymentCode.select(*columns).where(PaymentCode.bill.in_(list(bill_ids)))
    rows = rows.order_by(PaymentCode.noted_at, PaymentCode.id)
    return {row.bill_id: KnownCode(row.code, row.expires_on) for row in rows}


def _names_of(*user_ids: int | None) -> dict[int, str]:
    return dict(User.select(User.id, User.name).where(User.id.in_([one for one in user_ids if one])).tuples())
