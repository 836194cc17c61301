"""Each invariant is broken once on purpose, with the database's own guards taken away, and named. What was broken is
rolled back, guards and all."""

from collections.abc import Callable

import pytest

from db import guards_kept
from db.connection import database, on_sqlite, writing
from db.models import Bill, CoverageSpan
from db.models.ledger_guards import unguard_ledger
from kiosk.services import invariants, invariants_counts
from kiosk.services.invariant_proofs import MOST_NAMED, Invariant, prove
from tests.services.billing import bill_that_saw_much
from tests.services.ledger_breakers import BROKEN, without_guards

DISK = "durable"  # the tests' PostgreSQL is faster than safe, and says so


@pytest.fixture
def bill(people, admin) -> Bill:
    return bill_that_saw_much(people, admin)


def faults() -> dict[str, tuple[str, ...]]:
    return {
        proof.invariant.code: proof.named for proof in invariants.faults() if proof.invariant.code != DISK
    }


def test_whatever_breaks_an_invariant_is_named(bill):
    assert faults() == {}
    ways = [(code, break_it) for code, found in BROKEN.items() for break_it in found]
    assert [break_it.__name__ for code, break_it in ways if not _named(bill, code, break_it)] == []
    assert faults() == {}


def _named(bill: Bill, code: str, break_it: Callable[[Bill], str]) -> bool:
    with without_guards():
        name = break_it(bill)
        return any(name in one for one in faults().get(code, ()))


def test_every_invariant_is_broken_once(bill):
    seen = {invariant.code for invariant in invariants.INVARIANTS if invariant.broken}
    assert seen == {*BROKEN, "guards", "trail", DISK}


def test_guards_that_are_gone_are_named(bill):
    with without_guards():
        gone = faults()["guards"]
    assert {"trigger payment_facts", "index coveragemonth_one_funder"} <= set(gone)
    assert {"trigger tariff_says", "trigger cut_decision_no_delete"} <= set(gone)
    if not on_sqlite():
        assert "check payment_sign" in gone


def test_a_trigger_that_says_something_else_is_no_guard(store):
    with writing() as transaction:
        unguard_ledger()
        for statement in _harmless():
            database.execute_sql(statement)
        missing = guards_kept.missing()
        transaction.rollback()
    assert "trigger payment_facts" in missing or "function payment_facts" in missing


def _harmless() -> list[str]:
    if on_sqlite():
        return ["CREATE TRIGGER payment_facts BEFORE UPDATE OF amount ON payment BEGIN SELECT 1; END"]
    made = "CREATE FUNCTION payment_facts() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
    return [
        made,
        "CREATE TRIGGER payment_facts BEFORE UPDATE ON payment FOR EACH ROW EXECUTE FUNCTION payment_facts()",
    ]


def test_an_audit_trail_that_may_be_edited_is_told(store):
    name = "audit_event_no_update" if on_sqlite() else "audit_event_guard"
    with writing() as transaction:
        database.execute_sql(f"DROP TRIGGER {name}" + ("" if on_sqlite() else " ON audit_event"))
        found = faults()
        transaction.rollback()
    assert found == {"trail": (f"trigger {name}",)}


def test_a_database_that_answers_before_it_writes_is_told(store, on_postgres):
    """The tests' PostgreSQL does so; SQLite is told to."""
    if not on_postgres:
        database.execute_sql("PRAGMA synchronous = normal")
    try:
        [proof] = [proof for proof in invariants.faults() if proof.invariant.code == DISK]
    finally:
        if not on_postgres:
            database.execute_sql("PRAGMA synchronous = full")
    assert proof.named[0] == ("fsync = off" if on_postgres else "synchronous = 1")


def test_many_faults_are_counted_and_the_first_are_named():
    many = Invariant("1", "many", "Semua benar.", "baris", lambda: 500, lambda: map(str, range(300)))
    proof = prove(many)
    assert (proof.looked_at, proof.broken, len(proof.named)) == (500, 300, MOST_NAMED)
    lines = proof.lines()
    assert lines[0] == "SALAH  [1] Semua benar. (500 baris diperiksa)"
    assert (lines[1], lines[-1]) == ("       300 tidak sesuai:", f"       - dan {300 - MOST_NAMED} lainnya")


def test_what_has_no_table_yet_says_so():
    later = Invariant("9", "later", "Belum ada yang dapat dibuktikan.")
    assert prove(later).lines() == ["–      [9] Belum ada yang dapat dibuktikan."]


def test_people_who_change_while_their_spans_are_looked_at_are_looked_at_again(bill, monkeypatch):
    """Somebody writes between the two queries: the second look, with the people held, finds all in order."""
    first_look, looks = invariants_counts._kept, []

    def kept(ids: list[int]):
        looks.append(ids)
        return {} if len(looks) == 1 else first_look(ids)

    monkeypatch.setattr(invariants_counts, "_kept", kept)
    assert faults() == {}
    assert len(looks) == 2


def test_everybody_is_looked_at_portion_by_portion(people, bill, monkeypatch):
    monkeypatch.setattr(invariants_counts, "PEOPLE_AT_ONCE", 2)
    with without_guards():
        CoverageSpan.delete().execute()
        assert len(faults()["spans"]) == 3
