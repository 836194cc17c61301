"""The list of accidents and deaths: what BPJS does not know yet comes first, the nearest deadline on top. And how many
of those there are, for the first page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import Case, fn

from db.models import Claim, Worker
from kiosk.domain import claims
from kiosk.domain.claims import hours_and_minutes
from kiosk.domain.clock import utc_now
from kiosk.services import settings
from kiosk.services.acting import Actor
from kiosk.services.claim_lookup import claims_in_scope
from kiosk.services.claim_pages import ClockShown, clock_shown
from kiosk.services.home_areas import lives_in
from kiosk.services.portions import one_page

PAGE = 30
UNTOLD, OPEN, CLOSED = "belum-lapor", "berjalan", "selesai"
GROUPS = (UNTOLD, OPEN, CLOSED)


@dataclass(frozen=True)
class ClaimWishes:
    """What the list is narrowed to; `state` is one of GROUPS or of domain/claims.STATES."""

    state: str = ""
    kind: str = ""
    kecamatan: str = ""


@dataclass(frozen=True)
class ClaimRow:
    claim: Claim
    worker: Worker
    clock: ClockShown | None


@dataclass(frozen=True)
class Untold:
    """Accidents that BPJS does not know of: how many in all, how many of them too late already, and what is left of the
    nearest deadline that has not passed (None where there is none)."""

    count: int
    passed: int
    hours: int | None
    minutes: int | None


def page_of(*, by: Actor, wishes: ClaimWishes | None = None, page: int = 1) -> tuple[list[ClaimRow], bool]:
    """One page of it, and whether more follows; two queries at most. Raises NotAllowed."""
    wishes = wishes or ClaimWishes()
    query = _wished(claims_in_scope(by), wishes)
    waits = _untold()
    shown = query.order_by(
        Case(None, [(waits, 0), (Claim.state.in_(claims.OPEN_STATES), 1)], 2),
        Case(None, [(waits, Claim.happened_at)], None),
        Claim.happened_at.desc(),
        Claim.id.desc(),
    )
    rows, follows = one_page(shown, page=page, size=PAGE)
    return [ClaimRow(claim, claim.worker, clock_shown(claim)) for claim in rows], follows


def untold(*, by: Actor) -> Untold:
    """One query. Raises NotAllowed."""
    now, hours = utc_now(), settings.whole("report_hours_after_accident")
    oldest_in_time = now - timedelta(hours=hours)
    is_late = Claim.happened_at < oldest_in_time
    counted = claims_in_scope(by).select(
        fn.COUNT(Claim.id),
        fn.COALESCE(fn.SUM(Case(None, [(is_late, 1)], 0)), 0),
        fn.MIN(Case(None, [(~is_late, Claim.happened_at)], None)),
    )
    count, passed, nearest = counted.where(_untold()).tuples().get()
    left = _left(nearest, hours, now) if nearest else (None, None)
    return Untold(count, int(passed), *left)


def _left(happened_at: datetime | str, hours: int, now: datetime) -> tuple[int, int]:
    """SQLite gives the smallest of several times as text."""
    if isinstance(happened_at, str):
        happened_at = datetime.fromisoformat(happened_at)
    return hours_and_minutes(happened_at + timedelta(hours=hours) - now)


def _untold():
    return (
        Claim.bpjs_told_at.is_null()
        & Claim.kind.in_(claims.ON_THE_CLOCK)
        & (Claim.state != claims.CLOSED_WRONG)
    )


def _wished(query, wishes: ClaimWishes):
    conditions = list(lives_in(kecamatan=wishes.kecamatan)) if wishes.kecamatan else []
    if wishes.kind:
        conditions.append(Claim.kind == wishes.kind)
    if wishes.state == UNTOLD:
        conditions.append(_untold())
    elif wishes.state == OPEN:
        conditions.append(Claim.state.in_(claims.OPEN_STATES))
    elif wishes.state == CLOSED:
        conditions.append(Claim.state.not_in(claims.OPEN_STATES))
    elif wishes.state:
        conditions.append(Claim.state == wishes.state)
    return query.where(*conditions) if conditions else query
