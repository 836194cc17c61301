"""Every fault that blocks a row has words of its own and a field to mend it in."""

import ast
from pathlib import Path

import pytest

from kiosk.domain.row_fault_words import FAULTS, OTHER, fault_words, field_of

HOUSE = Path(__file__).parents[2] / "kiosk"
RULES = (
    "domain/names.py",
    "domain/dates.py",
    "domain/age.py",
    "domain/nik_remarks.py",
    "domain/row_places.py",
    "domain/sheet_rows.py",
    "services/batch_fates.py",
    "services/batch_row_repeats.py",
)
OF_DIGITS = {"nik_empty", "nik_not_digits", "nik_length", "nik_rounded"}  # made up of the field's name
FIELDS = {"nik", "name", "birth_on", "sex", "kelurahan", "occupation", "address"}


def codes_blocked_in(path: str) -> set[str]:
    """The first argument of each call of block() or of _refused()."""
    calls = [node for node in ast.walk(ast.parse((HOUSE / path).read_text())) if isinstance(node, ast.Call)]
    named = [call for call in calls if getattr(call.func, "id", "") in ("block", "_refused") and call.args]
    return {call.args[0].value for call in named if isinstance(call.args[0], ast.Constant)}


@pytest.mark.parametrize("path", RULES)
def test_every_code_that_a_rule_blocks_with_has_words(path):
    found = codes_blocked_in(path)
    assert found, "the rules have moved"
    assert found - set(FAULTS) == set()


def test_the_codes_of_numbers_have_words_too():
    assert set(FAULTS) >= OF_DIGITS


@pytest.mark.parametrize("code", FAULTS)
def test_a_title_is_short_and_a_remedy_is_a_sentence(code):
    title, remedy, field = FAULTS[code]
    assert len(title) <= 60 and not title.endswith(".")
    assert remedy[0].isupper() and remedy.endswith(".")
    assert field in FIELDS and field_of(code) == field


def test_a_code_nobody_named_still_has_words():
    assert fault_words("besok") == OTHER
    assert field_of("phone_bad") == "phone"
