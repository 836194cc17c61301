"""Who may be funded and printed for: the condition for queries and the sentence for one person agree in every state."""

from datetime import date

import pytest
import time_machine

from db.models import Worker
from kiosk.domain.age import age_on, latest_birth
from kiosk.domain.clock import utc_now
from kiosk.services import standing
from kiosk.services.acting import Refused
from kiosk.services.enrolment import enrol
from tests.services.at_once import acting, key
from tests.services.test_enrolment import entry

EIGHTEEN_TODAY, SEVENTEEN = date(2008, 11, 21), date(2008, 11, 22)
STATES = [
    ({}, ""),
    ({"frozen_at": utc_now()}, standing.FROZEN),
    ({"approval": "asked", "birth_on": SEVENTEEN}, standing.NOT_APPROVED),
    ({"approval": "refused", "birth_on": SEVENTEEN}, standing.NOT_APPROVED),
    ({"approval": "approved", "birth_on": SEVENTEEN}, ""),
    ({"approval": "asked", "birth_on": EIGHTEEN_TODAY}, ""),
    ({"approval": "refused", "birth_on": EIGHTEEN_TODAY}, ""),
    ({"approval": "approved", "frozen_at": utc_now()}, standing.FROZEN),
    ({"birth_on": SEVENTEEN}, ""),  # of age on the first payment: nobody had to ask
]


@pytest.fixture
def worker(people) -> Worker:
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        reg_no = enrol(entry=entry(), client_key=key(), by=acting(people["petugas"]))
        yield Worker.get(Worker.reg_no == reg_no)


@pytest.mark.parametrize(("columns", "sentence"), STATES)
def test_condition_and_sentence_agree(worker, columns, sentence):
    if columns:
        Worker.update(**columns).execute()
    held_back = Worker.get()
    assert standing.why_not_free(held_back) == sentence
    assert Worker.select().where(standing.is_free()).exists() is (sentence == "")
    assert Worker.select().where(~standing.is_free()).exists() is (sentence != "")


def test_merged_number_is_not_free_and_is_said_first(worker, people):
    right = enrol(entry=entry(2, name="Orang Lain"), client_key=key(), by=acting(people["petugas"]))
    merged = {"merged_into": Worker.get(Worker.reg_no == right).id, "frozen_at": utc_now()}
    Worker.update(**merged).where(Worker.id == worker.id).execute()
    assert standing.why_not_free(Worker.get_by_id(worker.id)) == standing.MERGED
    assert [one.reg_no for one in Worker.select().where(standing.is_free())] == [right]


def test_first_who_is_held_back_refuses_for_all(worker):
    Worker.update(frozen_at=utc_now()).execute()
    standing.require_free([])
    with pytest.raises(Refused, match="sedang dibekukan"):
        standing.require_free([Worker.get()])


def test_every_reason_has_words_for_a_company():
    assert set(standing.FOR_COMPANIES) == {standing.MERGED, standing.FROZEN, standing.NOT_APPROVED}


@pytest.mark.parametrize(
    "day", [date(2026, 11, 21), date(2026, 2, 28), date(2026, 3, 1), date(2028, 2, 29), date(2028, 3, 1)]
)
def test_latest_birth_is_the_other_way_round_of_the_age(day):
    """29 February included: who was born then is of age on 1 March."""
    births = [
        date(year, month, days) for year in (2007, 2008, 2009, 2010) for month in (2, 3) for days in (1, 28)
    ]
    for born in (*births, date(2008, 2, 29), date(2008, 11, 21), date(2008, 11, 22)):
        assert (born <= latest_birth(day, 18)) is (age_on(born, day) >= 18), (born, day)
