"""Whoever tries numbers one after the other is stopped, whichever way; whoever errs is told when to come back."""

import re

from kiosk.services.selfservice import Asked
from kiosk.web.limits import limiter
from kiosk.web.selfservice import tries
from tests.web import desk
from tests.web.house_rules import check_page
from tests.web.selfservice.desk import WRONG, ask, birth, form_of, scan, unknown

WITHOUT_COOKIE, ON_ONE_DEVICE, FROM_ONE_ADDRESS = 10, 12, 30
ON_ONE_NUMBER = 5


def test_number_closes_after_five_wrong_birth_dates_and_opens_again(stranger, reg_no, clock):
    for _try in range(ON_ONE_NUMBER):
        assert ask(stranger, reg_no, **WRONG).status_code == 422
    answer = ask(stranger, reg_no)
    assert answer.status_code == 429
    check_page(answer)
    assert "Coba lagi pukul 10.15" in answer.text
    assert 1 <= int(answer.headers["Retry-After"]) <= 900
    assert "S. W." not in answer.text
    clock.shift(901)
    assert ask(stranger, reg_no).status_code == 200


def test_number_nobody_has_closes_just_as_well(stranger, reg_no, clock):
    for _try in range(ON_ONE_NUMBER):
        ask(stranger, unknown(1))
    closed = ask(stranger, unknown(1))
    for _try in range(ON_ONE_NUMBER):
        ask(stranger, desk.NIK, **WRONG)
    known = ask(stranger, desk.NIK)
    assert closed.status_code == known.status_code == 429
    assert re.sub(r'value="[^"]+"', "", closed.text) == re.sub(r'value="[^"]+"', "", known.text)


def test_right_answer_forgives_the_slips_before_it(stranger, reg_no, clock):
    for _round in range(2):
        for _try in range(ON_ONE_NUMBER - 1):
            assert ask(stranger, reg_no, **WRONG).status_code == 422
        assert ask(stranger, reg_no).status_code == 200


def test_other_numbers_and_the_card_stay_open(stranger, client_for, reg_no, card_of, clock):
    for _try in range(ON_ONE_NUMBER + 1):
        ask(stranger, reg_no, **WRONG)
    assert scan(stranger, f"/v/{card_of(reg_no).token}").status_code == 200


def test_fresh_cookie_does_not_open_a_closed_number(app, reg_no, clock):
    for _try in range(ON_ONE_NUMBER):
        ask(app.test_client(), reg_no, **WRONG)
    assert ask(app.test_client(), reg_no).status_code == 429


def test_device_that_misses_too_often_rests(stranger, reg_no, clock):
    for number in range(ON_ONE_DEVICE):
        assert ask(stranger, unknown(number)).status_code == 422
    answer = ask(stranger, reg_no)
    assert answer.status_code == 429
    assert "Coba lagi pukul 10.10" in answer.text
    clock.shift(601)
    assert ask(stranger, reg_no).status_code == 200


def test_unknown_cards_count_as_misses(stranger, reg_no, clock):
    for _try in range(ON_ONE_DEVICE):
        assert scan(stranger, "/v/AAAAAAAAAAAAAAAAAAAAAAAA").status_code == 404
    assert ask(stranger, reg_no).status_code == 429


def test_dropping_the_cookie_each_time_ends_at_the_address(app, reg_no, clock):
    for number in range(FROM_ONE_ADDRESS):
        assert ask(app.test_client(), unknown(number)).status_code == 422
    assert ask(app.test_client(), reg_no).status_code == 429


def test_claiming_another_address_gains_nothing(app, reg_no, clock):
    for number in range(FROM_ONE_ADDRESS):
        client = app.test_client()
        client.environ_base["HTTP_X_FORWARDED_FOR"] = f"10.0.0.{number}"
        assert ask(client, unknown(number)).status_code == 422
    assert ask(app.test_client(), reg_no).status_code == 429


def test_question_without_the_cookie_answers_nothing_and_soon_rests(app, stranger, reg_no, clock):
    sent = {**form_of(stranger), "number": reg_no, **birth()}
    for _try in range(WITHOUT_COOKIE):
        answer = app.test_client().post("/kios", data=sent)
        assert answer.status_code == 422 and "S. W." not in answer.text
    assert app.test_client().post("/kios", data=sent).status_code == 429
    assert stranger.post("/kios", data=sent).status_code == 200  # the terminal beside it goes on


def test_old_cookie_brought_back_is_still_the_same_device(app, stranger, reg_no, clock):
    stranger.get("/kios")
    old = stranger.get_cookie("payung").value
    for number in range(ON_ONE_DEVICE):
        ask(stranger, unknown(number))
    other = app.test_client()
    other.set_cookie("payung", old)
    assert ask(other, reg_no).status_code == 429


def test_forged_cookie_is_no_device(app, stranger, reg_no, clock):
    stranger.get("/kios")
    name, _, signature = stranger.get_cookie("payung").value.rpartition(".")
    forged = app.test_client()
    forged.set_cookie("payung", f"{name}x.{signature}")
    sent = {**form_of(stranger), "number": reg_no, **birth()}
    assert forged.post("/kios", data=sent).status_code == 422


def test_same_number_tried_at_once_is_counted_before_it_is_answered(app, reg_no, clock):
    """Whatever arrives together has been counted by the time the first is looked up."""
    with app.test_request_context():
        asked = Asked("reg_no", reg_no)
        rests = [tries.rest_before_number(asked) for _try in range(ON_ONE_NUMBER + 2)]
    assert [rest is not None for rest in rests] == [False] * ON_ONE_NUMBER + [True, True]


def test_memory_of_the_counters_holds_no_number(stranger, reg_no, clock):
    ask(stranger, desk.NIK, **WRONG)
    ask(stranger, reg_no, **WRONG)
    remembered = " ".join(map(str, limiter.storage.storage))
    assert "kiosk number" in remembered and "kiosk number here" in remembered
    assert desk.NIK not in remembered and reg_no not in remembered and reg_no[4:11] not in remembered


def test_queue_at_a_terminal_is_not_slowed_down(stranger, reg_no, card_of, clock):
    card = card_of(reg_no)
    for _person in range(20):
        assert scan(stranger, f"/v/{card.token}").status_code == 200
