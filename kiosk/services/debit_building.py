"""A run of the debit is built: each mandate is judged, those that are due become a line with an item for each worker,
the others are listed with the reason. Portion by portion, each a transaction of its own; whoever goes on after a stop
begins behind the last mandate looked at."""

from collections.abc import Iterable, Mapping
from datetime import date

from db.connection import writing
from db.kept import KeptInsert
from db.models import Commitment, CoverageMonth, DebitItem, DebitLine, DebitRun, DebitSkip, Mandate, Pledge
from kiosk.domain import debits, mandates
from kiosk.domain.clock import add_months
from kiosk.domain.debits import Skip, Verdict, judge, key_of
from kiosk.services import debit_facts, debit_runs, pledge_months, settings
from kiosk.services.coverage_changes import Changes, changing
from kiosk.services.debit_facts import DebitFacts
from kiosk.services.portions import in_chunks
from kiosk.services.row_portions import Progress

MANDATES_AT_ONCE = 100

_lines, _items, _skips = KeptInsert(DebitLine), KeptInsert(DebitItem), KeptInsert(DebitSkip)


def build(*, run_id: int, progress: Progress) -> None:
    """Safe to call again after a stop, and beside another who does the same."""
    run = DebitRun.get_by_id(run_id)
    if run.state != debits.BUILDING:
        return
    pledge_months.plan_ahead()
    ids = _candidates(run)
    progress(0, len(ids))
    done = 0
    for chunk in in_chunks(ids, MANDATES_AT_ONCE):
        _add(run_id, chunk)
        done += len(chunk)
        progress(done, len(ids))
    _finish(run_id)


def _candidates(run: DebitRun) -> list[int]:
    """Mandates that may be asked for the month, or were until lately. After the first run of a month only those with
    something to pay: what stood in the others' way was said then."""
    known = Mandate.select(Mandate.id).where(
        Mandate.state.in_((mandates.SIGNED, mandates.VERIFIED)),
        Mandate.first_month <= run.month,
        Mandate.revoked_on.is_null() | (Mandate.revoked_on > add_months(run.month, -1)),
        Mandate.id > run.cursor,
    )
    if _was_sent_before(run):
        known = known.where(Mandate.id.in_(_with_something_due(run.month)))
    return [mandate_id for (mandate_id,) in known.order_by(Mandate.id).tuples()]


def _was_sent_before(run: DebitRun) -> bool:
    return DebitRun.select().where(DebitRun.month == run.month, DebitRun.state == debits.SENT).exists()


def _with_something_due(month: date):
    return (
        Pledge.select(Pledge.mandate)
        .join(Commitment)
        .join(CoverageMonth, on=(CoverageMonth.commitment == Commitment.id))
        .where(
            Pledge.mandate.is_null(False),
            CoverageMonth.month == month,
            CoverageMonth.released_at.is_null(),
            CoverageMonth.paid_on.is_null(),
            CoverageMonth.bill.is_null(),
        )
    )


def _add(run_id: int, mandate_ids: list[int]) -> None:
    with writing():
        run = debit_runs.held_run(run_id)
        if run.state != debits.BUILDING or run.cursor >= mandate_ids[-1]:
            return
        facts = debit_facts.facts_of([one for one in mandate_ids if one > run.cursor], month=run.month)
        verdicts = verdicts_of(facts, run.debit_on)
        with changing(_whose_price_changed(verdicts, facts)) as changes:
            price(verdicts, facts, changes)
        asked = {one: verdict for one, verdict in verdicts.items() if verdict.people}
        _draft(run, asked, facts)
        note_skips(run, {one: verdict.skips for one, verdict in verdicts.items()})
        DebitRun.update(
            cursor=mandate_ids[-1],
            lines=DebitRun.lines + len(asked),
            people=DebitRun.people + sum(len(verdict.people) for verdict in asked.values()),
            amount=DebitRun.amount + sum(verdict.amount for verdict in asked.values()),
        ).where(DebitRun.id == run.id).execute()


def verdicts_of(facts: DebitFacts, debit_on: date) -> dict[int, Verdict]:
    """By mandate id, in their order."""
    most = settings.whole("debit_attempts")
    return {
        one: judge(facts.mandates[one], debit_on=debit_on, most_attempts=most)
        for one in sorted(facts.mandates)
    }


def _whose_price_changed(verdicts: Mapping[int, Verdict], facts: DebitFacts) -> set[int]:
    return {
        person.worker_id
        for verdict in verdicts.values()
        for person in verdict.people
        if person.amount != facts.planned[person.covered_id]
    }


def price(verdicts: Mapping[int, Verdict], facts: DebitFacts, changes: Changes) -> None:
    """In the caller's transaction, which holds these people: what was planned at another price costs what is asked."""
    by_amount: dict[int, list[int]] = {}
    for verdict in verdicts.values():
        for person in verdict.people:
            if person.amount != facts.planned[person.covered_id]:
                by_amount.setdefault(person.amount, []).append(person.covered_id)
    for amount, ids in sorted(by_amount.items()):
        changes.price(ids, amount=amount)


def _draft(run: DebitRun, asked: Mapping[int, Verdict], facts: DebitFacts) -> None:
    _lines.add_all([_line(run, one, verdict, facts) for one, verdict in asked.items()])
    rows = DebitLine.select(DebitLine.mandate, DebitLine.id).where(
        DebitLine.run == run, DebitLine.mandate.in_(list(asked))
    )
    line_of = dict(rows.tuples())
    _items.add_all(
        [
            {
                "line": line_of[one], "worker": person.worker_id, "month": run.month,
                "covered": person.covered_id, "amount": person.amount,
            }
            for one, verdict in asked.items()
            for person in verdict.people
        ]
    )  # fmt: skip


def _line(run: DebitRun, mandate_id: int, verdict: Verdict, facts: DebitFacts) -> dict:
    attempt = facts.mandates[mandate_id].last_attempt + 1
    return {
        "run": run.id, "mandate": mandate_id, "month": run.month, "attempt": attempt,
        "key": key_of(facts.rows[mandate_id].no, run.month, attempt, run.number),
        "amount": verdict.amount, "people": len(verdict.people),
    }  # fmt: skip


def note_skips(run: DebitRun, skips: Mapping[int, Iterable[Skip]], *, at_sealing: bool = False) -> None:
    """In the caller's transaction: by mandate id."""
    _skips.add_all(
        [
            {
                "run": run.id, "mandate": mandate_id, "pledge": skip.pledge_id, "reason": skip.reason,
                "amount": skip.amount, "at_sealing": at_sealing,
            }
            for mandate_id, found in sorted(skips.items())
            for skip in found
        ]
    )  # fmt: skip


def _finish(run_id: int) -> None:
    with writing():
        DebitRun.update(state=debits.BUILT, cursor=0).where(
            DebitRun.id == run_id, DebitRun.state == debits.BUILDING
        ).execute()
