"""A donor is told by letter that workers they had taken on, or reserved, are theirs no more: by numbers, never by name;
of a death with respect. One letter a day; what follows on the same day makes it say the day's new number."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from peewee import fn

from db.models import CoverageMonth, Donor, PaymentAllocation, Pledge, User, Worker
from kiosk.domain import pledges as reasons
from kiosk.domain.clock import local, start_of, today, utc_now
from kiosk.services import donor_deaths, pledge_letter_texts
from kiosk.services.messages import link, mend_waiting, write_anew, write_letter
from kiosk.services.pledge_letter_texts import DIED, DIED_RESERVED, FUNDED, MISTAKEN, RESERVED, UNCHECKED

KIND, TO_DONOR = "pledge", "donor"
GATHERED_WITHIN = timedelta(minutes=5)


def ended(donor_ids: Iterable[int]) -> None:
    """In the transaction that ended pledges of these donors."""
    day = today()
    wanted = sorted(set(donor_ids))
    lost = _ended_on(day, wanted)
    rows = (
        Donor.select(Donor.id, User.email)
        .join(User)
        .where(Donor.id.in_(wanted), User.active, donor_deaths.is_alive())
    )
    for donor_id, address in rows.order_by(Donor.id).tuples():
        if donor_id in lost:
            _write(donor_id, address, lost[donor_id], day)


def taken_back(worker_id: int) -> None:
    """In the transaction that took a worker's death back, which no longer stands: a letter that has not left says it no
    more, who has read it is told that it was wrong."""
    day = today()
    last_end = fn.MAX(Pledge.ended_at)
    ended = Pledge.select(Pledge.donor, User.email, last_end).join(Donor).join(User)
    ended = ended.where(Pledge.worker == worker_id, Pledge.ended_why == reasons.DIED)
    rows = ended.where(User.active, donor_deaths.is_alive()).group_by(Pledge.donor, User.email)
    for donor_id, address, ended_at in rows.tuples():
        if _mended(donor_id, ended_at):
            continue
        write_letter(
            kind=KIND,
            to_kind=TO_DONOR,
            key=f"{KIND}:{donor_id}:alive:{worker_id}:{day}",
            subject=pledge_letter_texts.alive_subject(),
            text=pledge_letter_texts.alive_text(day=day, link=link("/asn/saya")),
            addresses=[address],
        )


def _mended(donor_id: int, ended_at: datetime) -> bool:
    """Whether the letter of that day had not left: then it says now what is so."""
    day = local(ended_at).date()
    lost = _ended_on(day, [donor_id]).get(donor_id, Counter())
    return mend_waiting(**_said(donor_id, lost, day), since=ended_at)


def _write(donor_id: int, address: str, lost: Counter, day: date) -> None:
    letter = {
        **_said(donor_id, lost, day),
        "addresses": [address],
        "at": utc_now() + GATHERED_WITHIN,
    }
    if not write_letter(kind=KIND, to_kind=TO_DONOR, **letter):
        write_anew(**letter)


def _said(donor_id: int, lost: Counter, day: date) -> dict:
    return {
        "key": f"{KIND}:{donor_id}:{day}",
        "subject": pledge_letter_texts.ended_subject(lost),
        "text": pledge_letter_texts.ended_text(
            lost=lost, given_back=_given_back_on(day, donor_id), day=day, link=link("/asn/saya")
        ),
    }


def _ended_on(day: date, donor_ids: list[int]) -> dict[int, Counter]:
    """By donor: how many of each of pledge_letter_texts.LOST ended on that day without their doing."""
    rows = Pledge.select(Pledge.donor, Pledge.mandate, Pledge.ended_why, Worker.died_on).join(Worker)
    rows = rows.where(
        Pledge.donor.in_(donor_ids), _on(day, Pledge.ended_at), Pledge.ended_why.in_(reasons.TOLD)
    )
    found: dict[int, Counter] = defaultdict(Counter)
    for donor_id, mandate_id, why, died_on in rows.tuples():
        found[donor_id][_how(why, is_signed=mandate_id is not None, is_dead=died_on is not None)] += 1
    return found


def _on(day: date, moment):
    return (moment >= start_of(day)) & (moment < start_of(day) + timedelta(days=1))


def _how(why: str, *, is_signed: bool, is_dead: bool) -> str:
    if why == reasons.DIED:
        if not is_dead:  # taken back before this was written
            return MISTAKEN
        return DIED if is_signed else DIED_RESERVED
    if not is_signed:
        return RESERVED
    return UNCHECKED if why == reasons.HOLD else FUNDED


def _given_back_on(day: date, donor_id: int) -> int:
    """Rupiah that had been debited from this donor for months behind a death of that day."""
    taken_back = (
        PaymentAllocation.select(fn.SUM(PaymentAllocation.amount))
        .join(CoverageMonth)
        .join(Pledge, on=(Pledge.commitment == CoverageMonth.commitment))
        .join(Worker)
        .where(Pledge.donor == donor_id, Pledge.ended_why == reasons.DIED, _on(day, Pledge.ended_at))
        .where(
            PaymentAllocation.why == reasons.DIED,
            _on(day, PaymentAllocation.at),
            Worker.died_on.is_null(False),
        )
    )
    return -int(taken_back.scalar() or 0)  # an entry that takes back counts below nothing
