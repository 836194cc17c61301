"""One answer per key, whoever asks, however often, and however many at once."""

import pytest

from db.models import OnceKey, Setting
from kiosk.services.once import KeyInUse, once
from tests.services.at_once import acting, all_at_once

KEY = "0123456789abcdef"
FORM = {"name": "Slamet", "months": 3}
OTHER_FORMS = [{"name": "Slamet", "months": 6}, {"name": "Slamet"}, FORM | {"consent": True}, {}]


def note(by, *, key: str = KEY, purpose: str = "uji", content=FORM, value: str = "jawaban"):
    """A creating use: writes one row and answers with what it wrote."""

    def make() -> str:
        day = f"2026-01-{written() + 1:02}"
        Setting.create(key="uji", value=value, valid_from=day, basis="keputusan untuk uji")
        return value

    return once(key=key, purpose=purpose, content=content, by=by, make=make)


def written() -> int:
    return Setting.select().where(Setting.key == "uji").count()


def test_the_first_time_makes_and_the_second_only_answers(petugas):
    assert note(petugas) == ("jawaban", True)
    assert note(petugas, value="yang kedua") == ("jawaban", False)
    assert written() == 1


def test_the_order_of_the_fields_does_not_matter(petugas):
    note(petugas)
    assert note(petugas, content=dict(reversed(FORM.items()))) == ("jawaban", False)


@pytest.mark.parametrize("content", OTHER_FORMS)
def test_other_content_under_the_same_key_is_refused(petugas, content):
    note(petugas)
    with pytest.raises(KeyInUse):
        note(petugas, content=content)
    assert written() == 1


def test_the_same_content_for_another_purpose_is_refused(petugas):
    note(petugas)
    with pytest.raises(KeyInUse):
        note(petugas, purpose="uji lain")


@pytest.mark.parametrize("content", [FORM, {}])
def test_the_key_of_another_person_is_refused_and_tells_nothing(petugas, people, content):
    note(petugas, value="rahasia petugas")
    with pytest.raises(KeyInUse) as refusal:
        note(acting(people["rekan"]), content=content)
    assert "rahasia" not in str(refusal.value) and not refusal.value.params
    assert written() == 1


def test_other_keys_make_again(petugas):
    note(petugas)
    assert note(petugas, key="fedcba9876543210") == ("jawaban", True)
    assert written() == 2


def test_a_use_that_fails_keeps_neither_row_nor_key_so_that_the_form_may_come_back(petugas):
    def make():
        Setting.create(key="uji", value="0", valid_from="2026-01-01", basis="keputusan untuk uji")
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        once(key=KEY, purpose="uji", content=FORM, by=petugas, make=make)
    assert (written(), OnceKey.select().count()) == (0, 0)
    assert note(petugas, content={"name": "Slamet", "months": 12}) == ("jawaban", True)


def test_four_at_once_make_once_and_all_get_the_same_answer(petugas):
    answers = all_at_once([lambda value=str(n): note(petugas, value=value) for n in range(4)])
    assert written() == 1
    assert len({answer for answer, _first in answers}) == 1
    assert sorted(first for _answer, first in answers) == [False, False, False, True]


def test_of_four_forms_under_one_key_at_once_one_is_kept_and_three_are_refused(petugas):
    answers = all_at_once([lambda form=form: note(petugas, content=form) for form in OTHER_FORMS])
    assert [type(answer) for answer in answers].count(KeyInUse) == 3
    assert written() == 1


def test_when_the_first_of_two_at_once_fails_the_second_makes(petugas):
    tries = []

    def make() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("the first one")
        return "yang kedua"

    def ask():
        return once(key=KEY, purpose="uji", content=FORM, by=petugas, make=make)

    answers = all_at_once([ask, ask])
    assert ("yang kedua", True) in answers and len(tries) == 2
    assert [str(answer) for answer in answers if isinstance(answer, Exception)] == ["the first one"]
