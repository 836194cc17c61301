"""No number of a person in a text that others read."""

import pytest
from wtforms import Form, StringField

from kiosk.web.no_long_number import NoLongNumber

SENTENCE = "Tanpa NIK."


def faults(text: str | None, **reading) -> list[str]:
    class Note(Form):
        note = StringField(validators=[NoLongNumber(SENTENCE, **reading)])

    form = Note(data={"note": text})
    form.validate()
    return list(form.note.errors)


@pytest.mark.parametrize("text", ["NIK 3374010101019123", "hp081234567890"])
@pytest.mark.parametrize("in_groups", [False, True])
def test_number_is_refused_however_it_is_read(text, in_groups):
    assert faults(text, in_groups=in_groups) == [SENTENCE]


def test_figures_with_anything_but_blanks_dots_and_dashes_between_are_no_number():
    assert faults("0812-3456 7890") == faults("3374.0117.0503 9777") == [SENTENCE]
    assert faults("0812/3456/7890") == []


def test_a_short_number_in_groups_is_refused_only_where_that_is_asked_for():
    assert faults("0812-345 678", in_groups=True) == [SENTENCE]
    assert faults("0812-345 678") == []


@pytest.mark.parametrize("text", [None, "", "pindah pada 12 November 2026", "lembar no. 123456789"])
def test_text_without_a_long_number_is_taken(text):
    assert faults(text, in_groups=True) == []


def test_years_before_a_number_of_months_may_stand_in_a_name():
    assert faults("CSR 2026-2027 12 bulan") == []
