"""Which words hold on which day, and what a person agreed to."""

from datetime import date

import pytest

from db.connection import writing
from db.models import ConsentText
from kiosk.services import consents
from kiosk.services.acting import NotThere

NEXT = date(2099, 1, 1)


@pytest.fixture
def two_versions(store):
    with writing():
        ConsentText.create(version="2099-01", valid_from=NEXT, text="Naskah baru.", text_en="New words.")
    consents.forget()
    yield
    with writing():
        ConsentText.delete().where(ConsentText.version == "2099-01").execute()
    consents.forget()


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2020, 1, 1), "2026-11"),
        (date(2026, 11, 1), "2026-11"),
        (date(2098, 12, 31), "2026-11"),
        (NEXT, "2099-01"),
        (date(2100, 1, 1), "2099-01"),
    ],
)
def test_words_are_those_in_force_on_the_day(two_versions, day, version):
    assert consents.words_on(day).version == version


def test_words_are_given_in_the_language_asked_for(two_versions):
    assert consents.text_of("2099-01", "id") == "Naskah baru."
    assert consents.text_of("2099-01", "en") == "New words."
    assert consents.text_now("id") == consents.text_of("2026-11", "id") != consents.text_now("en")


def test_version_that_never_was_is_not_there(two_versions):
    with pytest.raises(NotThere):
        consents.words_of("2025-01")


def test_empty_table_says_what_to_do_and_is_not_remembered(two_versions):
    kept = list(ConsentText.select().dicts())
    with writing():
        ConsentText.delete().execute()
    consents.forget()
    try:
        with pytest.raises(LookupError, match="flask prepare"):
            consents.words_on(NEXT)
    finally:
        with writing():
            ConsentText.insert_many(kept).execute()
    assert consents.words_on(NEXT).version == "2099-01"
