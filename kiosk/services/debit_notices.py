"""What donors are told of a debit: that it failed and until when somebody can still pay, that it was debited after all,
whom a run has left out, that what was over went back. One letter for each donor and run; nobody writes to an account
that is closed, or to who has died."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from db.models import DebitLine, Donor, Mandate, Message, Payment, User
from kiosk.domain import debits
from kiosk.domain.clock import utc_now
from kiosk.services import debit_failures_told, donor_deaths
from kiosk.services import debit_letter_texts as texts
from kiosk.services.debit_failures_told import Pair, Told
from kiosk.services.messages import QUEUED, SENDING, SENT, link, take_back, write_anew, write_letter

KIND, TO_DONOR = "debit", "donor"
OWN_PAGE = "/asn/saya"
GATHERED_WITHIN = timedelta(minutes=5)


def failed(lines: Iterable[DebitLine]) -> None:
    """In the transaction that noted the bank's answer; so the others."""
    lines = list(lines)
    if not lines:
        return
    donor_of = _donors_of(lines)
    pairs = {(line.run_id, donor_of[line.mandate_id]) for line in lines}
    addresses = addresses_of({donor_id for _run, donor_id in pairs})
    for pair, told in sorted(debit_failures_told.of(pairs).items()):
        if pair[1] in addresses:
            _tell_failed(pair, told, addresses[pair[1]])


def paid(lines: Iterable[DebitLine]) -> None:
    """What was said of an earlier failure of these months is so no longer: a letter that waits says what is left of it,
    or does not go out; where it has, the donor hears that it was debited after all."""
    lines = list(lines)
    if not lines:
        return
    pairs = _told_before(lines)
    letters = {row.key: row for row in Message.select().where(Message.key.in_([_key(*one) for one in pairs]))}
    if not letters:
        return
    known = {pair for pair in pairs if _key(*pair) in letters}
    still, addresses = debit_failures_told.of(known), addresses_of({donor_id for _run, donor_id in known})
    for pair in sorted(known):
        _mend(letters[_key(*pair)], pair, still.get(pair), addresses.get(pair[1]), lines[0].month)


def left_out(month: date, counts: Mapping[int, Counter]) -> None:
    """`counts`: by donor, how many of each of debit_letter_texts.LEFT_OUT; once for the month."""
    for donor_id, address in sorted(addresses_of(counts).items()):
        write_letter(
            key=f"{KIND}:left_out:{month:%Y-%m}:{donor_id}", kind=KIND, to_kind=TO_DONOR, addresses=[address],
            subject=texts.left_out_subject(month),
            text=texts.left_out_text(month=month, left_out=counts[donor_id], link=link(OWN_PAGE)),
        )  # fmt: skip


def refunded(payment: Payment, donor_id: int, paid_on: date) -> None:
    for address in addresses_of([donor_id]).values():
        write_letter(
            key=f"{KIND}:refunded:{payment.no}:{utc_now():%Y%m%d%H%M%S}", kind=KIND, to_kind=TO_DONOR,
            addresses=[address], subject=texts.refunded_subject(),
            text=texts.refunded_text(debited_on=payment.received_on, paid_on=paid_on, link=link(OWN_PAGE)),
        )  # fmt: skip


def write_or_mend(letter: dict, *, to_kind: str) -> None:
    """A letter that was written before goes out once more only where it says something else by now."""
    if write_letter(kind=KIND, to_kind=to_kind, **letter):
        return
    before = Message.get(Message.key == letter["key"])
    if before.text != letter["text"] or before.state not in (QUEUED, SENDING, SENT):
        write_anew(**letter)


def still_failed(message: Message) -> bool:
    """Whether a letter about a failure still says what is so at the moment it would leave; any other holds."""
    if not message.key.startswith(f"{KIND}:failed:"):
        return True
    run_id, donor_id = map(int, message.key.split(":")[2:])
    return bool(debit_failures_told.of({(run_id, donor_id)}))


def _key(run_id: int, donor_id: int) -> str:
    return f"{KIND}:failed:{run_id}:{donor_id}"


def _donors_of(lines: Iterable[DebitLine]) -> dict[int, int]:
    """By mandate."""
    asked = Mandate.id.in_([line.mandate_id for line in lines])
    return dict(Mandate.select(Mandate.id, Mandate.donor).where(asked).tuples())


def _told_before(lines: list[DebitLine]) -> set[Pair]:
    """Of these lines, and of earlier ones of the same mandates and months."""
    donor_of = _donors_of(lines)
    earlier = DebitLine.select(DebitLine.run, DebitLine.mandate).where(
        DebitLine.mandate.in_(list(donor_of)),
        DebitLine.month.in_({line.month for line in lines}),
        DebitLine.state == debits.FAILED,
    )
    runs = {(line.run_id, line.mandate_id) for line in lines} | set(earlier.tuples())
    return {(run_id, donor_of[mandate_id]) for run_id, mandate_id in runs}


def addresses_of(donor_ids: Collection[int]) -> dict[int, str]:
    """By donor, of those who have an account and are alive."""
    rows = Donor.select(Donor.id, User.email).join(User)
    asked = rows.where(Donor.id.in_(sorted(donor_ids)), User.active, donor_deaths.is_alive())
    return {donor_id: email for donor_id, email in asked.tuples() if email}


def _tell_failed(pair: Pair, told: Told, address: str) -> None:
    letter = _failed_letter(pair, told, address)
    if not write_letter(kind=KIND, to_kind=TO_DONOR, **letter):
        write_anew(**letter)


def _failed_letter(pair: Pair, told: Told, address: str) -> dict:
    return {
        "key": _key(*pair),
        "subject": texts.failed_subject(),
        "text": texts.failed_text(
            month=told.month, day=told.day, people=len(told.workers), last_day=told.last_day, link=link(OWN_PAGE),
            again_on=told.again_on, until=told.until, to_mend=told.to_mend, is_over=told.is_over,
        ),
        "addresses": [address],
        "at": utc_now() + GATHERED_WITHIN,
    }  # fmt: skip


def _mend(letter: Message, pair: Pair, still: Told | None, address: str | None, month: date) -> None:
    if letter.state == QUEUED and still and address:
        write_anew(**_failed_letter(pair, still, address))
    elif letter.state == QUEUED:
        take_back(letter.key)
    elif letter.state == SENT and not still and address:
        write_letter(
            key=f"{KIND}:paid:{pair[0]}:{pair[1]}", kind=KIND, to_kind=TO_DONOR, addresses=[address],
            subject=texts.paid_after_all_subject(),
            text=texts.paid_after_all_text(month=month, link=link(OWN_PAGE)),
        )  # fmt: skip
