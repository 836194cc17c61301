"""One claim as its page shows it: the clock first, then what to do next, the cover of that day, and the steps."""

from dataclasses import dataclass
from datetime import date, datetime

from db.models import Claim, ClaimStep, Worker
from kiosk.domain import claim_words, claims
from kiosk.domain.benefits import Benefit, Benefits
from kiosk.domain.benefits_told import after_accident, for_heirs, outside_work
from kiosk.domain.clock import local, utc_now
from kiosk.domain.findings import Finding
from kiosk.services import access, claim_rivals, ledger, places, protection_proofs, safe, settings
from kiosk.services.acting import Actor
from kiosk.services.benefits import benefits_of
from kiosk.services.claim_lookup import MAY_ACT, claim_seen_by, claims_of, steps_of
from kiosk.services.deaths import death_of

LUMP_SUMS = (
    "accident_death",
    "accident_allowance",
    "accident_funeral",
    "death",
    "allowance",
    "funeral",
    "short_death",
)


@dataclass(frozen=True)
class ClockShown:
    """`code` as domain/claims.Clock; `hours` and `minutes` are left, or over where it has passed or was late."""

    deadline: datetime
    code: str
    hours: int
    minutes: int


@dataclass(frozen=True)
class StepShown:
    """`taken_back`: a later step has taken its place. `day` is the one it speaks of, of the report the day on which it
    was made; `new_kind` is what the claim became by it, empty where it stayed what it was."""

    step: ClaimStep
    taken_back: bool
    day: date
    new_kind: str = ""


@dataclass(frozen=True)
class Estimate:
    """What BPJS is likely to give by the ledger of today. `total` is the sum of what is paid at once, None where
    nothing is; `why_none` says why nothing is promised. `outside_work` warns that it may be no accident at work: then
    nothing of JKK is among the `lines`."""

    benefits: Benefits
    lines: tuple[Benefit, ...]
    total: int | None
    outside_work: Finding | None = None

    @property
    def awaits_answer(self) -> bool:
        """A member whose month was paid and not confirmed on that day, as the proof of cover says it too."""
        none = self.benefits.why_none
        return none is not None and none.code == "awaiting"


@dataclass(frozen=True)
class ClaimPage:
    """`told` is None for who may not read what happened, "" where nothing was written down or it was wiped.
    `differs`: the ledger says otherwise of that day than when it was reported. `next_states` are what may be noted now,
    `mends` the states that may stand in place of the last step (`last`), none where it cannot be corrected."""

    claim: Claim
    worker: Worker
    area: str
    clock: ClockShown | None
    next_words: str
    told: str | None
    facility: str
    estimate: Estimate
    differs: bool
    steps: list[StepShown]
    next_states: tuple[str, ...]
    last: ClaimStep | None
    mends: tuple[str, ...]
    may_change: bool
    sees_worker: bool
    others: list[Claim]
    call_centre: str

    @property
    def is_death(self) -> bool:
        return self.claim.kind in claims.DEATHS

    @property
    def is_open(self) -> bool:
        return self.claim.state != claims.CLOSED_WRONG

    @property
    def may_tell(self) -> bool:
        return claims.TOLD in self.next_states

    @property
    def noted_by_hand(self) -> tuple[str, ...]:
        """Without the report to BPJS, which has a form of its own."""
        return tuple(state for state in self.next_states if state != claims.TOLD)


def page_of(*, no: str, by: Actor) -> ClaimPage:
    """Raises NotThere, NotAllowed. A fixed number of queries."""
    claim = claim_seen_by(by, no)
    worker, steps = claim.worker, steps_of(claim)
    may_change = by.role in MAY_ACT
    estimate = estimate_of(claim)
    last = claims.correctable(steps) if may_change else None
    if last and claim.state == claims.CLOSED_WRONG and not claim_rivals.may_reopen(claim):
        last = None
    return ClaimPage(
        claim=claim,
        worker=worker,
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        clock=clock_shown(claim),
        next_words=claim_words.NEXT[claim.state],
        told=(safe.open_text(claim.told_sealed, safe.CLAIM_TOLD) or "") if may_change else None,
        facility=claim.facility.name if claim.facility_id else claim.facility_other,
        estimate=estimate,
        differs=_differs(claim, estimate.benefits),
        steps=_shown(steps),
        next_states=claims.may_follow(claim.state, claim.kind) if may_change else (),
        last=last,
        mends=claims.may_correct(steps) if last else (),
        may_change=may_change,
        sees_worker=access.may_see_worker(by, worker),
        others=[one for one in claims_of(worker, by) if one.id != claim.id],
        call_centre=settings.setting("call_centre"),
    )


def clock_shown(claim: Claim) -> ClockShown | None:
    """None where there is no deadline, and once the report has turned out wrong."""
    hours = settings.whole("report_hours_after_accident", on=claim.happened_on)
    clock = claims.clock_of(claim.kind, claim.happened_at, hours=hours, told_at=claim.bpjs_told_at)
    if clock is None or claim.state == claims.CLOSED_WRONG:
        return None
    now = utc_now()
    whole, minutes = claims.hours_and_minutes(clock.left(clock.told_at or now))
    return ClockShown(clock.deadline, clock.code(now), whole, minutes)


def estimate_of(claim: Claim) -> Estimate:
    """By what the ledger says of that day now; of a death what its heirs may be given."""
    given = benefits_of(ledger.live_months(claim.worker_id), on=claim.happened_on)
    is_death = claim.kind in claims.DEATHS
    given = for_heirs(given) if is_death else after_accident(given)
    outside = claim.kind in claims.ON_THE_CLOCK and claim.on_the_way == claims.ELSEWHERE
    lines = _lines_outside_work(given, claim.kind) if outside else getattr(given, claim.kind)
    sums = [line.amount for line in lines if line.code in LUMP_SUMS]
    return Estimate(
        given, lines, sum(sums) if sums else None, outside_work(died=is_death) if outside else None
    )


def _lines_outside_work(given: Benefits, kind: str) -> tuple[Benefit, ...]:
    """Nothing of JKK; the heirs have JKM."""
    return given.death if kind in claims.DEATHS else ()


def proof_pdf(*, no: str, by: Actor) -> bytes:
    """The proof of cover on that day, for the hospital or the heirs. Raises NotThere, NotAllowed, Refused."""
    claim = claim_seen_by(by, no)
    return protection_proofs.proof_of(claim.worker, on=claim.happened_on, by=by)


def recorded_death(worker: Worker) -> date | None:
    """The day of a death that is recorded already."""
    death = death_of(worker)
    return death.day if death else None


def _shown(steps: list[ClaimStep]) -> list[StepShown]:
    """The first one is the report: its kind is what was reported."""
    standing, report = {step.id for step in claims.in_force(steps)}, steps[0]
    first = StepShown(report, report.id not in standing, local(report.at).date())
    return [first, *(StepShown(one, one.id not in standing, one.on_day, one.kind) for one in steps[1:])]


def _differs(claim: Claim, given: Benefits) -> bool:
    """By what counts on the day itself: until when it would have gone on changes with every payment, and with a
    death."""
    now = (given.state.code, given.since, given.contributed)
    return now != (claim.cover_code, claim.cover_since, claim.cover_months)
