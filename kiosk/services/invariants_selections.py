"""Of selections: what one says it has taken on are its rows, and each of these has a promise of its programme."""

from collections.abc import Iterable

from peewee import Case, Value, fn

from db.models import Commitment, Selection, SelectionRow, Worker
from kiosk.domain.selections import DONE, TAKEN
from kiosk.services.invariant_proofs import Invariant


def _selections() -> int:
    return Selection.select().count()


def _taken() -> int:
    return SelectionRow.select().where(SelectionRow.state == TAKEN).count()


def _unlike_their_rows() -> Iterable[str]:
    """One query, and so one moment."""
    taken = Case(None, [(SelectionRow.state == TAKEN, 1)], 0)
    amount = Case(None, [(SelectionRow.state == TAKEN, SelectionRow.amount)], 0)
    taken, amount = fn.COALESCE(fn.SUM(taken), 0), fn.COALESCE(fn.SUM(amount), 0)
    rows = (
        Selection.select(Selection.no)
        .left_outer_join(SelectionRow)
        .group_by(Selection.id, Selection.no, Selection.state, Selection.taken, Selection.amount)
        .having((taken != Selection.taken) | ((Selection.state == DONE) & (amount != Selection.amount)))
    )
    return (no for (no,) in rows.tuples())


def _without_a_promise() -> Iterable[str]:
    """Promises are ended, never deleted; those of a number that was merged away went over to the right one."""
    promise = Commitment.select(Value(1)).where(
        Commitment.programme == Selection.programme,
        (Commitment.worker == Worker.id) | (Commitment.worker == Worker.merged_into),
    )
    rows = (
        SelectionRow.select(Selection.no, Worker.reg_no)
        .join(Selection)
        .switch(SelectionRow)
        .join(Worker)
        .where(SelectionRow.state == TAKEN, ~fn.EXISTS(promise))
    )
    return (f"{no} · {reg_no}" for no, reg_no in rows.tuples())


INVARIANTS = (
    Invariant(
        "9", "selection_sums", "Orang dan rupiah setiap seleksi sama dengan barisnya.",
        "seleksi", _selections, _unlike_their_rows,
    ),
    Invariant(
        "9", "selection_promises", "Setiap orang yang ditanggung lewat seleksi mempunyai janji dari programnya.",
        "orang", _taken, _without_a_promise,
    ),
)  # fmt: skip
