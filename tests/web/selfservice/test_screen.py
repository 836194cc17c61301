"""A screen nobody minds: nothing stays on it, nothing comes back, nothing leads away from it."""

import re

import pytest

from kiosk.services import selfservice as service
from tests.web import desk
from tests.web.house_rules import check_page
from tests.web.selfservice.desk import ask, birth, form_of, scan

SPENT = "Layar ini sudah dibersihkan. Isi sekali lagi."


def test_screen_keeps_the_house_rules_and_asks_one_question(stranger, visit, people):
    page = visit(stranger, "/kios").page
    assert [form["action"] for form in page.forms] == ["/kios"]
    assert page.forms[0]["method"] == "post" and page.forms[0]["autocomplete"] == "off"
    fields = [one for one in page.controls if one.get("type", "text") == "text"]
    assert [one["name"] for one in fields] == ["number", "birth_day", "birth_month", "birth_year"]
    assert all(one["autocomplete"] == "off" for one in fields)
    assert "autofocus" in fields[0]
    assert not [
        one for one in page.addresses if one.startswith("/") and not one.startswith(("/kios", "/static"))
    ]


def test_answer_is_kept_nowhere_and_clears_itself_without_script(stranger, reg_no):
    answer = ask(stranger, reg_no, "/kios?pos=johar")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert '<noscript><meta http-equiv="refresh" content="30; url=/kios?pos=johar"></noscript>' in answer.text
    assert "<b data-seconds>30</b>" in answer.text
    assert 'id="done" href="/kios?pos=johar"' in answer.text


def test_same_form_sent_again_by_reload_or_back_answers_nothing(stranger, reg_no):
    sent = {**form_of(stranger), "number": reg_no, **birth()}
    assert "S. W." in stranger.post("/kios", data=sent).text
    again = stranger.post("/kios", data=sent)
    assert again.status_code == 422
    check_page(again)
    assert SPENT in again.text
    assert "S. W." not in again.text and reg_no not in again.text


def test_form_stays_good_while_the_page_is_only_looked_at_again(stranger, reg_no):
    sent = {**form_of(stranger), "number": reg_no, **birth()}
    stranger.get("/kios?bahasa=en")
    assert stranger.post("/kios", data=sent).status_code == 200


def test_next_card_may_be_scanned_from_the_answer(stranger, reg_no, card_of):
    card = card_of(reg_no)
    first = ask(stranger, reg_no)
    hidden = dict(re.findall(r'name="(csrf_token|turn)"[^>]*value="([^"]+)"', first.text))
    answer = stranger.post("/kios", data={**hidden, "number": f"http://127.0.0.1:8000/v/{card.token}"})
    assert answer.status_code == 200 and "S. W." in answer.text


def test_no_nik_and_no_card_comes_back_into_the_page_when_something_is_wrong(stranger, reg_no, card_of):
    token = card_of(reg_no).token
    for number in (desk.NIK, "3374 0117 0503 0001", "3374.0117.0503.0002", "337401170503"):
        answer = ask(stranger, number, **birth("1", "1", "1991"))
        assert answer.status_code == 422
        page = check_page(answer)
        values = [one.get("value", "") for one in page.controls if one.get("type") == "text"]
        assert values == ["", "", "", ""], number
    assert token not in scan(stranger, f"/v/{token}").text


def test_registration_number_comes_back_to_be_mended(stranger, reg_no):
    answer = ask(stranger, reg_no, **birth("", "", ""))
    assert f'value="{reg_no}"' in answer.text


def test_stale_or_missing_token_gives_a_fresh_screen(app, stranger, reg_no):
    sent = {**form_of(stranger), "number": reg_no, **birth()}
    for data in (sent | {"csrf_token": "x"}, {"number": reg_no, **birth()}):
        answer = stranger.post("/kios", data=data)
        assert answer.status_code == 422 and SPENT in answer.text
        assert "S. W." not in answer.text
    somebody = app.test_client()
    answer = somebody.post("/kios", data=sent)
    assert answer.status_code == 422 and "S. W." not in answer.text


@pytest.mark.parametrize("pos", ["tidak-ada", "johar%00", "<script>", "JOHAR", "x" * 3000])
def test_unknown_post_is_passed_over(stranger, people, pos):
    answer = stranger.get(f"/kios?pos={pos}")
    assert answer.status_code in (200, 404)
    assert "<script>" not in answer.text and "Pos Pasar Johar" not in answer.text
    assert answer.status_code == 404 or 'action="/kios"' in answer.text


def test_post_stands_in_the_head_and_stays_with_the_form(stranger, visit, people):
    answer = visit(stranger, "/kios?pos=johar")
    assert "<span>Pos Pasar Johar</span>" in answer.text
    assert 'action="/kios?pos=johar"' in answer.text
    assert "/kios?pos=johar&amp;bahasa=en" in answer.text


def test_english_holds_for_one_person_only(stranger, visit, reg_no):
    page = visit(stranger, "/kios?pos=johar&bahasa=en")
    assert page.page.language == "en"
    answer = ask(stranger, reg_no, "/kios?pos=johar&bahasa=en")
    assert check_page(answer).language == "en"
    assert 'id="done" href="/kios?pos=johar"' in answer.text
    assert visit(stranger, "/kios?pos=johar").page.language == "id"


def test_screen_finds_its_way_back_after_a_fault(stranger, reg_no, monkeypatch):
    def breaks(**_given):
        raise RuntimeError("mendadak")

    monkeypatch.setattr(service, "by_number", breaks)
    answer = ask(stranger, reg_no)
    assert answer.status_code == 500
    assert answer.headers["Refresh"] == "30; url=/kios"
    assert "Refresh" not in stranger.get("/kios").headers


def test_signed_in_officer_sees_what_everybody_sees(client_for, reg_no):
    text = ask(client_for("petugas2"), reg_no).text
    assert "S. W." in text and "Slamet" not in text and "Keluar" not in text
