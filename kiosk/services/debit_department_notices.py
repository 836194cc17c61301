"""Departments are told of their people's debits that failed: one letter for a day, sent in the morning after it, with
numbers alone and the first day on which somebody would lose their membership."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from db.models import DebitReturn, DebitReturnRow, Message, Opd, User
from kiosk.domain import debit_returns as outcomes
from kiosk.domain.clock import local, start_of, today
from kiosk.services import debit_department_texts as texts
from kiosk.services import debit_failures_told
from kiosk.services.debit_failures_told import DepartmentTold
from kiosk.services.debit_notices import KIND, write_or_mend
from kiosk.services.messages import QUEUED, link, take_back
from kiosk.services.staff_units import OpdTree

TO_DEPARTMENT = "opd"
SIX_IN_THE_MORNING = timedelta(hours=6)


def tell(answer: DebitReturn | None = None) -> None:
    """In the transaction that noted failures: how many failed today, whatever has said so; with an `answer`, in the
    transaction that ends its reading, on each day on which a line of it did, since it may have been stopped and gone on
    with. What waits to be sent says what is so by now, or is taken back."""
    waiting = _waiting()
    days = _days_of(answer) if answer else {today()}
    for day in sorted(days | {_day_in(key) for key in waiting}):
        told = set()
        counts = debit_failures_told.departments(day)
        for user, theirs in secretaries_of(counts):
            told.add(_tell(user, sum((counts[one] for one in theirs), DepartmentTold()), day))
        for key in waiting:
            if _day_in(key) == day and key not in told:
                take_back(key)


def secretaries_of(departments: Iterable[int]) -> Iterator[tuple[User, set[int]]]:
    """Each with an account and an address, of these departments and of those above them, with those of these that are
    theirs or below."""
    tree, departments = OpdTree(), set(departments)
    above = {one for opd_id in departments for one in tree.above(opd_id)}
    for user in User.select(User, Opd).join(Opd).where(User.role == "opd", User.active, User.opd.in_(above)):
        if user.email:
            yield user, {one for one in departments if user.opd_id in tree.above(one)}


def _days_of(answer: DebitReturn) -> set[date]:
    rows = DebitReturnRow.select(DebitReturnRow.at).where(
        DebitReturnRow.debit_return == answer, DebitReturnRow.outcome == outcomes.FAILED
    )
    return {local(at).date() for (at,) in rows.tuples().iterator()}


def _waiting() -> list[str]:
    """The keys of letters that have not left."""
    rows = Message.select(Message.key).where(
        Message.state == QUEUED, Message.key.startswith(f"{KIND}:department:")
    )
    return [key for (key,) in rows.tuples()]


def _day_in(key: str) -> date:
    return date.fromisoformat(key.rpartition(":")[2])


def _tell(user: User, told: DepartmentTold, day: date) -> str:
    key = f"{KIND}:department:{user.id}:{day}"
    write_or_mend(
        {
            "key": key,
            "subject": texts.department_subject(day),
            "text": texts.department_text(
                day=day, failed=told.failed, people=told.people, to_mend=told.to_mend, last_day=told.last_day,
                link=link(f"/opd/{user.opd.code}/debet-gagal"),
            ),
            "addresses": [user.email],
            "at": start_of(day + timedelta(days=1)) + SIX_IN_THE_MORNING,
        },
        to_kind=TO_DEPARTMENT,
    )  # fmt: skip
    return key
