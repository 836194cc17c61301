"""The made-up workers' cards: whole print runs, hand-overs and tries in an order that can be, stock books that fit."""

from collections import Counter, defaultdict

from db.models import Card, CardStock, Consent, DeliveryTry, Post, PrintedCard, PrintPart, PrintRun, Worker
from kiosk.domain.clock import today, utc_now
from kiosk.services import card_stock_pages, handover_consents
from kiosk.services.acting import Actor
from kiosk.services.card_stock import balance
from kiosk.services.demo.stock import LEFT
from kiosk.services.handover_words import HOWS, RELATIONS, TRY_REASONS
from kiosk.services.print_parts import FILE
from kiosk.services.safe import file_content

REASONS = {"lost", "damaged", "data_changed", "spoiled"}


def test_cards_are_alive_once_and_some_are_replaced_or_handed_over(crowd):
    live = Counter(row[0] for row in Card.select(Card.worker).where(Card.void_at.is_null()).tuples())
    assert set(live.values()) == {1}
    void = list(Card.select().where(Card.void_at.is_null(False)))
    assert void and all(card.worker_id in live and card.voided_by_id for card in void)
    assert {card.void_reason for card in void} <= REASONS
    assert 0 < Card.select().where(Card.handed_at.is_null(False)).count() < len(live)


def test_cards_are_made_after_the_enrolment_and_nothing_happens_in_the_future(crowd):
    for card in Card.select(Card, Worker).join(Worker):
        later = [at for at in (card.printed_at, card.handed_at, card.void_at) if at]
        moments = [card.worker.enrolled_at, card.created_at, *later, utc_now()]
        assert moments == sorted(moments)


def test_runs_are_whole_and_say_what_became_of_each_card(load):
    """A printed card came out well in one run; a spoiled one is void at that moment; a jam leaves cards as they are."""
    load(people=2000)
    outcomes = defaultdict(Counter)
    for place in (
        PrintedCard.select(PrintedCard, PrintRun, Card).join(PrintRun).switch(PrintedCard).join(Card)
    ):
        outcomes[place.card_id][place.outcome] += 1
        run, card = place.run, place.card
        assert run.asked_at <= (run.confirmed_at or run.asked_at) <= utc_now()
        if place.outcome == "good":
            assert (run.state, card.printed_at) == ("confirmed", run.confirmed_at)
        if place.outcome == "spoiled":
            assert (run.state, card.void_at, card.void_reason) == ("confirmed", run.confirmed_at, "spoiled")
            assert card.printed_at is None and card.handed_at is None
        if place.outcome == "unprinted":
            assert run.state == "cancelled"
    printed = {row[0] for row in Card.select(Card.id).where(Card.printed_at.is_null(False)).tuples()}
    assert printed == {card for card, seen in outcomes.items() if seen["good"]}
    assert all(seen["good"] + seen["spoiled"] + seen[None] <= 1 for seen in outcomes.values())
    assert {"good", "spoiled", "unprinted", None} == {
        outcome for seen in outcomes.values() for outcome in seen
    }
    for run in PrintRun.select():
        places = sorted(row[0] for row in run.places.select(PrintedCard.place).tuples())
        assert places == list(range(1, run.cards_total + 1))


def test_runs_without_an_answer_wait_with_their_files(crowd):
    waiting = list(PrintRun.select().where(PrintRun.state == "ready"))
    assert {run.post.code if run.post else run.asked_by.role for run in waiting} == {"johar", "mitra"}
    assert not PrintRun.select().where(PrintRun.state == "asked").exists()
    for run in waiting:
        (part,) = run.parts
        assert file_content(part.path, FILE).startswith(b"%PDF-")
    assert PrintPart.select().count() == len(waiting)


def test_cards_are_handed_over_by_known_codes_and_wait_at_each_post(crowd):
    handed = list(Card.select().where(Card.handed_at.is_null(False)))
    assert {card.handed_relation for card in handed} <= set(RELATIONS) and len(handed) > 30
    assert {card.handed_how for card in handed} <= set(HOWS)
    assert all(card.handed_to and card.handed_by_id and card.printed_at for card in handed)
    waiting = Card.select().where(
        Card.printed_at.is_null(False), Card.handed_at.is_null(), Card.void_at.is_null()
    )
    posts = Counter(card.pickup_post.code if card.pickup_post else None for card in waiting)
    assert set(posts) == {"johar", "mangkang", "tambak-lorok", None}


def test_whom_a_company_listed_consents_before_the_card_is_theirs(crowd):
    listed = Consent.select(Consent.worker).where(Consent.how == "company_list")
    handed = Card.select().where(Card.handed_at.is_null(False), Card.worker.in_(listed))
    ids = [card.worker_id for card in handed]
    assert ids and handover_consents.still_to_ask(ids) == set()
    assert {card.handed_relation for card in handed} == {"self"}


def test_what_was_tried_still_waits_and_was_printed_before(crowd):
    tries = list(DeliveryTry.select(DeliveryTry, Card).join(Card))
    assert tries and {one.reason for one in tries} <= set(TRY_REASONS)
    for one in tries:
        assert one.card.handed_at is None and one.card.void_at is None
        assert one.card.printed_at <= one.at <= utc_now()
        assert one.post_id == one.card.pickup_post_id


def test_stock_books_leave_what_lies_on_the_shelf_and_never_fall_below_zero(crowd):
    posts = {post.code: post for post in Post.select()}
    assert {where: balance(posts[where[0]], where[1]) for where in LEFT} == LEFT
    running = Counter()
    for row in CardStock.select().order_by(CardStock.id):
        assert row.day <= today() and row.created_at <= utc_now()
        running[row.post_id, row.item] += row.count
        assert running[row.post_id, row.item] >= 0
    kinds = {row[0] for row in CardStock.select(CardStock.kind).tuples()}
    assert kinds == {"in", "out", "spoiled", "counted"}
    assert CardStock.select().where(CardStock.print_run.is_null(False)).exists()


def test_a_post_is_short_and_a_slip_was_taken_back(crowd):
    admin = Actor(None, "Admin", "admin")
    states = {desk.post.code: desk.shelves[0].state for desk in card_stock_pages.desks(by=admin)}
    assert (states["johar"], states["tambak-lorok"], states["mangkang"]) == ("enough", "low", "empty")
    entries, _more = card_stock_pages.book_of(Post.get(Post.code == "mangkang"), page=1)
    assert entries[0].undoes and entries[1].is_undone
