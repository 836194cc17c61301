"""What must be true of the ledger whatever happens (DESIGN 2), proven on the rows as they lie in the store.

The database refuses most of it beforehand; this looks whether it did. Each invariant is one query that groups in the
database, so that memory does not grow with the rows; only spans are looked at portion by portion."""

from collections.abc import Iterable, Iterator

from kiosk.services import (
    invariants_bills,
    invariants_claims,
    invariants_counts,
    invariants_debits,
    invariants_holds,
    invariants_memberships,
    invariants_money,
    invariants_months,
    invariants_payments,
    invariants_people,
    invariants_pledges,
    invariants_programmes,
    invariants_reports,
    invariants_selections,
    invariants_store,
    invariants_submissions,
)
from kiosk.services.invariant_proofs import Invariant, Proof
from kiosk.services.invariant_proofs import prove as _look

INVARIANTS: tuple[Invariant, ...] = tuple(
    sorted(
        (
            *invariants_months.INVARIANTS,
            *invariants_holds.INVARIANTS,
            *invariants_people.INVARIANTS,
            *invariants_pledges.INVARIANTS,
            *invariants_debits.INVARIANTS,
            *invariants_money.INVARIANTS,
            *invariants_payments.INVARIANTS,
            *invariants_bills.INVARIANTS,
            *invariants_submissions.INVARIANTS,
            *invariants_memberships.INVARIANTS,
            *invariants_counts.INVARIANTS,
            *invariants_programmes.INVARIANTS,
            *invariants_reports.INVARIANTS,
            *invariants_selections.INVARIANTS,
            *invariants_claims.INVARIANTS,
            *invariants_store.INVARIANTS,
        ),
        key=lambda invariant: (invariant.about != invariants_store.ALL, invariant.about),  # the guards first
    )
)


def prove(invariants: Iterable[Invariant] = INVARIANTS) -> Iterator[Proof]:
    """One proof after the other, as soon as it is made."""
    return map(_look, invariants)


def faults(invariants: Iterable[Invariant] = INVARIANTS) -> list[Proof]:
    """The invariants that do not hold."""
    return [proof for proof in prove(invariants) if proof.broken]
