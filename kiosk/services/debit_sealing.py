"""A run of the debit is sealed: every line is judged once more as it is now, who has dropped out is left out with the
reason, the accounts are frozen, and the bytes for the bank are written once. Nobody is added."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from db.connection import held, writing
from db.kept import KeptQuery
from db.models import DebitItem, DebitLine, DebitRun, Mandate
from kiosk.domain import debits
from kiosk.domain.clock import utc_now
from kiosk.domain.debits import DuePerson, Skip, Verdict
from kiosk.domain.words import N_
from kiosk.services import (
    access,
    bank_layouts,
    debit_building,
    debit_facts,
    debit_runs,
    debit_sealed_files,
    debit_sealing_reasons,
    queue,
)
from kiosk.services.acting import Actor, Refused
from kiosk.services.coverage_changes import changing
from kiosk.services.debit_facts import DebitFacts
from kiosk.services.debit_sealing_reasons import Bonds
from kiosk.services.row_portions import Progress

LINES_AT_ONCE = 100

NOT_BUILT = N_("Debet ini belum selesai disusun. Tunggu sebentar, lalu segel.")
ALREADY = N_("Debet ini sudah disegel atau sudah dibatalkan. Muat ulang halamannya.")

_seal_line = KeptQuery(
    lambda slot: DebitLine.update(
        state=debits.LINE_SEALED,
        amount=slot("amount"),
        people=slot("people"),
        account_sealed=slot("account_sealed"),
        account_name=slot("account_name"),
    ).where(DebitLine.id == slot("id"))
)
_price_item = KeptQuery(
    lambda slot: DebitItem.update(amount=slot("amount")).where(DebitItem.id == slot("id"))
)


@dataclass(frozen=True)
class _Checked:
    """A drafted line with what is left of it: the items that stay, by their price of today."""

    line: DebitLine
    items: dict[int, DuePerson]
    gone: list[DebitItem]
    skips: list[Skip]


def ask(*, run: DebitRun, by: Actor) -> None:
    """Have the worker seal it. Asked already: nothing more. Raises NotAllowed, Refused where it is not built, sealed or
    dropped, asks for nobody, or its day is over."""
    access.require(by.role == "admin")
    with writing():
        now = debit_runs.held_run(run.id)
        if now.state == debits.SEALING:
            return
        if now.state != debits.BUILT:
            raise Refused(NOT_BUILT if now.state == debits.BUILDING else ALREADY)
        if not now.lines:
            raise Refused(debit_sealed_files.NOBODY)
        debit_runs.require_day_to_come(now)
        layout = bank_layouts.ready_to_send().name
        job = queue.ask(debit_runs.SEALING_JOB, by=by, run=run.id, user=by.user_id)
        DebitRun.update(state=debits.SEALING, cursor=0, layout=layout, job_id=job.id).where(
            DebitRun.id == run.id
        ).execute()


def seal(*, run_id: int, by: Actor, progress: Progress) -> None:
    """Safe to call again after a stop, and beside another who does the same. Raises Refused where a line does not fit
    into the bank's layout, or nobody is left."""
    total = DebitLine.select().where(DebitLine.run == run_id).count()
    while (done := _check_some(run_id)) is not None:
        progress(done, total)
    run = DebitRun.get_by_id(run_id)
    if run.state == debits.SEALING:
        debit_sealed_files.write(run, by=by)


def _check_some(run_id: int) -> int | None:
    """How many lines were looked at so far; None when all were."""
    with writing():
        run = debit_runs.held_run(run_id)
        if run.state != debits.SEALING:
            return None
        lines = _next_drafted(run)
        if not lines:
            return None
        list(held(Mandate.select(Mandate.id).where(_mandates_of(lines)).order_by(Mandate.id)).tuples())
        items = _items_of(lines)
        with changing({item.worker_id for found in items.values() for item in found}) as changes:
            facts = debit_facts.facts_of([one.mandate_id for one in lines], month=run.month, run_id=run.id)
            verdicts = debit_building.verdicts_of(facts, run.debit_on)
            bonds = debit_sealing_reasons.bonds_of(lines)
            checked = [_checked(line, items[line.id], verdicts.get(line.mandate_id), bonds) for line in lines]
            debit_building.price(_kept_verdicts(checked), facts, changes)
        _write(run, checked, facts)
        DebitRun.update(cursor=lines[-1].id).where(DebitRun.id == run.id).execute()
        return DebitLine.select().where(DebitLine.run == run, DebitLine.id <= lines[-1].id).count()


def _next_drafted(run: DebitRun) -> list[DebitLine]:
    drafted = DebitLine.select().where(
        DebitLine.run == run, DebitLine.state == debits.DRAFTED, DebitLine.id > run.cursor
    )
    return list(held(drafted.order_by(DebitLine.id).limit(LINES_AT_ONCE)))


def _mandates_of(lines: list[DebitLine]):
    return Mandate.id.in_([one.mandate_id for one in lines])


def _items_of(lines: list[DebitLine]) -> dict[int, list[DebitItem]]:
    found: dict[int, list[DebitItem]] = defaultdict(list)
    rows = DebitItem.select().where(DebitItem.line.in_(lines), DebitItem.let_go_at.is_null())
    for item in rows.order_by(DebitItem.id):
        found[item.line_id].append(item)
    return found


def _checked(line: DebitLine, items: list[DebitItem], verdict: Verdict | None, bonds: Bonds) -> _Checked:
    """Only who was drafted may stay; a reason is kept for each who does not."""
    now = {person.covered_id: person for person in verdict.people} if verdict else {}
    kept = {item.id: now[item.covered_id] for item in items if item.covered_id in now}
    gone = [item for item in items if item.id not in kept]
    return _Checked(line, kept, gone, debit_sealing_reasons.reasons_of(line, gone, verdict, bonds))


def _kept_verdicts(checked: Iterable[_Checked]) -> dict[int, Verdict]:
    return {one.line.mandate_id: Verdict(tuple(one.items.values()), ()) for one in checked}


def _write(run: DebitRun, checked: list[_Checked], facts: DebitFacts) -> None:
    debit_runs.let_items_go([one.line.id for one in checked if not one.items])
    gone = [item.id for one in checked for item in one.gone]
    DebitItem.update(let_go_at=utc_now(), left_out=True).where(
        DebitItem.id.in_(gone), DebitItem.let_go_at.is_null()
    ).execute()
    _price_item.change_all(
        [{"id": item_id, "amount": person.amount} for one in checked for item_id, person in one.items.items()]
    )
    empty = [one.line.id for one in checked if not one.items]
    DebitLine.update(state=debits.LEFT_OUT).where(DebitLine.id.in_(empty)).execute()
    _seal_line.change_all([_frozen(one, facts.rows[one.line.mandate_id]) for one in checked if one.items])
    debit_building.note_skips(run, {one.line.mandate_id: one.skips for one in checked}, at_sealing=True)


def _frozen(one: _Checked, mandate: Mandate) -> dict:
    return {
        "id": one.line.id, "amount": sum(person.amount for person in one.items.values()), "people": len(one.items),
        "account_sealed": mandate.account_sealed, "account_name": mandate.account_name,
    }  # fmt: skip
