"""The end of a day at a post: each figure against the rows it counts, by officer, between two midnights of Semarang."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from db.connection import writing
from db.models import Card, CardStock, DeliveryTry, Post, PrintedCard, PrintRun, User, Worker
from kiosk.domain.clock import noon_of
from kiosk.files.day_sheets import OfficerLine, StockLine, Work
from kiosk.services import day_sheets
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.card_stock_entries import Movement, note_movement
from kiosk.services.enrolment import enrol
from kiosk.services.numbers import fresh_number, fresh_token
from tests.services.at_once import acting, key, nik
from tests.services.test_enrolment import entry

DAY = date(2026, 11, 21)
NOON = noon_of(DAY)
LAST_MINUTE = datetime(2026, 11, 21, 16, 59)  # UTC; 23.59 in Semarang
FIRST_MINUTE = datetime(2026, 11, 20, 17, 0)  # UTC; midnight in Semarang
OUTSIDE = (FIRST_MINUTE - timedelta(seconds=1), LAST_MINUTE + timedelta(minutes=1))


@pytest.fixture(autouse=True)
def on_that_day():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def by(people):
    return acting(people["petugas"])


@pytest.fixture
def rekan(people):
    return acting(people["rekan"])


def enrolled(by, number: int, at: datetime = NOON) -> Worker:
    with time_machine.travel(at, tick=False):
        reg_no = enrol(
            entry=entry(nik=nik(number), name=f"Orang {number}"), client_key=key(), told_apart=True, by=by
        )
    return Worker.get(Worker.reg_no == reg_no)


def long_ago(by, number: int) -> Worker:
    """Somebody whose enrolment is no work of that day."""
    return enrolled(by, number, NOON - timedelta(days=3))


def card(by, worker: Worker, **columns) -> Card:
    numbers = {"serial": fresh_number("K26", 7), "token": fresh_token()}
    with writing():
        return Card.create(worker=worker, created_by=by.user_id, **numbers, **columns)


def in_run(
    by, cards: list[Card], outcomes: list[str | None], *, confirmed_at=None, confirmed_by=None
) -> None:
    with writing():
        run = PrintRun.create(
            no=fresh_number("C26"),
            post=by.post_id,
            cards_total=len(cards),
            state="confirmed" if confirmed_at else "ready",
            asked_by=by.user_id,
            asked_at=NOON - timedelta(days=2),
            confirmed_at=confirmed_at,
            confirmed_by=confirmed_by.user_id if confirmed_by else None,
        )
        for place, (one, outcome) in enumerate(zip(cards, outcomes, strict=True), 1):
            PrintedCard.create(run=run, card=one, place=place, outcome=outcome)


def handed(by, worker: Worker, at: datetime) -> Card:
    return card(by, worker, printed_at=at, handed_at=at, handed_by=by.user_id, handed_post=by.post_id)


def lines(by, day: date = DAY, post: str = "johar") -> dict[str, Work]:
    sheet = day_sheets.day_sheet(day=day, post_code=post, by=by)
    return {line.name: line.work for line in sheet.officers}


def test_a_day_without_work_is_a_sheet_of_zeros(by):
    sheet = day_sheets.day_sheet(day=DAY, post_code="johar", by=by)
    assert (sheet.post, sheet.day, sheet.officers, sheet.total) == ("Pos Pasar Johar", DAY, [], Work())
    assert sheet.stock == [StockLine("cr80"), StockLine("a4")]


def test_printed_cards_count_for_who_said_how_they_came_out(by, rekan):
    people = [long_ago(by, number) for number in range(4)]
    good = [card(by, worker, printed_at=NOON) for worker in people[:2]]
    spoiled = card(by, people[2], void_at=NOON, void_reason="spoiled")
    unprinted = card(by, people[3])
    in_run(
        by,
        [*good, spoiled, unprinted],
        ["good", "good", "spoiled", "unprinted"],
        confirmed_at=NOON,
        confirmed_by=rekan,
    )
    assert lines(by) == {"Rekan": Work(good=2, spoiled=1)}


def test_card_of_a_run_nobody_has_judged_counts_when_it_was_handed_over(by, rekan):
    one, other = card(by, long_ago(by, 1)), card(by, long_ago(by, 2))
    in_run(by, [one, other], ["good", None])
    with writing():
        Card.update(
            printed_at=NOON, handed_at=NOON, handed_by=rekan.user_id, handed_post=rekan.post_id
        ).where(Card.id == one.id).execute()
    assert lines(by) == {"Petugas": Work(good=1), "Rekan": Work(handed=1)}


def test_tries_and_enrolments_count_for_who_made_them(by, rekan):
    worker = enrolled(rekan, 1)
    with writing():
        for officer in (by, by, rekan):
            DeliveryTry.create(
                card=Card.get_or_none(Card.worker == worker) or card(by, worker, printed_at=NOON),
                reason="absent",
                post=officer.post_id,
                by=officer.user_id,
                at=NOON,
            )
    assert lines(by) == {"Petugas": Work(missed=2), "Rekan": Work(missed=1, enrolled=1)}
    assert day_sheets.day_sheet(day=DAY, post_code="johar", by=by).total == Work(missed=3, enrolled=1)


@pytest.mark.parametrize("at", [FIRST_MINUTE, LAST_MINUTE])
def test_first_and_last_minute_of_the_local_day_belong_to_it(by, at):
    everything_at(by, at)
    assert lines(by) == {"Petugas": Work(good=1, spoiled=1, handed=1, missed=1, enrolled=1)}


@pytest.mark.parametrize("at", OUTSIDE)
def test_a_second_before_and_a_minute_after_belong_to_the_neighbours(by, at):
    """23.59.59 of the day before; midnight of the next day, when UTC says it is still the same."""
    everything_at(by, at)
    assert lines(by) == {}
    neighbour = DAY - timedelta(days=1) if at < NOON else DAY + timedelta(days=1)
    with time_machine.travel(noon_of(neighbour), tick=False):
        assert lines(by, neighbour)["Petugas"] == Work(good=1, spoiled=1, handed=1, missed=1, enrolled=1)


def everything_at(by, at: datetime) -> None:
    """One of each figure at that moment (UTC)."""
    enrolled(by, 1, at)
    one, two = card(by, long_ago(by, 2), printed_at=at), card(by, long_ago(by, 3), void_at=at)
    in_run(by, [one, two], ["good", "spoiled"], confirmed_at=at, confirmed_by=by)
    handed(by, long_ago(by, 4), at)
    with writing():
        DeliveryTry.create(card=one, reason="moved", post=by.post_id, by=by.user_id, at=at)


def test_work_counts_where_it_was_done_not_where_the_person_is_from(people, by):
    elsewhere = acting(people["petugas2"])
    handed(elsewhere, enrolled(by, 1), NOON)
    assert lines(by) == {"Petugas": Work(enrolled=1)}
    assert lines(elsewhere, post="tambak-lorok") == {"Petugas2": Work(handed=1)}
    every = day_sheets.every_post(day=DAY, by=acting(people["admin"]))
    done = {sheet.post_code: sheet.total for sheet in every}
    assert done["johar"] == Work(enrolled=1) and done["tambak-lorok"] == Work(handed=1)
    assert len(done) == Post.select().count() and done["mangkang"] == Work()


def test_stock_opens_with_what_lay_there_and_closes_with_what_moved(by):
    with time_machine.travel(NOON - timedelta(days=1), tick=False):
        write(by, "in", 100)
        write(by, "spoiled", 10)
    for kind, count in (("in", 50), ("out", 20), ("spoiled", 3), ("counted", 120)):
        write(by, kind, count)
    with writing():
        CardStock.create(post=by.post_id, day=DAY + timedelta(days=1), kind="in", count=999, by=by.user_id)
    cr80, a4 = day_sheets.day_sheet(day=DAY, post_code="johar", by=by).stock
    assert cr80 == StockLine("cr80", opening=90, came=50, went=-20, spoiled=-3, counted=3)
    assert (cr80.closing, a4.closing) == (120, 0)


def test_closing_of_a_day_is_the_opening_of_the_next(by):
    for days_ago in (2, 1, 0):
        with time_machine.travel(NOON - timedelta(days=days_ago), tick=False):
            write(by, "in", 10 + days_ago)
    sheets = [
        day_sheets.day_sheet(day=DAY - timedelta(days=days), post_code="johar", by=by) for days in (2, 1, 0)
    ]
    assert [(sheet.stock[0].opening, sheet.stock[0].closing) for sheet in sheets] == [
        (0, 12),
        (12, 23),
        (23, 33),
    ]


def write(by, kind: str, count: int) -> None:
    note_movement(
        client_key=key(), post_code="johar", movement=Movement("cr80", kind, count, "catatan"), by=by
    )


def test_colleague_admin_and_auditor_see_the_sheet_stranger_does_not(people, by):
    for name in ("petugas", "rekan", "admin", "auditor"):
        assert day_sheets.day_sheet(day=DAY, post_code="johar", by=acting(people[name])).post_code == "johar"
    for name in ("petugas2", "mitra", "opd", "donatur"):
        with pytest.raises(NotAllowed):
            day_sheets.day_sheet(day=DAY, post_code="johar", by=acting(people[name]))
    with pytest.raises(NotThere):
        day_sheets.day_sheet(day=DAY, post_code="tidak-ada", by=by)
    own = [sheet.post_code for sheet in day_sheets.every_post(day=DAY, by=by)]
    assert own == ["johar"]


@pytest.mark.parametrize("day", [DAY + timedelta(days=1), date(2019, 12, 31)])
def test_day_that_cannot_be_counted_is_refused(by, day):
    with pytest.raises(Refused):
        day_sheets.day_sheet(day=day, post_code="johar", by=by)


def test_officers_stand_by_name_whatever_was_written_first(people, by, rekan):
    with writing():
        User.update(name="Zainab").where(User.id == by.user_id).execute()
    enrolled(by, 1)
    enrolled(rekan, 2)
    sheet = day_sheets.day_sheet(day=DAY, post_code="johar", by=by)
    assert sheet.officers == [OfficerLine("Rekan", Work(enrolled=1)), OfficerLine("Zainab", Work(enrolled=1))]
