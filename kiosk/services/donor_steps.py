"""What a donor does next, the most urgent first: on the first page and on their own."""

from dataclasses import dataclass
from datetime import datetime

from db.models import Donor, Mandate, Pledge
from kiosk.domain import mandates
from kiosk.services import debit_failures, mandate_papers

SIGN_UP, TAKE_ON, SIGN, PAPERS, AT_THE_OPD, REFUSED, REPLACE, FAILED = NEXT_STEPS = (
    "sign_up", "take_on", "sign", "papers", "at_the_opd", "refused", "replace", "failed",
)  # fmt: skip
MOST_SIGNED = 5


@dataclass(frozen=True)
class NextStep:
    """`what` is one of NEXT_STEPS; `no` the mandate it is about, `people` how many (of FAILED: debits), `until` (UTC)
    how long the first of them is reserved. `place`: the pledge that is replaced first. `asked_again`: copies were there
    and could not be read."""

    what: str
    no: str = ""
    people: int = 0
    until: datetime | None = None
    place: int = 0
    asked_again: bool = False


def steps_of(
    donor: Donor, *, reserved: int, until: datetime | None, workers: int, places: list[Pledge]
) -> list[NextStep]:
    """`reserved` people that nothing is signed for, `until` the first of them is free again; `workers` who are signed
    for; `places` that may be filled."""
    refused, failed = _refused_last(donor), debit_failures.count_of_donor(donor)
    steps = [NextStep(FAILED, people=failed)] if failed else []
    if refused:
        steps.append(NextStep(REFUSED, no=refused.no, people=reserved, until=until))
    if reserved and not refused:
        steps.append(NextStep(SIGN, people=reserved))
    steps += [_waiting(one) for one in _signed(donor)]
    if places:
        steps.append(NextStep(REPLACE, people=len(places), place=places[0].id))
    return steps if steps or workers else [NextStep(TAKE_ON)]


def _waiting(mandate: Mandate) -> NextStep:
    lacks = mandate_papers.missing_of(mandate)
    asked_again = bool(lacks) and mandate.copies_asked_at is not None
    return NextStep(
        PAPERS if lacks else AT_THE_OPD, no=mandate.no, people=mandate.people, asked_again=asked_again
    )


def _signed(donor: Donor) -> list[Mandate]:
    return list(_of(donor).where(Mandate.state == mandates.SIGNED).limit(MOST_SIGNED))


def _refused_last(donor: Donor) -> Mandate | None:
    """A refusal is answered by whatever was signed after it, or put away by its donor."""
    latest = _of(donor).where(Mandate.signed_at.is_null(False)).first()
    refused = latest is not None and latest.state == mandates.REFUSED and latest.refusal_read_at is None
    return latest if refused else None


def _of(donor: Donor):
    return Mandate.select().where(Mandate.donor == donor).order_by(Mandate.id.desc())
