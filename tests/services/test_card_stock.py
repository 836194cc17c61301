"""The stock book of a post: what printing takes, what is written by hand, what two desks do at once."""

from datetime import date

import pytest
import time_machine

from db.connection import writing
from db.models import AuditEvent, Card, CardStock, Post, PrintedCard, PrintRun, Worker
from kiosk.services import card_stock_pages, settings
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.card_stock import balance, balances, note_printed
from kiosk.services.card_stock_entries import Movement, note_movement, undo
from kiosk.services.enrolment import enrol
from kiosk.services.numbers import fresh_number, fresh_token
from kiosk.services.once import KeyInUse
from tests.services.at_once import acting, all_at_once, key, nik
from tests.services.test_enrolment import entry


@pytest.fixture
def by(people):
    return acting(people["petugas"])


@pytest.fixture
def johar(people) -> Post:
    return Post.get(Post.code == "johar")


def write(by, kind: str, count: int, item: str = "cr80", post: str = "johar", **more) -> None:
    note_movement(
        client_key=more.pop("client_key", None) or key(),
        post_code=post,
        movement=Movement(item, kind, count, **more),
        by=by,
        is_meant=True,
    )


def cards(by, count: int) -> list[Card]:
    """Of as many people."""
    made = []
    for number in range(count):
        reg_no = enrol(
            entry=entry(nik=nik(number), name=f"Orang {number}"), client_key=key(), told_apart=True, by=by
        )
        made.append(
            Card.create(
                serial=fresh_number("K26", 7),
                token=fresh_token(),
                worker=Worker.get(Worker.reg_no == reg_no),
                created_by=by.user_id,
            )
        )
    return made


def printed(
    by, outcomes: list[str | None], *, layout: str = "a4", start: int = 1, post: bool = True
) -> PrintRun:
    """A run whose places came out so; its stock is noted."""
    with writing():
        run = PrintRun.create(
            no=fresh_number("C26"),
            post=by.post_id if post else None,
            layout=layout,
            start=start,
            cards_total=len(outcomes),
            state="confirmed",
            asked_by=by.user_id,
        )
        for place, (card, outcome) in enumerate(zip(cards(by, len(outcomes)), outcomes, strict=True), 1):
            PrintedCard.create(run=run, card=card, place=place, outcome=outcome)
        note_printed(run, good=outcomes.count("good"), spoiled=outcomes.count("spoiled"), by=by)
    return run


def book() -> list[tuple]:
    return [(row.item, row.kind, row.count) for row in CardStock.select().order_by(CardStock.id)]


def test_each_card_takes_a_blank_when_cr80_cards_are_printed(by, johar):
    run = printed(by, ["good", "good", "spoiled", "unprinted"], layout="cr80")
    assert book() == [("cr80", "out", -2), ("cr80", "spoiled", -1)]
    assert {(row.post, row.print_run, row.by_id) for row in CardStock.select()} == {(johar, run, by.user_id)}
    assert balance(johar, "cr80") == -3


@pytest.mark.parametrize(
    ("outcomes", "start", "written"),
    [
        (["good"] * 10, 1, [("a4", "out", -1)]),
        (["good"] * 11, 1, [("a4", "out", -2)]),
        (["good"] * 4, 7, []),  # the sheet that an earlier run had begun
        (["good"] * 5, 7, [("a4", "out", -1)]),
        (["spoiled"] * 9 + ["good"], 1, [("a4", "out", -1)]),
        (["good"] * 10 + ["spoiled"] * 3, 1, [("a4", "out", -1), ("a4", "spoiled", -1)]),
        (["good"] * 10 + ["unprinted"] * 3, 1, [("a4", "out", -1)]),
        (["unprinted"] * 3, 1, []),
    ],
)
def test_sheets_are_counted_not_cards_when_a4_is_printed(by, outcomes, start, written):
    printed(by, outcomes, start=start)
    assert sorted(book()) == written


def test_nothing_is_taken_when_the_run_has_no_post(by):
    printed(by, ["good"], layout="cr80", post=False)
    assert book() == []


def test_what_comes_and_goes_makes_the_balance(by, johar):
    write(by, "in", 200)
    write(by, "out", 30, note="ke Pos TPI Tambak Lorok")
    write(by, "spoiled", 2)
    write(by, "in", 50, item="a4")
    assert book() == [("cr80", "in", 200), ("cr80", "out", -30), ("cr80", "spoiled", -2), ("a4", "in", 50)]
    assert balances([johar.id]) == {(johar.id, "cr80"): 168, (johar.id, "a4"): 50}
    lines = AuditEvent.select().where(AuditEvent.action == "kartu.stok_dicatat")
    assert {(line.subject, line.user_id) for line in lines} == {("johar", by.user_id)}


@pytest.mark.parametrize(("counted", "difference"), [(95, -5), (100, 0), (130, 30), (0, -100)])
def test_counting_writes_the_difference_and_the_balance_is_what_was_counted(by, johar, counted, difference):
    write(by, "in", 100)
    write(by, "counted", counted)
    assert book()[-1] == ("cr80", "counted", difference)
    assert balance(johar, "cr80") == counted


@pytest.mark.parametrize(
    ("kind", "count", "note"),
    [("in", 0, ""), ("in", -5, ""), ("counted", -1, ""), ("in", 100_001, ""), ("out", 3, "")],
)
def test_service_writes_nothing_that_the_form_would_not(by, kind, count, note):
    with pytest.raises(Refused):
        write(by, kind, count, note=note)
    assert book() == []


def test_shelf_says_empty_low_enough_and_wrong(by):
    def states() -> list[str]:
        return [shelf.state for shelf in card_stock_pages.desk_of(post_code="johar", by=by).shelves]

    assert states() == ["empty", "empty"]
    low = settings.whole("card_stock_low")
    write(by, "counted", low + 1)
    assert states() == ["enough", "empty"]
    write(by, "spoiled", 1)
    assert states() == ["low", "empty"]
    write(by, "spoiled", low + 1)
    assert states() == ["wrong", "empty"]


def test_same_form_twice_is_one_entry_and_another_under_its_key_is_refused(by):
    once = key()
    write(by, "in", 10, client_key=once)
    write(by, "in", 10, client_key=once)
    assert book() == [("cr80", "in", 10)]
    with pytest.raises(KeyInUse):
        write(by, "in", 11, client_key=once)


def test_an_entry_is_taken_back_by_its_opposite_once(by, johar):
    write(by, "in", 500)
    entry_id = CardStock.get().id
    undo(client_key=key(), entry_id=entry_id, by=by)
    assert book() == [("cr80", "in", 500), ("cr80", "in", -500)] and balance(johar, "cr80") == 0
    with pytest.raises(Refused, match="sudah dibatalkan"):
        undo(client_key=key(), entry_id=entry_id, by=by)
    with pytest.raises(Refused, match="sendiri sebuah pembatalan"):
        undo(client_key=key(), entry_id=CardStock.select().order_by(CardStock.id.desc()).get().id, by=by)
    assert len(book()) == 2


def test_what_printing_wrote_is_not_taken_back_by_hand(by):
    run = printed(by, ["good"], layout="cr80")
    with pytest.raises(Refused, match=run.no):
        undo(client_key=key(), entry_id=CardStock.get().id, by=by)
    assert len(book()) == 1


def test_words_of_a_note_never_pass_for_an_opposite_entry(by, johar):
    write(by, "in", 5)
    first = CardStock.get().id
    write(by, "in", 5, note=f"undo:{first}")
    entries, _more = card_stock_pages.book_of(johar, page=1)
    assert [(entry.undoes, entry.is_undone) for entry in entries] == [(None, False), (None, False)]
    undo(client_key=key(), entry_id=first, by=by)
    entries, _more = card_stock_pages.book_of(johar, page=1)
    assert [(entry.undoes, entry.may_be_undone) for entry in entries] == [
        (first, False), (None, True), (None, False),
    ]  # fmt: skip


def test_book_is_the_post_s_own_colleague_writes_stranger_does_not(people, by):
    write(acting(people["rekan"]), "in", 5)
    entry_id = CardStock.get().id
    for name in ("petugas2", "mitra", "opd", "donatur", "auditor"):
        stranger = acting(people[name])
        with pytest.raises(NotAllowed):
            write(stranger, "in", 5)
        with pytest.raises(NotAllowed):
            undo(client_key=key(), entry_id=entry_id, by=stranger)
    write(acting(people["admin"]), "in", 7)
    undo(client_key=key(), entry_id=entry_id, by=by)
    assert [count for _item, _kind, count in book()] == [5, 7, -5]


def test_post_or_entry_that_does_not_exist_is_not_there(by):
    with pytest.raises(NotThere):
        write(by, "in", 5, post="tidak-ada")
    with pytest.raises(NotThere):
        undo(client_key=key(), entry_id=99, by=by)


def test_one_difference_is_written_when_two_desks_count_the_same_shelf(people, by, johar):
    write(by, "in", 40)
    others = [acting(people[name]) for name in ("petugas", "rekan", "admin")]
    all_at_once([lambda desk=desk: write(desk, "counted", 50) for desk in others])
    assert balance(johar, "cr80") == 50
    assert sorted(count for _item, kind, count in book() if kind == "counted") == [0, 0, 10]


def test_one_opposite_is_written_when_two_desks_take_the_same_entry_back(people, by, johar):
    write(by, "in", 40)
    entry_id = CardStock.get().id
    desks = [acting(people[name]) for name in ("petugas", "rekan", "admin")]
    answers = all_at_once(
        [lambda desk=desk: undo(client_key=key(), entry_id=entry_id, by=desk) for desk in desks]
    )
    assert sum(isinstance(answer, Refused) for answer in answers) == 2
    assert balance(johar, "cr80") == 0


def test_entry_bears_the_day_of_semarang(by, johar):
    with time_machine.travel("2026-11-20 18:30:00", tick=False):  # 01.30 on the 21st
        write(by, "in", 1)
    assert CardStock.get().day == date(2026, 11, 21)
