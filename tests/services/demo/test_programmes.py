"""The programmes of a demonstration: this year's and the next one's of both funds; nothing is promised outside them."""

from datetime import datetime

import pytest
import time_machine
from peewee import fn

from db.models import Commitment, CoverageMonth, Funder, Programme, ProgrammeOccupation
from kiosk.domain.clock import JAKARTA, today
from kiosk.domain.tariff import PUBLIC_MONEY
from kiosk.services import demo, invariants_programmes
from tests.services.demo.conftest import FEW


def check_programmes() -> None:
    open_ones = (
        Programme.select(Funder.kind, Programme.year).join(Funder).where(Programme.closed_at.is_null())
    )
    years = (today().year, today().year + 1)
    assert set(open_ones.tuples()) == {(kind, year) for kind in PUBLIC_MONEY for year in years}
    outside = CoverageMonth.select().join(Commitment).where(Commitment.programme.is_null())
    assert not outside.where(CoverageMonth.funder_kind.in_(PUBLIC_MONEY)).exists()
    assert not any(list(one.broken()) for one in invariants_programmes.INVARIANTS)
    assert all(row.quota * 0.95 >= row.places and row.note for row in Programme.select())


def test_everybody_of_the_citys_money_stands_under_a_programme_with_room_left(crowd):
    check_programmes()
    assert Programme.select(fn.SUM(Programme.places)).scalar() > FEW / 5
    assert ProgrammeOccupation.select().count() == 22 * Programme.select().count()


@pytest.mark.parametrize("day", [(2026, 1, 1), (2026, 12, 31)])
def test_so_it_is_on_whatever_day_it_is_loaded(store, day):
    with time_machine.travel(datetime(*day, 10, tzinfo=JAKARTA), tick=False):
        demo.load_demo(hash_password=lambda text: text, people=FEW)
        check_programmes()
        assert {row.year for row in Programme.select() if row.closed_at} <= {day[0] - 1}
