"""Figures of participation and the order of departments; words of a refusal that fit."""

from typing import NamedTuple

import pytest

from kiosk.domain.mandate_refusals import LONGEST, OTHER, REFUSALS, refusal_words, room_for
from kiosk.domain.participation import BY_NAME, BY_WORKERS, Figures, in_order


class One(NamedTuple):
    name: str
    figures: Figures


NONE_LARGE = One("Dishub", Figures(staff=40))
NONE_SMALL = One("Dinsos", Figures(staff=4))
NO_ROSTER = One("Brida", Figures())
FEW = One("Disdik", Figures(staff=100, joined=2, mandates=2, registered=9, active=5))
MANY = One("Disdag", Figures(staff=10, joined=9, mandates=9, registered=3, active=3))
UNKNOWN_SHARE = One("Bapenda", Figures(mandates=1, registered=1))


def names(order: str = "") -> list[str]:
    return [
        one.name for one in in_order([MANY, FEW, NO_ROSTER, NONE_SMALL, NONE_LARGE, UNKNOWN_SHARE], order)
    ]


def test_those_with_nobody_come_first_then_the_smaller_share_and_last_who_sent_no_roster():
    assert names() == ["Dishub", "Dinsos", "Bapenda", "Disdik", "Disdag", "Brida"]
    assert names(BY_NAME) == sorted(names())
    assert names(BY_WORKERS)[:2] == ["Disdik", "Disdag"]


def test_figures_add_up():
    total = sum((FEW.figures, MANY.figures), Figures())
    assert total == Figures(staff=110, joined=11, mandates=11, registered=12, active=8)
    assert (total.not_joined, total.inactive) == (99, 4)


@pytest.mark.parametrize(
    ("joined", "staff", "shown"),
    [(0, 9, 0), (4999, 5000, 99), (3, 3, 100), (1, 8, 12), (1, 100, 1), (0, 0, None)],
)
def test_a_hundred_only_when_all_have_joined_and_none_only_when_none(joined, staff, shown):
    assert Figures(staff=staff, joined=joined).per_cent == shown


@pytest.mark.parametrize(
    ("joined", "staff", "shown", "words"),
    [
        (27, 16152, 0.2, "0,2"),
        (1, 5000, 0.02, "0,02"),
        (1, 16152, 0.01, "0,01"),
        (1, 90000, 0.001, "0,001"),
        (99, 10000, 0.9, "0,9"),
        (0, 16152, 0, "0"),
        (1, 8, 12, "12"),
    ],
)
def test_less_than_one_per_cent_is_said_with_decimals(joined, staff, shown, words):
    figures = Figures(staff=staff, joined=joined)
    assert (figures.per_cent, figures.per_cent_words) == (shown, words)


def test_a_refusal_names_its_choice_and_fits():
    for code in REFUSALS:
        assert len(refusal_words(code, "x" * room_for(code))) <= LONGEST
    assert refusal_words(OTHER, "Belum lengkap") == "Belum lengkap"
    assert refusal_words("nip").endswith("daftar pegawai")
    with pytest.raises(KeyError):
        refusal_words("entah")
