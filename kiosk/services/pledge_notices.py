"""A donor is told by letter that workers they had taken on, or reserved, are theirs no more: by numbers, never by name;
of a death with respect. One letter a day; what follows on the same day makes it say the day's new number."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from peewee import fn

from db.models import CoverageMonth, Donor, PaymentAllocation, Pledge, User
from kiosk.domain import pledges as reasons
from kiosk.domain.clock import start_of, today, utc_now
from kiosk.services import donor_deaths, pledge_letter_texts
from kiosk.services.messages import link, write_anew, write_letter
from kiosk.services.pledge_letter_texts import DIED, DIED_RESERVED, FUNDED, RESERVED, UNCHECKED

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
    """In the transaction that took a worker's death back: whose bond it had ended is told that it was wrong."""
    day = today()
    pledges = Pledge.select(Pledge.donor).where(Pledge.worker == worker_id, Pledge.ended_why == reasons.DIED)
    rows = Donor.select(Donor.id, User.email).join(User)
    for donor_id, address in rows.where(Donor.id.in_(pledges), User.active, donor_deaths.is_alive()).tuples():
        write_letter(
            kind=KIND,
            to_kind=TO_DONOR,
            key=f"{KIND}:{donor_id}:alive:{worker_id}:{day}",
            subject=pledge_letter_texts.alive_subject(),
            text=pledge_letter_texts.alive_text(day=day, link=link("/asn/saya")),
            addresses=[address],
        )


def _write(donor_id: int, address: str, lost: Counter, day: date) -> None:
    letter = {
        "key": f"{KIND}:{donor_id}:{day}",
        "subject": pledge_letter_texts.ended_subject(lost),
        "text": pledge_letter_texts.ended_text(
            lost=lost, given_back=_given_back_on(day, donor_id), day=day, link=link("/asn/saya")
        ),
        "addresses": [address],
        "at": utc_now() + GATHERED_WITHIN,
    }
    if not write_letter(kind=KIND, to_kind=TO_DONOR, **letter):
        write_anew(**letter)


def _ended_on(day: date, donor_ids: list[int]) -> dict[int, Counter]:
    """By donor: how many of each of pledge_letter_texts.LOST ended on that day without their doing."""
    rows = Pledge.select(Pledge.donor, Pledge.mandate, Pledge.ended_why).where(
        Pledge.donor.in_(donor_ids), Pledge.ended_at >= start_of(day), Pledge.ended_why.in_(reasons.TOLD)
    )
    found: dict[int, Counter] = defaultdict(Counter)
    for donor_id, mandate_id, why in rows.tuples():
        found[donor_id][_how(why, is_signed=mandate_id is not None)] += 1
    return found


def _how(why: str, *, is_signed: bool) -> str:
    if why == reasons.DIED:
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
        .where(Pledge.donor == donor_id, Pledge.ended_why == reasons.DIED, Pledge.ended_at >= start_of(day))
        .where(PaymentAllocation.why == reasons.DIED, PaymentAllocation.at >= start_of(day))
    )
    return -int(taken_back.scalar() or 0)  # an entry that takes back counts below nothing
