"""The figures of a monthly evaluation as text, what is told as corrected, and how each is explained."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import get_args, get_type_hints

import pytest

from kiosk.domain import month_reports
from kiosk.domain.month_report_corrections import (
    _OF_A_SCHEME,
    _OF_AN_AREA,
    _OF_CLAIMS,
    _WHOLE,
    corrections,
    kept,
)
from kiosk.domain.month_report_notes import NOTES
from kiosk.domain.month_report_reasons import reason_of
from kiosk.domain.month_reports import (
    AreaCounts,
    ClaimCounts,
    Figures,
    MonthCounts,
    Said,
    SchemeCounts,
    Target,
    Targeting,
    WorkCounts,
    figures_in,
    fingerprint,
    rounded,
    text_of,
)

OCTOBER = date(2026, 10, 1)
FIGURES = Figures(
    month=OCTOBER,
    made_on=date(2026, 11, 1),
    city="Kota Semarang",
    effective=6,
    target=Target(100, 50, 5000, None, 0, None, [Said("ucj_active", 50, date(2026, 1, 1), "“Radar”")]),
    months=[MonthCounts(date(2026, 9, 1), 7, 7, 7), MonthCounts(OCTOBER, 8, 7, 6)],
    schemes=[SchemeCounts("csr", 8, 7, 6, 1, 117_600, 100_800, 6)],
    areas=[AreaCounts("33.74.01", "Semarang Tengah", 10, 8, 7, 6)],
    targeting=Targeting(works_without=[WorkCounts("nelayan", "Nelayan", 2)]),
)
# Told by themselves, not counted.
NAMES = {"month", "made_on", "city", "submitted"}


def test_what_is_written_is_read_again():
    assert figures_in(text_of(FIGURES)) == FIGURES
    assert text_of(figures_in(text_of(FIGURES))) == text_of(FIGURES)


def test_the_text_is_always_the_same():
    assert fingerprint(text_of(FIGURES)) == fingerprint(text_of(replace(FIGURES)))
    assert fingerprint(text_of(replace(FIGURES, effective=7))) != fingerprint(text_of(FIGURES))
    assert len(fingerprint("")) == 64


def test_a_text_of_another_version_is_read_as_far_as_it_goes():
    text = '{"made_on":"2026-11-01","month":"2026-10-01","effective":3,"later":{"more":1}}'
    assert figures_in(text) == Figures(OCTOBER, date(2026, 11, 1), effective=3)
    with pytest.raises(ValueError):
        figures_in("bukan angka")


@pytest.mark.parametrize(
    ("amount", "parts", "each"), [(100, 3, 33), (200, 3, 67), (25, 2, 13), (0, 4, 0), (10, 0, None)]
)
def test_money_is_shared_to_the_nearest_rupiah(amount, parts, each):
    assert rounded(amount, parts) == each
    assert FIGURES.money_each == 16_800


def test_nothing_is_corrected_where_all_is_the_same():
    assert corrections(FIGURES, FIGURES) == []


def test_what_differs_is_told_with_its_place_and_its_difference():
    now = replace(
        FIGURES,
        effective=5,
        schemes=[replace(FIGURES.schemes[0], effective=5, effective_money=84_000, effective_months=5)],
        areas=[replace(FIGURES.areas[0], effective=5)],
        claims=ClaimCounts(paid_amount=5_000_000),
    )
    told = [
        (one.words % one.params, one.frozen, one.now, one.difference) for one in corrections(FIGURES, now)
    ]
    assert told == [
        ("Terlindungi", 6, 5, -1),
        ("Terlindungi: perusahaan (CSR)", 6, 5, -1),
        ("Terlindungi di Semarang Tengah", 6, 5, -1),
        ("Manfaat yang dibayar BPJS pada bulan itu", 0, 5_000_000, 5_000_000),
    ]


def test_it_is_said_why_a_figure_changed_and_money_is_counted_apart():
    now = replace(
        FIGURES,
        effective=7,
        schemes=[replace(FIGURES.schemes[0], money=100_800, new=2)],
        claims=ClaimCounts(accident_death=1, told_in_time=1),
    )
    frozen = replace(FIGURES, claims=ClaimCounts(accident=1, waiting=1))
    found = corrections(frozen, now)
    why = {one.words: one.why for one in found}
    assert why["Terlindungi"] == "jawaban BPJS datang sesudah bulan itu"
    assert why["Iuran yang dibayar: %(what)s"] == "pembayaran dibalik, atau bulannya dilepas"
    assert why["Klaim kecelakaan kerja yang dilaporkan"] == "kematian dicatat kemudian"
    assert (
        why["Klaim yang dilaporkan ke BPJS dalam 2 x 24 jam"] == "laporan ke BPJS dicatat sesudah bulan itu"
    )
    assert all(one.why for one in found)
    apart = {one.words for one in found if not one.is_kept}
    assert len(found) == kept(found) + len(apart) and "Iuran yang dibayar: %(what)s" in apart


def test_every_figure_that_may_change_has_a_reason_for_more_and_for_less():
    told = {"": _WHOLE, "areas": _OF_AN_AREA, "schemes": _OF_A_SCHEME, "claims": _OF_CLAIMS}
    for part, compared in told.items():
        for name, _unit, _words in compared:
            assert reason_of(f"{part}.{name}", 1) and reason_of(f"{part}.{name}", -1), (part, name)
    assert reason_of(".effective", 0) == reason_of(".effective", None) == ""


def test_the_day_up_to_which_it_tells():
    assert (FIGURES.day, FIGURES.is_running) == (date(2026, 10, 31), False)
    running = replace(FIGURES, made_on=date(2026, 10, 23))
    assert (running.day, running.is_running) == (date(2026, 10, 23), True)


def test_every_figure_is_explained_with_unit_rule_and_source():
    explained = {key for note in NOTES for key in note.keys}
    missing = [
        key
        for key in keys_of(Figures)
        if not any(key == one or key.startswith(f"{one}.") for one in explained)
    ]
    assert missing == []
    assert all(note.unit and note.rule and note.source and note.day for note in NOTES)


def test_nothing_is_explained_that_there_is_not():
    known = {*keys_of(Figures), *(one.name for one in fields(Figures))}
    assert [key for note in NOTES for key in note.keys if key not in known] == []


def keys_of(kind: type) -> list[str]:
    """`claims.paid`: what a report counts, without the names of things."""
    found = []
    for one in fields(kind):
        if one.name in NAMES:
            continue
        hint = get_type_hints(kind)[one.name]
        inner = next((each for each in get_args(hint) if is_dataclass(each)), hint)
        if is_dataclass(inner) and inner not in (Target, MonthCounts, WorkCounts):
            found += [
                f"{one.name}.{each.name}"
                for each in fields(inner)
                if each.name not in ("code", "name", "kind")
            ]
        else:
            found.append(one.name)
    return found


def test_the_outside_has_a_code_that_no_kecamatan_has():
    assert not month_reports.CITY_OUTSIDE[0].isdigit()
