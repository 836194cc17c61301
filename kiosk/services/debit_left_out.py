"""After a run has left the house: who is too old for a first payment is their donor's no more, and donors are told whom
the run did not ask for. Done by the worker, portion by portion, and once however often it is begun again.

Order of holding: mandates by id, then people."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from db.connection import held, writing
from db.models import DebitRun, DebitSkip, Mandate, Pledge
from kiosk.domain import debit_skips, debits
from kiosk.domain.pledges import TOO_OLD
from kiosk.services import audit, debit_facts, debit_notices, pledges, queue, releases
from kiosk.services.acting import SYSTEM, Actor
from kiosk.services.debit_letter_texts import LEFT_OUT
from kiosk.services.row_portions import Progress

JOB = "debit.left_out"
MANDATES_AT_ONCE = 100


def ask(run: DebitRun, *, by: Actor) -> None:
    """In the transaction that sends the run."""
    queue.ask(JOB, by=by, run=run.id)


def settle(*, run_id: int, progress: Progress) -> None:
    run = DebitRun.get_by_id(run_id)
    if run.state != debits.SENT:
        return
    by_donor, done = _mandates_in(run), 0
    total = sum(map(len, by_donor))
    for chunk in _portions(by_donor):
        with writing():
            _end_too_old(run, chunk)
            debit_notices.left_out(run.month, _counts(run, chunk))
        done += len(chunk)
        progress(done, total)


def _mandates_in(run: DebitRun) -> list[list[int]]:
    """Those with a skip that somebody has to hear of, by donor."""
    told = (*LEFT_OUT, debit_skips.TOO_OLD)
    rows = DebitSkip.select(DebitSkip.mandate, Mandate.donor).join(Mandate)
    found: dict[int, list[int]] = defaultdict(list)
    ordered = (
        rows.where(DebitSkip.run == run, DebitSkip.reason.in_(told)).distinct().order_by(DebitSkip.mandate)
    )
    for mandate_id, donor_id in ordered.tuples():
        found[donor_id].append(mandate_id)
    return list(found.values())


def _portions(by_donor: list[list[int]]) -> Iterator[list[int]]:
    """Of about MANDATES_AT_ONCE, in order. A donor, who gets one letter, is in one of them."""
    portion: list[int] = []
    for theirs in by_donor:
        portion += theirs
        if len(portion) >= MANDATES_AT_ONCE:
            yield sorted(portion)
            portion = []
    if portion:
        yield sorted(portion)


def _end_too_old(run: DebitRun, mandate_ids: list[int]) -> None:
    """As they are now: somebody else may have paid a month of theirs since."""
    list(held(Mandate.select(Mandate.id).where(Mandate.id.in_(mandate_ids)).order_by(Mandate.id)).tuples())
    facts = debit_facts.facts_of(_with_too_old(run, mandate_ids), month=run.month, run_id=run.id)
    too_old = [
        one.pledge_id for due in facts.mandates.values() for one in debits.too_old(due, debit_on=run.debit_on)
    ]
    rows = Pledge.select().where(Pledge.id.in_(too_old), Pledge.ended_at.is_null())
    found = list(rows.order_by(Pledge.id))
    if not found:
        return
    pledges.end(found, why=TOO_OLD, release_why=releases.TOO_OLD, by=SYSTEM)
    for mandate_id, people in sorted(Counter(one.mandate_id for one in found).items()):
        audit.record(
            "kuasa.terlalu_tua",
            by=SYSTEM,
            kind="surat_kuasa",
            subject=facts.rows[mandate_id].no,
            orang=people,
        )


def _with_too_old(run: DebitRun, mandate_ids: list[int]) -> list[int]:
    rows = DebitSkip.select(DebitSkip.mandate).where(
        DebitSkip.run == run, DebitSkip.mandate.in_(mandate_ids), DebitSkip.reason == debit_skips.TOO_OLD
    )
    return [mandate_id for (mandate_id,) in rows.distinct().tuples()]


def _counts(run: DebitRun, mandate_ids: Iterable[int]) -> dict[int, Counter]:
    """By donor. Of somebody who is asked for once more at the sealing there are two notes."""
    found: dict[int, Counter] = defaultdict(Counter)
    rows = (
        DebitSkip.select(Mandate.donor, DebitSkip.mandate, DebitSkip.pledge, DebitSkip.reason)
        .join(Mandate)
        .where(
            DebitSkip.run == run,
            DebitSkip.mandate.in_(list(mandate_ids)),
            DebitSkip.reason.in_(list(LEFT_OUT)),
        )
        .distinct()
    )
    for donor_id, _mandate, _pledge, reason in rows.tuples():
        found[donor_id][reason] += 1
    return dict(found)
