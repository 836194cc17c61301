from datetime import date

import pytest

from kiosk.domain.tariff import (
    JHT,
    TariffRow,
    gets_cut,
    money_of,
    month_price,
    monthly_tariff,
    price,
)

FULL = TariffRow(None, None, date(2020, 1, 1), None, 16800, "PP 82/2019")
CUT_TRANSPORT = TariffRow("transport", False, date(2026, 1, 1), date(2027, 3, 1), 8400, "PP 50/2025")
CUT_OTHER = TariffRow("other", False, date(2026, 4, 1), date(2026, 12, 1), 8400, "PP 50/2025")
SAVINGS = TariffRow(None, None, date(2020, 1, 1), None, 20000, "PP 44/2015", JHT)
ROWS = [SAVINGS, CUT_OTHER, FULL, CUT_TRANSPORT]
BY_LETTER = {"csr": True, "asn": False}

# month, sector, who pays, by which decision, rupiah for JKK + JKM, where it is written
CASES = [
    ("2025-12", "transport", "mandiri", {}, 16800, "DOMAIN 1.3 [W1-W4]: before the window"),
    ("2026-01", "transport", "mandiri", {}, 8400, "DOMAIN 1.3 [W2]: transport from January 2026"),
    ("2026-01", "other", "mandiri", {}, 16800, "DOMAIN 1.3 [W2]: others not yet"),
    ("2026-03", "other", "mandiri", {}, 16800, "DOMAIN 1.3 [W2]: the last month before"),
    ("2026-04", "other", "mandiri", {}, 8400, "DOMAIN 1.3 [W2]: others from April 2026"),
    ("2026-12", "other", "mandiri", {}, 8400, "DOMAIN 1.3 [W2]: to December 2026"),
    ("2026-12", "transport", "mandiri", {}, 8400, "DOMAIN 1.3 [W2]: transport goes on"),
    ("2027-01", "other", "mandiri", {}, 16800, "DOMAIN 1.3: after the windows"),
    ("2027-01", "transport", "mandiri", {}, 8400, "DOMAIN 1.3 [W2]: transport goes on"),
    ("2027-03", "transport", "mandiri", {}, 8400, "DOMAIN 1.3 [W2]: to March 2027"),
    ("2027-04", "transport", "mandiri", {}, 16800, "DOMAIN 1.3: after the windows"),
    ("2026-06", "other", "apbd", BY_LETTER, 16800, "DOMAIN 1.3 [W1-W4]: never for APBN/APBD"),
    ("2026-06", "transport", "apbd", BY_LETTER, 16800, "DOMAIN 1.3 [W1-W4]: never for APBN/APBD"),
    ("2026-06", "other", "dbhcht", BY_LETTER, 16800, "DOMAIN 1.3: DBHCHT flows through APBD"),
    ("2026-06", "other", "csr", BY_LETTER, 8400, "DESIGN 4: decided that it gets the cut"),
    ("2027-01", "other", "csr", BY_LETTER, 16800, "DESIGN 4: a decision does not lengthen a window"),
    ("2026-06", "other", "asn", BY_LETTER, 16800, "DESIGN 4: decided that it does not"),
    ("2026-06", "other", "asn", {}, 16800, "DESIGN 4: full while it is not decided"),
]


@pytest.mark.parametrize(("month", "sector", "funder_kind", "decided", "amount", "source"), CASES)
def test_a_month_costs_what_the_source_says(month, sector, funder_kind, decided, amount, source):
    public = money_of(funder_kind, decided)
    month = date.fromisoformat(f"{month}-01")
    assert monthly_tariff(ROWS, month=month, sector=sector, public_money=public).amount == amount, source
    with_savings = month_price(ROWS, month=month, sector=sector, public_money=public, plan="jkk_jkm_jht")
    assert with_savings.amount == amount + 20000, (
        "DOMAIN 1.1 [W11, W13], 1.3 [W2]: JHT on top, never discounted"
    )
    assert [row.programmes for row in with_savings.rows] == ["JKK+JKM", "JHT"]


@pytest.mark.parametrize(
    ("funder_kind", "decided", "answer"),
    [
        ("apbd", {"apbd": True}, False),  # no letter gives public money the cut
        ("dbhcht", {}, False),
        ("mandiri", {"mandiri": False}, True),  # and none takes it from who pays for oneself
        ("csr", {}, None),
        ("asn", {"csr": True}, None),
        ("csr", {"csr": False}, False),
    ],
)
def test_who_gets_the_cut_is_decided_for_companies_and_civil_servants_only(funder_kind, decided, answer):
    assert gets_cut(funder_kind, decided) is answer


def test_the_last_day_of_a_window_is_in_it():
    assert monthly_tariff(ROWS, month=date(2026, 12, 31), sector="other", public_money=False) is CUT_OTHER


def test_a_prepayment_over_the_edge_of_a_window_has_mixed_amounts():
    months = [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]
    priced = price(ROWS, months=months, sector="other", public_money=False)
    assert [(each.month, each.amount) for each in priced] == [
        (date(2026, 11, 1), 8400),
        (date(2026, 12, 1), 8400),
        (date(2027, 1, 1), 16800),
    ]
    assert priced[0].rows == (CUT_OTHER,) and priced[2].rows == (FULL,)


def test_rows_that_can_be_read_only_once_still_price_every_month():
    months = [date(2026, 11, 1), date(2027, 1, 1)]
    assert len(price(iter(ROWS), months=iter(months), sector="other", public_money=True)) == 2


def test_savings_without_a_tariff_have_no_price_though_the_rest_has():
    with pytest.raises(LookupError):
        month_price([FULL], month=date(2026, 6, 1), sector="other", public_money=True, plan="jkk_jkm_jht")


def test_among_equally_specific_rows_the_latest_wins():
    newer = TariffRow(None, None, date(2027, 1, 1), None, 20000, "PP baru")
    found = monthly_tariff([newer, FULL], month=date(2027, 5, 1), sector="other", public_money=True)
    assert found is newer
    assert monthly_tariff([newer, FULL], month=date(2026, 5, 1), sector="other", public_money=True) is FULL


def test_a_more_specific_row_wins_over_a_later_one():
    later = TariffRow(None, False, date(2026, 9, 1), None, 20000, "PP baru")
    found = monthly_tariff([later, *ROWS], month=date(2026, 10, 1), sector="other", public_money=False)
    assert found is CUT_OTHER


def test_between_equals_the_row_that_names_the_money_wins():
    by_sector = TariffRow("other", None, date(2026, 1, 1), None, 8400, "salah tulis")
    by_money = TariffRow(None, True, date(2026, 1, 1), None, 16800, "APBD")
    for rows in ([by_sector, by_money], [by_money, by_sector]):
        assert monthly_tariff(rows, month=date(2026, 6, 1), sector="other", public_money=True) is by_money


def test_a_month_without_a_tariff_is_a_lookup_error_with_a_sentence():
    with pytest.raises(LookupError, match="Belum ada tarif untuk Desember 2019") as caught:
        monthly_tariff(ROWS, month=date(2019, 12, 1), sector="other", public_money=True)
    assert caught.value.finding.code == "tariff_missing"
