"""The tariff table: added to, replaced, withdrawn, and what of it prices a month."""

from datetime import date

import pytest
import time_machine

from db.models import AuditEvent, Bill, CoverageMonth, Tariff
from kiosk.domain.clock import months_from
from kiosk.services import bills, cut_decisions, tariff_checks, tariff_table, tariffs
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.once import KeyInUse
from kiosk.services.rates import TariffMissing, rates_now
from kiosk.services.tariffs import NewTariff
from tests.ledger_rows import complete, planned_months, somebody, undecided
from tests.services.at_once import acting, all_at_once, key
from tests.services.crowd import crowd, worker

JUNE, OCTOBER, DECEMBER, JANUARY = (
    date(2026, 6, 1), date(2026, 10, 1), date(2026, 12, 1), date(2027, 1, 1),
)  # fmt: skip


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        yield


def wish(first: date, last: date | None = None, **other) -> NewTariff:
    usual = {
        "programmes": "JKK+JKM",
        "sector": None,
        "public_money": None,
        "amount": 20_000,
        "basis": "PP 9/2027",
    }
    return NewTariff(**{**usual, **other}, valid_from=first, valid_to=last)


def row_of(**named) -> Tariff:
    found = [
        getattr(Tariff, name).is_null() if value is None else getattr(Tariff, name) == value
        for name, value in named.items()
    ]
    return Tariff.get(Tariff.withdrawn_at.is_null(), *found)


def base() -> Tariff:
    return row_of(programmes="JKK+JKM", sector=None, public_money=None)


def cut_for_others() -> Tariff:
    return row_of(sector="other", public_money=False)


def amounts(sector: str, funder_kind: str, first: date, count: int, plan: str = "jkk_jkm") -> list[int]:
    rates = rates_now()
    return [
        rates.amount(month=month, sector=sector, funder_kind=funder_kind, plan=plan)
        for month in months_from(first, count)
    ]


def replaced(
    old: Tariff, new: NewTariff, by, *, keep_rest: bool = True, why: str = "peraturan baru"
) -> Tariff:
    number = tariffs.replace(
        tariff_id=old.id, wish=new, keep_rest=keep_rest, why=why, client_key=key(), by=by
    )
    return Tariff.get_by_id(number)


def test_added_tariff_prices_its_months_and_says_who_added_it(admin, people):
    cheaper = wish(JANUARY, date(2027, 3, 1), sector="other", public_money=False, amount=4_200)
    number = tariffs.add(wish=cheaper, client_key=key(), by=admin)
    assert amounts("other", "csr", DECEMBER, 5) == [8400, 4200, 4200, 4200, 16800]
    assert amounts("other", "apbd", DECEMBER, 2) == [16800, 16800]
    row = Tariff.get_by_id(number)
    assert (row.added_by, row.amount, row.basis) == (people["admin"], 4_200, "PP 9/2027")
    line = AuditEvent.get(AuditEvent.action == "iuran.tarif_ditambah")
    assert (line.subject, line.detail["mulai"], line.detail["iuran"]) == (str(number), "2027-01", "Rp4.200")


def test_same_form_twice_is_one_tariff_and_another_under_its_key_is_refused(admin):
    later = wish(JANUARY, None, sector="other", public_money=False)
    once = key()
    numbers = {tariffs.add(wish=later, client_key=once, by=admin) for _ in range(2)}
    assert len(numbers) == 1 and Tariff.select().where(Tariff.added_by.is_null(False)).count() == 1
    with pytest.raises(KeyInUse):
        tariffs.add(wish=wish(JUNE), client_key=once, by=admin)


@pytest.mark.parametrize(
    ("new", "fault", "words"),
    [
        (
            wish(JANUARY),
            tariff_checks.WrongPeriod,
            "Rp16.800 yang berlaku untuk hal yang sama mulai Januari 2020",
        ),
        (
            wish(DECEMBER, None, sector="other", public_money=False),
            tariff_checks.WrongPeriod,
            "Rp8.400 yang berlaku untuk hal yang sama April 2026–Desember 2026",
        ),
        (wish(DECEMBER, JUNE, sector="other"), tariff_checks.WrongPeriod, "lebih awal"),
        (wish(date(1998, 1, 1), None, sector="other"), tariff_checks.WrongPeriod, "Periksa tahunnya"),
        (wish(JUNE, None, sector="other", amount=0), tariff_checks.WrongAmount, "antara Rp1"),
        (wish(JUNE, None, sector="other", amount=10_000_001), tariff_checks.WrongAmount, "antara Rp1"),
        (wish(JUNE, None, sector="other", basis=" "), tariff_checks.NoBasis, "dasar hukumnya"),
        (
            wish(JANUARY, programmes="JHT", sector="other"),
            tariff_checks.WrongPeriod,
            "Rp20.000",
        ),  # JHT names none
    ],
)
def test_wrong_tariff_is_refused_with_a_sentence_and_nothing_is_kept(admin, new, fault, words):
    with pytest.raises(fault, match=words):
        tariffs.add(wish=new, client_key=key(), by=admin)
    assert not Tariff.select().where(Tariff.added_by.is_null(False)).exists()
    assert not AuditEvent.select().where(AuditEvent.subject_kind == "tarif").exists()


def test_replacement_holds_from_its_month_and_the_old_one_before_it(admin, people):
    old = base()
    new = replaced(old, wish(date(2028, 1, 1)), admin)
    full = {"sector": "transport", "funder_kind": "csr", "count": 3}
    assert amounts(first=date(2027, 11, 1), **full) == [16800, 16800, 20000]
    assert amounts("other", "mandiri", date(2025, 1, 1), 1) == [16800]
    gone = Tariff.get_by_id(old.id)
    assert (gone.withdrawn_by, gone.withdrawn_why, gone.amount) == (people["admin"], "peraturan baru", 16_800)
    line = AuditEvent.get(AuditEvent.action == "iuran.tarif_diganti")
    assert (line.subject, line.detail["lama"], line.detail["alasan"]) == (
        str(new.id),
        str(old.id),
        "peraturan baru",
    )


def test_replacement_in_the_middle_leaves_the_old_one_on_both_sides(admin):
    replaced(base(), wish(date(2028, 1, 1), date(2028, 2, 1), amount=12_000), admin)
    assert amounts("other", "csr", date(2027, 12, 1), 4) == [16800, 12000, 12000, 16800]


def test_window_is_shortened_by_a_replacement_without_its_rest(admin):
    shorter = wish(date(2026, 4, 1), OCTOBER, amount=8_400, sector="other", public_money=False)
    replaced(cut_for_others(), shorter, admin, keep_rest=False)
    assert amounts("other", "csr", date(2026, 9, 1), 3) == [8400, 8400, 16800]


def test_replacement_is_refused_where_it_changes_nothing_misses_the_old_or_opens_a_gap(admin):
    old = cut_for_others()
    same = {"sector": "other", "public_money": False}
    with pytest.raises(tariff_checks.WrongPeriod, match="Belum ada yang berubah"):
        replaced(old, wish(old.valid_from, old.valid_to, amount=8_400, basis=old.basis, **same), admin)
    with pytest.raises(tariff_checks.WrongPeriod, match="tidak bertemu"):
        replaced(old, wish(JANUARY, **same), admin)
    with pytest.raises(tariff_checks.NoReason):
        replaced(old, wish(JUNE, **same), admin, why=" ")
    with pytest.raises(
        tariff_checks.WrongPeriod, match="mulai Januari 2028 ada pekerja yang tidak punya tarif"
    ):
        replaced(base(), wish(date(2020, 1, 1), date(2027, 12, 1)), admin, keep_rest=False)
    assert Tariff.select().where(Tariff.withdrawn_at.is_null(False)).count() == 0


def test_withdrawn_tariff_no_longer_prices_and_is_not_withdrawn_twice(admin, people):
    old = cut_for_others()
    tariffs.withdraw(tariff_id=old.id, why="salah ketik", client_key=key(), by=admin)
    assert amounts("other", "csr", OCTOBER, 2) == [16800, 16800]
    assert Tariff.get_by_id(old.id).withdrawn_why == "salah ketik"
    with pytest.raises(Refused, match="sudah dicabut"):
        tariffs.withdraw(tariff_id=old.id, why="lagi", client_key=key(), by=admin)
    with pytest.raises(Refused, match="sudah dicabut"):
        replaced(old, wish(JUNE), admin)


def test_tariff_without_which_somebody_had_none_is_not_withdrawn(admin):
    with pytest.raises(tariff_checks.WrongPeriod, match="tidak punya tarif"):
        tariffs.withdraw(tariff_id=base().id, why="salah", client_key=key(), by=admin)
    savings = row_of(programmes="JHT")
    with pytest.raises(tariff_checks.WrongPeriod, match="tidak punya tarif"):
        tariffs.withdraw(tariff_id=savings.id, why="salah", client_key=key(), by=admin)


def test_nobody_but_the_admin_changes_a_tariff_or_decides(people):
    letter = {"gets_cut": True, "letter_no": "B/1", "letter_on": JUNE, "note": ""}
    for name in ("petugas", "mitra", "auditor", "opd", "donatur"):
        by = acting(people[name])
        with pytest.raises(NotAllowed):
            tariffs.add(wish=wish(JUNE, None, sector="other"), client_key=key(), by=by)
        with pytest.raises(NotAllowed):
            replaced(base(), wish(JUNE), by)
        with pytest.raises(NotAllowed):
            tariffs.withdraw(tariff_id=base().id, why="x", client_key=key(), by=by)
        with pytest.raises(NotAllowed):
            cut_decisions.decide(kind="csr", client_key=key(), by=by, **letter)
    assert len(tariff_table.table(by=acting(people["auditor"])).in_force) == 5
    with pytest.raises(NotAllowed):
        tariff_table.table(by=acting(people["mitra"]))


def test_two_admins_adding_the_same_months_at_once_leave_one_tariff(admin):
    later = wish(JANUARY, None, sector="other", public_money=False)
    answers = all_at_once(lambda: tariffs.add(wish=later, client_key=key(), by=admin) for _number in range(4))
    assert sorted(type(answer).__name__ for answer in answers) == ["Found", "Found", "Found", "int"]
    assert Tariff.select().where(Tariff.added_by.is_null(False)).count() == 1


def test_table_tells_what_holds_what_comes_what_is_over_and_what_was_withdrawn(admin):
    tariffs.withdraw(tariff_id=cut_for_others().id, why="salah", client_key=key(), by=admin)
    replaced(
        row_of(sector="transport"),
        wish(OCTOBER, date(2027, 3, 1), sector="transport", public_money=False, amount=8_000),
        admin,
    )
    tariffs.add(wish=wish(JANUARY, sector="other", public_money=False), client_key=key(), by=admin)
    found = tariff_table.table(by=admin)
    assert sorted(row.amount for row in found.in_force) == [8_000, 16_800, 16_800, 20_000]
    assert [row.amount for row in found.coming] == [20_000]
    assert [(row.amount, row.valid_to) for row in found.past] == [(8_400, date(2026, 9, 1))]
    assert [row.sector for row in found.withdrawn] == ["transport", "other"]


def decide(by, kind: str, gets_cut: bool, **other) -> None:
    letter = {"letter_no": "B/12/2026", "letter_on": date(2026, 11, 20), "note": ""}
    cut_decisions.decide(kind=kind, gets_cut=gets_cut, client_key=key(), by=by, **{**letter, **other})


def test_decision_holds_for_its_kind_until_the_next_and_all_stay(admin, people):
    undecided()
    assert rates_now().gets_cut("csr") is None
    decide(admin, "csr", False)
    assert (rates_now().gets_cut("csr"), rates_now().gets_cut("asn")) == (False, None)
    decide(admin, "csr", True, letter_no="B/13/2026", note="surat ralat")
    assert rates_now().gets_cut("csr") is True
    later, earlier = cut_decisions.decisions()["csr"]
    assert (later.letter_no, later.note, later.by, earlier.gets_cut) == (
        "B/13/2026",
        "surat ralat",
        people["admin"],
        False,
    )
    line = (
        AuditEvent.select()
        .where(AuditEvent.action == "iuran.potongan_diputuskan")
        .order_by(AuditEvent.id.desc())[0]
    )
    assert (line.detail["penanggung"], line.detail["potongan"], line.detail["surat"]) == (
        "csr",
        "ya",
        "B/13/2026",
    )


def test_decision_needs_a_letter_of_a_day_that_has_come_and_a_kind_that_waits_for_one(admin):
    with pytest.raises(cut_decisions.LetterMissing):
        decide(admin, "csr", True, letter_no=" ")
    with pytest.raises(cut_decisions.LetterToCome):
        decide(admin, "csr", True, letter_on=date(2026, 11, 22))
    for kind in ("apbd", "mandiri", "raja"):
        with pytest.raises(NotThere):
            decide(admin, kind, True)


def test_month_costs_the_full_tariff_while_it_is_undecided(store):
    def cost(sector: str, kind: str, month: date = DECEMBER, **plan) -> int:
        return rates_now().amount(month=month, sector=sector, funder_kind=kind, **plan)

    january = months_from(DECEMBER, 2)[1]
    assert (cost("other", "csr"), cost("other", "csr", january), cost("transport", "csr", january)) == (
        8400, 16800, 8400
    )  # fmt: skip
    undecided()
    assert cost("other", "csr") == cost("transport", "csr") == cost("other", "apbd") == 16800
    assert cost("other", "apbd", plan="jkk_jkm_jht") == 36800


def test_month_without_a_tariff_is_a_refusal_with_its_sentence(store):
    with pytest.raises(TariffMissing, match="Belum ada tarif untuk Desember 2019"):
        rates_now().amount(month=date(2019, 12, 1), sector="other", funder_kind="csr")


def test_billed_month_keeps_its_price_and_one_not_billed_yet_takes_that_of_its_bill(admin, petugas):
    someone, city = worker(crowd(petugas, 1)[0]), somebody("apbd")
    complete(someone)
    billed, later = planned_months(someone, months_from(date(2026, 11, 1), 2), funder=city)
    public = {"public_money": True, "first": billed.month}
    replaced(row_of(public_money=True), wish(amount=17_000, **public), admin)
    no = bills.bill_funder(funder_id=city.id, month=billed.month, client_key=key(), by=admin)
    replaced(row_of(public_money=True, amount=17_000), wish(amount=18_000, **public), admin)
    assert amounts("other", "apbd", billed.month, 1) == [18_000]
    assert [CoverageMonth.get_by_id(row.id).amount for row in (billed, later)] == [17_000, 16_800]
    assert [(line.rate, line.people) for line in Bill.get(Bill.no == no).lines] == [(17_000, 1)]
    bills.bill_funder(funder_id=city.id, month=later.month, client_key=key(), by=admin)
    assert [CoverageMonth.get_by_id(row.id).amount for row in (billed, later)] == [17_000, 18_000]
