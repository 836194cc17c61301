"""The first page: what this role does next, as counters that lead to the list behind them."""

from dataclasses import dataclass

from kiosk.domain.clock import today
from kiosk.services import (
    access,
    batch_lists,
    bill_lists,
    bpjs_counters,
    claim_lists,
    claim_lookup,
    companies,
    coverage_figures,
    debit_aside,
    debit_counters,
    department_counters,
    donor_pages,
    handover_waiting,
    home_coverage,
    incomplete_counts,
    lapses,
    ledger,
    message_pages,
    payment_pages,
    print_log,
    programme_steps,
    waiting,
    workers,
)
from kiosk.services.acting import Actor
from kiosk.services.bpjs_counters import BpjsCounters
from kiosk.services.claim_lists import Untold
from kiosk.services.debit_steps import DebitStep
from kiosk.services.department_counters import DepartmentCounters
from kiosk.services.donor_pages import OwnCounters
from kiosk.services.home_coverage import CoverCounters
from kiosk.services.lapse_wishes import ARREARS, SOON
from kiosk.services.print_run_lookup import MAY_PRINT
from kiosk.services.programme_steps import ProgrammeStep


@dataclass(frozen=True)
class Counters:
    """None where the role has no such list."""

    enrolled: int | None = None
    enrolled_today: int | None = None
    protected_today: int | None = None
    batches: int | None = None
    companies: int | None = None
    incomplete: int | None = None
    to_check: int | None = None
    most_counted: int = waiting.MOST_COUNTED
    waiting: int | None = None  # one more than most_counted stands for all beyond
    ending_soon: int | None = None  # and in_arrears: the same
    in_arrears: int | None = None
    to_say: int | None = None  # messages for workers that wait at one's posts; the same
    cards_to_hand_over: int | None = None
    payments_waiting: int | None = None  # told by a company, and not settled yet
    bills_without_code: int | None = None  # nobody can pay them before BPJS's code is noted
    bpjs: BpjsCounters | None = None
    debit: list[DebitStep] | None = None  # what waits to be done about the debit, the first of each kind
    debit_asides: int | None = None  # and what waits beside that
    own_workers: OwnCounters | None = None  # of a donor
    department: DepartmentCounters | None = None  # of a department's secretary
    cover: CoverCounters | None = None  # the city's, for those who have a page of it
    programme: list[ProgrammeStep] | None = None  # what waits to be done about the city's own money
    untold: Untold | None = None  # accidents that BPJS does not know of
    runs_waiting: int | None = None  # print runs of which nobody has said how they came out


def counters_for(by: Actor) -> Counters:
    if by.role == "opd":
        return Counters(department=department_counters.counters(by=by), cover=home_coverage.counters(by=by))
    if by.role == "donatur":
        own = donor_pages.counters(by=by)
        return Counters(waiting=own.waiting, own_workers=own)
    return Counters(
        enrolled=workers.count_in_scope(by),
        enrolled_today=workers.count_in_scope(by, enrolled_on=today()) if by.role == "petugas" else None,
        protected_today=_protected_today(by),
        batches=access.batches_in_scope(by).count(),
        companies=companies.active_count(by) if by.role in access.SEES_ALL else None,
        incomplete=incomplete_counts.counts(by=by).total if by.role in ("petugas", "mitra") else None,
        to_check=incomplete_counts.to_check_in_city() if by.role == "admin" else None,
        waiting=waiting.count(by=by) if by.role != "auditor" else None,
        ending_soon=lapses.count(by=by, which=SOON) if by.role in MAY_PRINT else None,
        in_arrears=lapses.count(by=by, which=ARREARS) if by.role in MAY_PRINT else None,
        to_say=message_pages.count_of(by=by) if by.role == "petugas" else None,
        cards_to_hand_over=handover_waiting.count(by=by) if by.role in MAY_PRINT else None,
        payments_waiting=payment_pages.count_waiting(by=by) if by.role == "admin" else None,
        bills_without_code=bill_lists.count_without_code(by=by) if by.role == "admin" else None,
        bpjs=bpjs_counters.counters(by=by),
        debit=debit_counters.waiting_steps(by=by),
        debit_asides=len(debit_aside.asides()) if by.role == "admin" else None,
        cover=home_coverage.counters(by=by),
        programme=programme_steps.steps(by=by) if by.role == "admin" else None,
        untold=claim_lists.untold(by=by) if by.role in claim_lookup.MAY_ACT else None,
        runs_waiting=print_log.waiting_for_answer(by) if by.role in MAY_PRINT else None,
    )


def latest_batches(by: Actor) -> list:
    return batch_lists.page_of(by=by)[0][:5]


def _protected_today(by: Actor) -> int:
    """Of the whole city the figure that is kept, as its page says it."""
    if by.role in access.SEES_ALL:
        return coverage_figures.protected_today()
    return ledger.protected_today(access.workers_in_scope(by))
