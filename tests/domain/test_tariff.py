from datetime import date

import pytest

from kiosk.domain.tariff import TariffRow, first_month_choices, monthly_tariff, price

FULL = TariffRow(None, None, date(2020, 1, 1), None, 16800, "PP 82/2019")
CUT_TRANSPORT = TariffRow("transport", False, date(2026, 1, 1), date(2027, 3, 1), 8400, "PP 50/2025")
CUT_OTHER = TariffRow("other", False, date(2026, 4, 1), date(2026, 12, 1), 8400, "PP 50/2025")
ROWS = [CUT_OTHER, FULL, CUT_TRANSPORT]


@pytest.mark.parametrize(
    ("month", "sector", "public_money", "amount"),
    [
        (date(2025, 12, 1), "transport", False, 16800),
        (date(2026, 1, 1), "transport", False, 8400),
        (date(2027, 3, 1), "transport", False, 8400),
        (date(2027, 4, 1), "transport", False, 16800),
        (date(2026, 3, 1), "other", False, 16800),
        (date(2026, 4, 1), "other", False, 8400),
        (date(2026, 12, 31), "other", False, 8400),
        (date(2027, 1, 1), "other", False, 16800),
        (date(2026, 6, 1), "transport", True, 16800),
        (date(2026, 6, 1), "other", True, 16800),
    ],
)
def test_the_windows_of_pp_50_2025_never_hold_for_public_money(month, sector, public_money, amount):
    assert monthly_tariff(ROWS, month=month, sector=sector, public_money=public_money).amount == amount


def test_a_prepayment_over_the_edge_of_a_window_has_mixed_amounts():
    months = [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]
    assert price(ROWS, months=months, sector="other", public_money=False) == [
        (date(2026, 11, 1), 8400),
        (date(2026, 12, 1), 8400),
        (date(2027, 1, 1), 16800),
    ]


def test_rows_that_can_be_read_only_once_still_price_every_month():
    months = [date(2026, 11, 1), date(2027, 1, 1)]
    assert len(price(iter(ROWS), months=iter(months), sector="other", public_money=True)) == 2


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


def test_the_first_month_is_this_one_up_to_the_cut_off_day():
    assert first_month_choices(date(2026, 11, 20), 20, 2) == [date(2026, 11, 1), date(2026, 12, 1)]
    assert first_month_choices(date(2026, 11, 21), 20, 2) == [date(2026, 12, 1), date(2027, 1, 1)]
    assert len(first_month_choices(date(2026, 12, 31), 20)) == 12
