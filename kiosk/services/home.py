"""The first page: what this role does next, as counters that lead to the list behind them."""

from dataclasses import dataclass

from kiosk.domain.clock import today
from kiosk.services import access, batch_lists, companies, ledger, workers
from kiosk.services.acting import Actor


@dataclass(frozen=True)
class Counters:
    """None where the role has no such list."""

    enrolled: int | None = None
    enrolled_today: int | None = None
    protected_today: int | None = None
    batches: int | None = None
    companies: int | None = None


def counters_for(by: Actor) -> Counters:
    if by.role in ("donatur", "opd"):
        return Counters()
    return Counters(
        enrolled=workers.count_in_scope(by),
        enrolled_today=workers.count_in_scope(by, enrolled_on=today()) if by.role == "petugas" else None,
        protected_today=ledger.protected_today(access.workers_in_scope(by)),
        batches=access.batches_in_scope(by).count(),
        companies=len(companies.companies_seen_by(by)) if by.role in access.SEES_ALL else None,
    )


def latest_batches(by: Actor) -> list:
    return batch_lists.page_of(by=by)[0][:5]
