"""Months that were paid before there were payments: the migration to one ledger gives each its payment, and leaves
them as they were on its way back."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

import pytest
from playhouse.migrations import Runner

from db.connection import configure, database
from db.schema import FOLDER, migrate
from kiosk.domain.clock import months_from, start_of, today
from kiosk.domain.coverage_spans import spans_of
from kiosk.domain.protection import CoveredMonth
from kiosk.services import invariants_bills, invariants_holds
from kiosk.services.invariant_proofs import prove

BEFORE, ONE_LEDGER = "0013_card_desk", "0014_one_ledger"
AT = datetime(2026, 1, 5, 3)
JANUARY, FEBRUARY = date(2026, 1, 20), date(2026, 2, 20)
CITY, SINAR = 1, 2
OLD = ("id", "worker_id", "month", "funder_id", "funder_kind", "kelurahan_id", "occupation_id", "amount", "billed_on",
       "submitted_on", "paid_on", "effective_on", "hold_until", "released_at", "released_why")  # fmt: skip


@pytest.fixture
def before(empty_database_url):
    """A database as version 0013 left it, with people whose months are paid, unpaid, released and in arrears."""
    standing = database.obj
    real = configure(empty_database_url)
    Runner(real, str(FOLDER)).up(BEFORE)
    with real.atomic():
        fill()
    yield real
    real.close()
    database.initialize(standing)


def put(table: str, **values) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join([database.obj.param] * len(values))
    database.execute_sql(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(values.values()))


def rows(table: str, *columns: str) -> list[dict]:
    names = ", ".join(f'"{name}"' for name in columns)
    found = database.execute_sql(f'SELECT {names} FROM "{table}" ORDER BY 1').fetchall()
    return [{name: read(name, value) for name, value in zip(columns, row, strict=True)} for row in found]


def read(name: str, value):
    """Days as days and truths as truths, on SQLite too."""
    if isinstance(value, str) and (name.endswith("_on") or name in ("month", "first", "last")):
        return date.fromisoformat(value)
    if isinstance(value, str) and name.endswith(("_at", "_until")):
        return datetime.fromisoformat(value)
    return bool(value) if name in ("member", "gets_cut") else value


def fill() -> None:
    put("kecamatan", code="33.74.01", name="Semarang Tengah")
    put("kelurahan", code="33.74.01.1001", kecamatan_id="33.74.01", name="Miroto")
    put("occupation", code="nelayan", name="Nelayan", name_en="Fisher", sector="other")
    put("user", id=1, email="a@payung.test", name="A", role="admin", active=True, demo=True, language="id",
        fs_uniquifier="a", failed_tries=0, created_at=AT)  # fmt: skip
    for number, kind in ((CITY, "apbd"), (SINAR, "csr")):
        put("funder", id=number, name=kind, kind=kind, wadah_type="")
    setting("asn_csr_gets_cut", "yes", date(2026, 3, 2))
    setting("asn_csr_gets_cut", "no", date(2026, 1, 2))
    setting("asn_csr_gets_cut", "undecided", date(2020, 1, 1))
    setting("jht_monthly", "20000", date(2020, 1, 1))
    people()


def setting(key: str, value: str, valid_from: date) -> None:
    put("setting", key=key, value=value, valid_from=valid_from, basis="Surat.", source="")


def people() -> None:
    first = date(2025, 12, 1)
    worker(1, "33.74.01.1001")
    months(1, CITY, months_from(first, 3), paid_on=JANUARY, effective_on=JANUARY)
    months(1, CITY, months_from(date(2026, 3, 1), 2))
    worker(2, None)
    months(2, SINAR, months_from(first, 2), paid_on=JANUARY, effective_on=JANUARY, hold_until=AT)
    # Paid again before the membership ended, and not confirmed yet: still the same member.
    months(2, SINAR, months_from(date(2026, 4, 1), 2), paid_on=FEBRUARY, billed_on=JANUARY)
    months(2, SINAR, [date(2026, 12, 1)], paid_on=FEBRUARY)
    months(2, SINAR, [date(2026, 2, 1)], hold_until=AT)
    worker(3, "33.74.01.1001")
    months(3, SINAR, [first], effective_on=JANUARY)
    months(
        3,
        SINAR,
        [date(2026, 1, 1)],
        paid_on=JANUARY,
        effective_on=JANUARY,
        released_at=AT,
        released_why="merged",
    )
    months(3, SINAR, [date(2026, 2, 1)], released_at=AT)


def worker(number: int, kelurahan: str | None) -> None:
    put("worker", id=number, reg_no=f"SMG-{number}", nik_hash=bytes([number]), nik_sealed=b"x", name="X", sex="L",
        birth_on=date(1980, 1, 1), kelurahan_id=kelurahan, home_regency="", rt="", rw="", address="", workplace="",
        occupation_id="nelayan", still_working=True, birth_place="", dtsen_source="", enrolled_on=JANUARY,
        enrolled_at=AT, enrolled_by_id=1, demo=True)  # fmt: skip
    for funder in (CITY, SINAR):
        put("commitment", id=10 * number + funder, funder_id=funder, worker_id=number, first_month=date(2025, 12, 1),
            created_at=AT)  # fmt: skip


def months(number: int, funder: int, of: list[date], **columns) -> None:
    home = database.execute_sql(f"SELECT kelurahan_id FROM worker WHERE id = {number}").fetchone()[0]
    for month in of:
        put("coverage_month", worker_id=number, month=month, commitment_id=10 * number + funder, funder_id=funder,
            funder_kind={CITY: "apbd", SINAR: "csr"}[funder], kelurahan_id=home, occupation_id="nelayan",
            **{"amount": 8_400, "released_why": "", **columns})  # fmt: skip


def go_forth() -> None:
    assert migrate()[0] == ONE_LEDGER


def test_each_days_money_of_a_funder_is_one_payment_that_its_months_took_whole(before):
    go_forth()
    paid = rows("payment", "id", "funder_id", "received_on", "amount", "allocated", "credited", "state")
    assert Counter((row["funder_id"], row["received_on"], row["amount"]) for row in paid) == {
        (CITY, JANUARY, 25_200): 1, (SINAR, JANUARY, 16_800): 1, (SINAR, FEBRUARY, 25_200): 1,
    }  # fmt: skip
    assert all(row["allocated"] == row["amount"] and row["credited"] == 0 for row in paid)
    assert {row["state"] for row in paid} == {"confirmed"}


def test_every_paid_month_points_to_the_payment_that_holds_its_entry(before):
    go_forth()
    taken = {(row["covered_id"], row["payment_id"], row["amount"]) for row in
             rows("payment_allocation", "id", "covered_id", "payment_id", "amount")}  # fmt: skip
    covered = rows("coverage_month", "id", "payment_id", "amount", "paid_on", "released_at")
    paid = [row for row in covered if row["paid_on"] and not row["released_at"]]
    assert taken == {(row["id"], row["payment_id"], row["amount"]) for row in paid} and len(paid) == 8
    assert all(row["payment_id"] is None for row in covered if row not in paid)


def test_counts_are_what_a_recount_finds(before):
    go_forth()
    live = [row for row in rows("coverage_month", *OLD) if not row["released_at"]]
    again: dict[tuple, Counter] = defaultdict(Counter)
    for row in live:
        key = (row["month"], row["kelurahan_id"] or "", row["funder_kind"], row["occupation_id"])
        again[key].update(planned=1, paid=bool(row["paid_on"]), effective=bool(row["effective_on"]))
    kept = rows(
        "coverage_count", "month", "area", "funder_kind", "occupation_id", "planned", "paid", "effective"
    )
    columns = ("planned", "paid", "effective")
    assert again == {tuple(row.values())[:4]: Counter({name: row[name] for name in columns}) for row in kept}
    assert len(kept) == len(again) == 12


def test_spans_are_those_of_the_months(before):
    go_forth()
    found = defaultdict(list)
    for row in rows("coverage_span", "worker_id", "kind", "first", "last", "member"):
        found[row["worker_id"]].append(tuple(row.values())[1:])
    for number in (1, 2, 3):
        live = [
            CoveredMonth(row["month"], row["effective_on"], row["paid_on"])
            for row in rows("coverage_month", *OLD)
            if row["worker_id"] == number and not row["released_at"]
        ]
        expected = [(span.kind, span.first, span.last, span.member) for span in spans_of(live)]
        assert sorted(found[number]) == sorted(expected), number


def test_what_was_never_paid_is_effective_no_longer_and_what_is_paid_is_held_no_longer(before):
    was = rows("coverage_month", *OLD)
    go_forth()
    for old, new in zip(was, rows("coverage_month", *OLD), strict=True):
        if not old["paid_on"] and not old["released_at"] and old["funder_id"] == SINAR:
            old["hold_until"] = old["hold_until"] or held_for(30)
        if not old["paid_on"] and not old["released_at"]:
            old["effective_on"] = None
        if old["paid_on"]:
            old["hold_until"] = None
        if old["released_at"]:
            old["released_why"] = old["released_why"] or "other"
        assert new == old


def test_the_one_setting_becomes_a_decision_for_either_kind_of_money_the_latest_last(before):
    go_forth()
    made = rows("cut_decision", "id", "funder_kind", "gets_cut", "letter_on")
    for kind in ("csr", "asn"):
        told = [(row["gets_cut"], row["letter_on"]) for row in made if row["funder_kind"] == kind]
        assert told == [(False, date(2026, 1, 2)), (True, date(2026, 3, 2))]
    assert rows("setting", "key") == []


def test_the_months_are_as_they_were_on_the_way_back_and_more_may_follow(before):
    go_forth()
    there = rows("coverage_month", *OLD)
    Runner(before, str(FOLDER)).down(ONE_LEDGER)
    assert rows("coverage_month", *OLD) == there
    months(3, CITY, [date(2027, 1, 1)])
    go_forth()
    assert len(rows("coverage_month", *OLD)) == len(there) + 1


def test_only_the_tariffs_that_hold_are_left_on_the_way_back(before):
    go_forth()
    put_tariff(8_400, withdrawn_at=AT)
    put_tariff(16_800)
    put_tariff(20_000, programmes="JHT")
    Runner(before, str(FOLDER)).down(ONE_LEDGER)
    assert rows("tariff", "amount") == [{"amount": 16_800}]


def held_for(days: int) -> datetime:
    """The last second of that day in Semarang, as the clock of the database has it."""
    return start_of(today() + timedelta(days=days + 1)) - timedelta(seconds=1)


def bill_some() -> None:
    """Two batches billed on one day and the city on another; of each something is unpaid, and something let go."""
    put("company", id=1, code="sinar", name="PT Sinar", npwp="", nib="", npp="", address="", funder_id=SINAR,
        active=True, created_at=AT)  # fmt: skip
    for number in (7, 8):
        put("batch", id=number, no=f"B26-{number}", company_id=1, name="X", first_month=date(2026, 6, 1), months=3,
            state="open", single=False, created_by_id=1, created_at=AT)  # fmt: skip
        worker(number, None)
        database.execute_sql(
            f"UPDATE commitment SET batch_id = {number} WHERE worker_id = {number} AND funder_id = {SINAR}"
        )
        months(number, SINAR, [date(2026, 6, 1)], billed_on=FEBRUARY, paid_on=FEBRUARY)
        months(number, SINAR, [date(2026, 7, 1)], billed_on=FEBRUARY)
        months(number, SINAR, [date(2026, 8, 1)], billed_on=FEBRUARY, released_at=AT, released_why="hold")
        months(number, SINAR, [date(2026, 9, 1)])
    months(7, CITY, [date(2026, 10, 1)], billed_on=JANUARY)


def test_what_was_billed_on_a_day_is_one_bill_of_its_funder_and_batch(before):
    bill_some()
    go_forth()
    made = rows("bill", "id", "funder_id", "batch_id", "issued_on", "amount", "hold_until")
    made.sort(key=lambda row: (row["funder_id"], row["batch_id"] or 0))
    assert [tuple(row.values())[1:] for row in made] == [
        (CITY, None, JANUARY, 8_400, None),
        (SINAR, None, JANUARY, 16_800, None),
        (SINAR, 7, FEBRUARY, 16_800, held_for(14)),
        (SINAR, 8, FEBRUARY, 16_800, held_for(14)),
    ]  # fmt: skip
    proofs = [prove(one) for one in invariants_bills.INVARIANTS]
    assert [proof.named for proof in proofs if proof.broken] == []
    assert sum(row["rate"] * row["people"] for row in rows("bill_line", "id", "rate", "people")) == 58_800


def test_what_nobody_has_paid_holds_its_people_from_today_on(before):
    bill_some()
    for key, days in (("hold_days_planned", "30"), ("hold_days_batch", "14")):
        setting(key, days, date(2020, 1, 1))
    go_forth()
    assert [prove(one).named for one in invariants_holds.INVARIANTS if one.code == "hold_ends"] == [()]
    columns = ("id", "worker_id", "month", "funder_id", "paid_on", "released_at", "hold_until")
    held = {(row["month"].month, row["funder_id"]): row for row in rows("coverage_month", *columns)
            if row["worker_id"] == 7}  # fmt: skip
    assert {key: row["hold_until"] for key, row in held.items()} == {
        (6, SINAR): None, (7, SINAR): held_for(14), (8, SINAR): None, (9, SINAR): held_for(30), (10, CITY): None,
    }  # fmt: skip


def test_a_hold_that_was_set_otherwise_lasts_as_long(before):
    setting("hold_days_planned", "3", date(2026, 1, 1))
    setting("hold_days_planned", "900", date(9999, 1, 1))
    bill_some()
    go_forth()
    assert held_for(3) in [row["hold_until"] for row in rows("coverage_month", "id", "hold_until")]


def test_bills_go_away_on_the_way_back_and_come_again(before):
    bill_some()
    go_forth()
    there = rows("coverage_month", "id", "billed_on", "bill_id")
    Runner(before, str(FOLDER)).down(ONE_LEDGER)
    go_forth()
    assert [row["billed_on"] for row in rows("coverage_month", "id", "billed_on")] == [
        row["billed_on"] for row in there
    ]
    assert len(rows("bill", "id")) == 4


def test_a_month_of_a_whole_city_is_a_sum_that_every_column_of_money_holds(before):
    go_forth()
    month_of_a_city = 760_000 * 16_800
    put_tariff(month_of_a_city)
    before.execute_sql(f"UPDATE worker SET income = {month_of_a_city}")
    put("bill", id=99, no="T1", funder_id=SINAR, wadah_type="", amount=month_of_a_city, issued_on=JANUARY,
        created_at=AT, cancelled_why="", receipt_no="")  # fmt: skip
    put("bill_line", bill_id=99, month=date(2027, 1, 1), rate=month_of_a_city, people=1)
    put("payment", id=99, no="P1", funder_id=SINAR, reference="R", received_on=JANUARY, amount=2 * month_of_a_city,
        state="confirmed", told_at=AT, refused_why="", allocated=0, credited=0, why="")  # fmt: skip
    months(3, SINAR, [date(2027, 1, 1)], amount=month_of_a_city, bill_id=99, billed_on=JANUARY)
    covered = before.execute_sql("SELECT id FROM coverage_month WHERE month = '2027-01-01'").fetchone()[0]
    put("payment_allocation", payment_id=99, covered_id=covered, amount=month_of_a_city, why="", at=AT)
    put("credit", payment_id=99, amount=month_of_a_city, why="over", at=AT)
    [paid] = [row for row in rows("payment", "id", "allocated", "credited") if row["id"] == 99]
    assert paid["allocated"] == paid["credited"] == month_of_a_city
    assert [proof.named for proof in map(prove, invariants_bills.INVARIANTS) if proof.broken] == []


def put_tariff(amount: int, *, programmes: str = "JKK+JKM", **columns) -> None:
    put("tariff", valid_from=date(2026, 1, 1), amount=amount, programmes=programmes, basis="PP 50/2025", source="",
        added_at=AT, withdrawn_why="", **columns)  # fmt: skip


def test_a_database_in_which_nothing_was_paid_goes_forth_too(before):
    before.execute_sql("DELETE FROM coverage_month")
    go_forth()
    assert rows("payment", "id") == rows("coverage_count", "id") == []
