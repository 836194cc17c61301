"""What no check of one row can refuse: triggers on the ledger, for both databases. Nothing that was paid is edited or
deleted, a month is paid once and whole, and a payment always knows how much of it is spent. What prices rest on is
added to, never edited."""

from db.connection import on_sqlite
from db.models.base import database

APPEND_ONLY = ("payment_allocation", "credit", "bill_line", "cut_decision", "claim_step", "month_report")
FROZEN = ("month", "kelurahan_id", "occupation_id", "funder_id", "funder_kind")
PAYMENT_FACTS = ("funder_id", "reference", "received_on", "amount", "reverses_id")
TARIFF_SAYS = ("sector", "public_money", "valid_from", "valid_to", "amount", "programmes", "basis")
FIGURE_SAYS = ("key", "for_year", "value", "as_of", "source", "note")
CLAIM_SAYS = (
    "no",
    "happened_on",
    "cover_code",
    "cover_since",
    "cover_until",
    "cover_months",
    "created_at",
    "created_by_id",
)
CLAIM_HOUR = ("happened_at", "hour_known")
CLAIM_ONCE = ("place", "on_the_way")

KEEPS = "a covered month keeps what it was counted as"
BILLED = "the amount of a billed month is frozen"
ONE_FUNDER = "a bill and its months have one funder"
WHOLE = "a month is paid once, whole, by a confirmed payment of its own funder"
TAKEN_BACK = "a reversal takes back the whole entry it names"
FACTS = "what a payment says is not edited"
NOT_DELETED = "a payment is not deleted"
MONTH_STAYS = "a covered month is let go, not deleted"
SAYS = "a tariff is not edited but withdrawn, and another takes its place"
TARIFF_STAYS = "a tariff is withdrawn, not deleted"
FIGURE = "a figure is not edited but withdrawn, and another is added"
FIGURE_STAYS = "a figure is withdrawn, not deleted"
CLAIM = "a claim keeps what was reported; a wrong one is closed, and another is reported"
CLAIM_STAYS = "a claim is closed, not deleted"
PROOF_STAYS = "the proof of a payment is not deleted"


def _changed(names: tuple[str, ...]) -> str:
    return " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in names)


_OTHER_FUNDER = (
    "NEW.bill_id IS NOT NULL AND (SELECT funder_id FROM bill WHERE id = NEW.bill_id) <> NEW.funder_id"
)
_NOT_WHOLE = """NEW.amount > 0 AND (
    (SELECT COALESCE(SUM(amount), 0) FROM payment_allocation WHERE covered_id = NEW.covered_id) <> 0
    OR NOT EXISTS (SELECT 1 FROM payment p JOIN coverage_month m ON m.funder_id = p.funder_id
       WHERE p.id = NEW.payment_id AND m.id = NEW.covered_id AND m.amount = NEW.amount AND p.state = 'confirmed'))"""
_NOT_TAKEN_BACK = """NEW.amount < 0 AND NOT EXISTS (SELECT 1 FROM payment_allocation a WHERE a.id = NEW.reverses_id
    AND a.payment_id = NEW.payment_id AND a.covered_id = NEW.covered_id AND a.amount = -NEW.amount)"""
# What nobody knew when a claim was reported is filled in once: the hour, the place, what the person was doing.
_HOUR_FILLED = "NOT OLD.hour_known AND NEW.hour_known AND NEW.happened_at >= OLD.happened_at"
_HOUR_STAYS = f"({_changed(CLAIM_HOUR)}) AND NOT ({_HOUR_FILLED})"
_FILLED_STAYS = " OR ".join(
    f"(OLD.{name} <> '' AND NEW.{name} IS DISTINCT FROM OLD.{name})" for name in CLAIM_ONCE
)
# What happened is written down once, and wiped once the claim is over.
_TOLD_CHANGED = "NEW.told_sealed IS DISTINCT FROM OLD.told_sealed"
_TOLD_FILLED = "OLD.told_sealed IS NULL AND OLD.told_deleted_on IS NULL"
_TOLD_WIPED = "NEW.told_sealed IS NULL AND OLD.state IN ('paid', 'settled', 'refused', 'closed_wrong')"
_TOLD_STAYS = f"{_TOLD_CHANGED} AND NOT ({_TOLD_FILLED}) AND NOT ({_TOLD_WIPED})"

# table, name, when, condition, sentence
RULES = (
    ("coverage_month", "keeps", f"UPDATE OF {', '.join(FROZEN)}", _changed(FROZEN), KEEPS),
    (
        "coverage_month",
        "billed",
        "UPDATE OF amount",
        "OLD.bill_id IS NOT NULL AND NEW.amount <> OLD.amount",
        BILLED,
    ),
    ("coverage_month", "bill_funder", "UPDATE OF bill_id", _OTHER_FUNDER, ONE_FUNDER),
    ("coverage_month", "new_bill_funder", "INSERT", _OTHER_FUNDER, ONE_FUNDER),
    ("payment_allocation", "whole", "INSERT", _NOT_WHOLE, WHOLE),
    ("payment_allocation", "taken_back", "INSERT", _NOT_TAKEN_BACK, TAKEN_BACK),
    ("payment", "facts", f"UPDATE OF {', '.join(PAYMENT_FACTS)}", None, FACTS),
    ("payment", "stays", "DELETE", None, NOT_DELETED),
    ("coverage_month", "stays", "DELETE", None, MONTH_STAYS),
    ("tariff", "says", f"UPDATE OF {', '.join(TARIFF_SAYS)}", _changed(TARIFF_SAYS), SAYS),
    ("tariff", "stays", "DELETE", None, TARIFF_STAYS),
    ("figure", "says", f"UPDATE OF {', '.join(FIGURE_SAYS)}", _changed(FIGURE_SAYS), FIGURE),
    ("figure", "stays", "DELETE", None, FIGURE_STAYS),
    ("claim", "says", f"UPDATE OF {', '.join(CLAIM_SAYS)}", _changed(CLAIM_SAYS), CLAIM),
    ("claim", "hour", f"UPDATE OF {', '.join(CLAIM_HOUR)}", _HOUR_STAYS, CLAIM),
    ("claim", "filled", f"UPDATE OF {', '.join(CLAIM_ONCE)}", _FILLED_STAYS, CLAIM),
    ("claim", "told", "UPDATE OF told_sealed", _TOLD_STAYS, CLAIM),
    ("claim", "stays", "DELETE", None, CLAIM_STAYS),
    ("attachment", "proof_stays", "DELETE", "OLD.owner_kind = 'pembayaran'", PROOF_STAYS),
    *((table, "no_update", "UPDATE", None, f"{table} is append-only") for table in APPEND_ONLY),
    *((table, "no_delete", "DELETE", None, f"{table} is append-only") for table in APPEND_ONLY),
)
COUNTED = (("payment_allocation", "allocated"), ("credit", "credited"))


def guard_ledger() -> None:
    for statement in sqlite_statements() if on_sqlite() else postgres_statements():
        database.execute_sql(statement)


def sqlite_statements() -> list[str]:
    guards = [
        f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} "
        + (f"WHEN {condition} " if condition else "")
        + f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        for table, name, event, condition, sentence in RULES
    ]
    counters = [
        f"CREATE TRIGGER {table}_counted AFTER INSERT ON {table} BEGIN "
        f"UPDATE payment SET {column} = {column} + NEW.amount WHERE id = NEW.payment_id; END"
        for table, column in COUNTED
    ]
    return guards + counters


def postgres_statements() -> list[str]:
    """A condition with a subquery may not stand in WHEN there, so each rule is a function."""
    statements = []
    for table, name, event, condition, sentence in RULES:
        raised = f"RAISE EXCEPTION '{sentence}';"
        kept = "OLD" if event == "DELETE" else "NEW"  # of a deleted row there is no new one
        body = f"IF {condition} THEN {raised} END IF; RETURN {kept};" if condition else raised
        statements += [
            f"CREATE FUNCTION {table}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
            f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW "
            f"EXECUTE FUNCTION {table}_{name}()",
        ]
    for (
        table,
        column,
    ) in COUNTED:  # once per statement: a payment's row is not written anew for each of its months
        statements += [
            f"CREATE FUNCTION {table}_counted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"UPDATE payment SET {column} = {column} + added.total FROM (SELECT payment_id, SUM(amount) AS total "
            "FROM added_rows GROUP BY payment_id) AS added WHERE payment.id = added.payment_id; RETURN NULL; END $$",
            f"CREATE TRIGGER {table}_counted AFTER INSERT ON {table} REFERENCING NEW TABLE AS added_rows "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_counted()",
        ]
    return statements


def unguard_ledger() -> None:
    """For tests that empty the store."""
    for table, name, *_rest in (*RULES, *((table, "counted") for table, _column in COUNTED)):
        database.execute_sql(
            f"DROP TRIGGER IF EXISTS {table}_{name}" + ("" if on_sqlite() else f" ON {table}")
        )
        if not on_sqlite():
            database.execute_sql(f"DROP FUNCTION IF EXISTS {table}_{name}()")
