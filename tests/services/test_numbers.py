"""Tokens and numbers that nobody can guess or count."""

import random
from math import log2

from db.models import Card
from kiosk.domain.card_codes import TOKEN, read_card_code
from kiosk.domain.registration import ALPHABET
from kiosk.services.numbers import fresh_number, fresh_token
from kiosk.services.print_runs import print_cards
from tests.services.at_once import key
from tests.services.crowd import crowd

BITS = 128  # below that somebody could find a card by trying
SIGNS = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
DRAWN = 600


def bits_of(drawn: list[str]) -> float:
    """What a guesser has to find out, by length and by the signs that were seen at each place. A counter, a date or
    anything else that repeats itself has few."""
    return sum(log2(len(set(at_this_place))) for at_this_place in zip(*drawn, strict=True))


def test_token_has_at_least_128_bits_by_its_length_and_alphabet():
    drawn = [fresh_token() for _token in range(DRAWN)]
    assert len({*drawn}) == DRAWN and {*"".join(drawn)} == SIGNS
    assert bits_of(drawn) >= BITS
    assert all(read_card_code(f"/v/{token}").kind == TOKEN for token in drawn[:20])


def test_cards_of_a_run_carry_such_tokens_and_nothing_of_their_owner(petugas):
    print_cards(client_key=key(), by=petugas, reg_nos=crowd(petugas, DRAWN))
    cards = list(Card.select())
    assert bits_of([card.token for card in cards]) >= BITS
    for card in cards:
        for known in (card.serial, card.serial[4:], card.worker.reg_no, card.worker.reg_no[4:11]):
            assert known not in card.token


def test_token_and_number_come_from_no_chance_that_can_be_set_back():
    pairs = []
    for _time in range(2):
        random.seed(20_261_120)
        pairs.append((fresh_token(), fresh_number("K26", 7)))
    assert pairs[0][0] != pairs[1][0] and pairs[0][1] != pairs[1][1]


def test_number_of_a_card_counts_nothing():
    drawn = [fresh_number("K26", 7) for _number in range(DRAWN)]
    assert all(number[:4] == "K26-" and {*number[4:]} <= {*ALPHABET} for number in drawn)
    assert len({*drawn}) == DRAWN and bits_of(drawn) > 30


def test_tokens_that_can_be_guessed_are_seen_when_planted():
    assert bits_of([f"{number:032d}" for number in range(DRAWN)]) < BITS
    assert bits_of([fresh_token()[:20] for _token in range(DRAWN)]) < BITS
    assert bits_of([f"20261120T0300{number:019d}" for number in range(DRAWN)]) < BITS
