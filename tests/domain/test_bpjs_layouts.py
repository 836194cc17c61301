"""A layout of columns: what stands in each for a person, and what keeps one from being used."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.domain.bpjs_fields import FIELDS, written
from kiosk.domain.bpjs_layouts import MOST_COLUMNS, Column, Layout, findings_of, line_of, made_up_person
from kiosk.domain.date_forms import WRITTEN

PERSON = made_up_person(date(2026, 12, 1), income=1_000_000, city="Kota Semarang")
SOUND = Layout(
    "Pemuda", "dd-mm-yyyy", (Column("NIK", "nik"), Column("", "empty"), Column("PROGRAM", "text", "JKK"))
)


def codes(**other) -> list[str]:
    return [finding.code for finding in findings_of(replace(SOUND, **other))]


def test_line_has_a_cell_for_each_column_in_its_order():
    assert line_of(SOUND, PERSON) == ["3374000000000000", "", "JKK"]


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("birth_on", "17/05/1990"), ("first_month", "12/2026"), ("months", "1"), ("sex", "P"), ("rt", "003"),
        ("income", "1000000"), ("kind", "BARU"), ("kpj", ""), ("programme", "JKK+JKM"), ("number", "1"),
        ("sex_words", "PEREMPUAN"), ("wadah_type", "SC"), ("regency", "Kota Semarang"),
    ],
)  # fmt: skip
def test_field_is_written_as_text(field, cell):
    assert written(PERSON, field, "", "dd/mm/yyyy") == cell


def test_who_has_a_kpj_is_a_continuation_and_a_run_over_new_year_is_counted():
    goes_on = replace(PERSON, continued=True, kpj="26000123456", last_month=date(2027, 2, 1))
    assert [written(goes_on, field, "", "yyyymmdd") for field in ("kind", "kpj", "months", "first_month")] == [
        "LANJUTAN", "26000123456", "3", "202612",
    ]  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_that_may_be_chosen_can_be_written(field):
    assert all(isinstance(written(PERSON, field, "", form), str) for form in WRITTEN)


@pytest.mark.parametrize("field", ["", "raja", "__class__", "last_month"])
def test_what_is_no_field_is_written_as_nothing(field):
    assert written(PERSON, field, "teks", "dd-mm-yyyy") == ""


def test_sound_layout_has_no_finding_and_a_column_of_nothing_needs_no_heading():
    assert codes() == []


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"name": ""}, "layout_name"),
        ({"name": "x" * 81}, "layout_name"),
        ({"date_form": "kapan saja"}, "layout_date"),
        ({"columns": (Column("NAMA", "name"),)}, "layout_columns"),
        ({"columns": (Column("NIK", "nik"),) * (MOST_COLUMNS + 1)}, "layout_columns"),
        ({"columns": (*SOUND.columns, Column("X", "raja"))}, "column_field"),
        ({"columns": (*SOUND.columns, Column("", "name"))}, "column_heading"),
        ({"columns": (*SOUND.columns, Column("x" * 121, "name"))}, "column_heading"),
        ({"columns": (*SOUND.columns, Column("PROGRAM", "text", ""))}, "column_text"),
        ({"columns": (*SOUND.columns, Column("KPJ", "text", "3374010101010001"))}, "column_text"),
    ],
)
def test_what_keeps_a_layout_from_being_used_is_said(other, code):
    assert codes(**other) == [code]


def test_finding_names_its_column():
    [finding] = findings_of(replace(SOUND, columns=(*SOUND.columns, Column("", "name"))))
    assert finding.sentence() == "Kolom 4 belum berjudul. Tulis judulnya persis seperti di berkas BPJS."
