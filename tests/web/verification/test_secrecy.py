"""The address of a card is its secret: in no log, no audit line, no other page; and nobody finds one by trying."""

import logging
import re
from pathlib import Path

import pytest
from peewee import OperationalError

from db.models import AuditEvent, Card, Worker
from kiosk.domain.clock import utc_now
from kiosk.services import verification as service
from kiosk.services.numbers import fresh_token
from tests.web import desk

ROOT = Path(__file__).parents[3]
LOOKS_A_MINUTE = 60
ODD = [
    "x",
    "x" * 6000,
    "%00",
    "%C3%A9",
    "%F0%9F%98%80",
    "a%20b",
    "%ff%fe",
    "..",
    "%27%20OR%201=1--",
    "a.b",
    "%2525",
]


@pytest.fixture
def card(client_for) -> Card:
    reg_no = desk.enrolled(client_for("petugas"))
    worker = Worker.get(Worker.reg_no == reg_no)
    return Card.create(
        serial="K26-0000001", worker=worker, token=fresh_token(), created_by=worker.enrolled_by_id
    )


def heard(caplog) -> str:
    """Everything that was written down, with what it was written from."""
    return "\n".join(
        f"{line.name} {line.getMessage()} {line.args} {line.exc_text}" for line in caplog.records
    )


def breaks(monkeypatch, fault: Exception) -> None:
    def raise_it(_worker_id):
        raise fault

    monkeypatch.setattr(service.ledger, "live_months", raise_it)


def test_token_stands_in_no_log_when_everything_is_written_down(stranger, card, caplog):
    caplog.set_level(logging.DEBUG)
    assert stranger.get(f"/v/{card.token}").status_code == 200
    assert stranger.get(f"/v/{card.token}?bahasa=en").status_code == 200
    assert stranger.post(f"/v/{card.token}").status_code == 303
    assert stranger.get(f"/v/{card.token}/lebih").status_code == 404
    Card.update(void_at=utc_now()).execute()
    assert stranger.get(f"/v/{card.token}").status_code == 200
    for _look in range(LOOKS_A_MINUTE):
        last = stranger.get(f"/v/{card.token}")
    assert last.status_code == 429
    assert card.token not in heard(caplog)


@pytest.mark.parametrize(
    ("fault", "status"), [(RuntimeError("mendadak"), 500), (OperationalError("connection refused"), 503)]
)
def test_token_stands_in_no_log_when_something_breaks(stranger, card, caplog, monkeypatch, fault, status):
    caplog.set_level(logging.DEBUG)
    breaks(monkeypatch, fault)
    assert stranger.get(f"/v/{card.token}").status_code == status
    assert "/v/<token>" in heard(caplog)
    assert card.token not in heard(caplog)


def test_token_stands_in_no_log_when_even_the_last_step_breaks(app, stranger, card, caplog, monkeypatch):
    """Behind every handler Flask writes the path down itself; so it may not."""
    caplog.set_level(logging.DEBUG)

    def raise_it(*_given):
        raise RuntimeError("mendadak")

    monkeypatch.setattr(type(app.session_interface), "save_session", raise_it)
    assert stranger.get(f"/v/{card.token}").status_code == 500
    assert "/v/<token>" in heard(caplog)
    assert card.token not in heard(caplog)


def test_token_in_a_log_is_seen_when_planted(stranger, card, caplog):
    """Peewee writes its statements down as soon as somebody lets it."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="peewee")
    stranger.get(f"/v/{card.token}")
    assert card.token in heard(caplog)


def test_server_and_proxy_keep_no_log_of_addresses():
    assert "--no-access-log" in (ROOT / "bin" / "web").read_text()
    proxy = (ROOT / "docs" / "deploy" / "nginx.conf").read_text()
    assert proxy.count("access_log off;") == proxy.count("server {")


def test_looking_leaves_no_audit_line(stranger, card):
    before = AuditEvent.select().count()
    stranger.get(f"/v/{card.token}")
    assert AuditEvent.select().count() == before
    assert not any(card.token in f"{line.subject} {line.detail}" for line in AuditEvent.select())


def test_page_neither_repeats_its_address_nor_hands_it_on(stranger, card):
    answer = stranger.get(f"/v/{card.token}")
    assert card.token not in answer.text
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert '<meta name="referrer" content="no-referrer">' in answer.text
    assert "noindex" in answer.headers["X-Robots-Tag"] and 'content="noindex' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert stranger.get("/masuk").headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("odd", ODD)
def test_address_nobody_could_have_is_not_found_when_it_is_asked(stranger, card, odd):
    assert stranger.get(f"/v/{odd}").status_code == 404


def test_slash_behind_the_address_is_the_card_itself(stranger, card):
    page, with_slash = (stranger.get(f"/v/{card.token}{end}") for end in ("", "/"))
    assert (with_slash.status_code, with_slash.text) == (200, page.text)
    assert with_slash.headers["Referrer-Policy"] == "no-referrer"
    assert stranger.get("/v/tidak-ada/").text == stranger.get("/v/tidak-ada").text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("end", ["", "/"])
def test_whatever_is_sent_to_a_card_leads_to_looking_at_it(stranger, card, method, end):
    answer = stranger.open(f"/v/{card.token}{end}", method=method)
    assert (answer.status_code, answer.location) == (303, f"/v/{card.token}")
    assert "kept_form" not in answer.text and "Set-Cookie" not in answer.headers
    assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_address_behind_a_card_is_handed_on_to_nobody(stranger, card, method):
    answer = stranger.open(f"/v/{card.token}/lebih", method=method)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_unknown_cards_answer_alike_whatever_their_shape(stranger, card):
    well_formed = stranger.get(f"/v/{fresh_token()}")
    for odd in ("x", "x" * 2000, "%C3%A9", "%F0%9F%98%80", card.token + "x", card.token[:-1], card.serial):
        answer = stranger.get(f"/v/{odd}")
        assert (answer.status_code, answer.text) == (404, well_formed.text), odd
        assert list(answer.headers.keys()) == list(well_formed.headers.keys())


def test_every_token_costs_the_same_questions(stranger, card, count_queries):
    def asked(token: str) -> int:
        return count_queries(lambda: stranger.get(f"/v/{token}"))

    first = asked(card.token)
    assert first <= 3  # the card, its months, the settings
    assert asked(fresh_token()) == asked("x") == asked("%C3%A9") == first
    Card.update(void_at=utc_now()).execute()
    assert asked(card.token) == first


def test_guesser_is_stopped_and_told_when_to_come_back(stranger, visit, card):
    for _look in range(LOOKS_A_MINUTE):
        assert stranger.get("/v/tidak-ada").status_code == 404
    answer = visit(stranger, f"/v/{card.token}?bahasa=en", status=429)
    assert answer.page.language == "en"
    answer = visit(stranger, f"/v/{card.token}", status=429)
    seconds = int(answer.headers["Retry-After"])
    assert 1 <= seconds <= 60
    assert f"Tunggu {seconds} detik" in answer.text
    assert "TERDAFTAR" not in answer.text


def test_guesser_gains_nothing_by_claiming_another_address_or_dropping_cookies(app, card):
    for number in range(LOOKS_A_MINUTE):
        answer = app.test_client().get("/v/tidak-ada", headers={"X-Forwarded-For": f"10.0.0.{number}"})
        assert answer.status_code == 404
    answer = app.test_client().get("/v/tidak-ada", headers={"X-Forwarded-For": "10.9.9.9"})
    assert answer.status_code == 429


def look_from(app, address: str) -> int:
    return app.test_client().get("/v/tidak-ada", environ_base={"REMOTE_ADDR": address}).status_code


def test_neighbours_in_one_ipv6_network_are_one_visitor_and_others_are_not(app, card):
    for number in range(LOOKS_A_MINUTE):
        assert look_from(app, f"2001:db8:1:2::{number:x}") == 404
    assert look_from(app, "2001:db8:1:2:ffff::1") == 429
    assert look_from(app, "2001:db8:1:3::1") == 404
    assert look_from(app, "::ffff:192.0.2.7") == look_from(app, "192.0.2.7") == 404


def test_page_is_small_and_needs_neither_script_nor_font(stranger, card):
    page = stranger.get(f"/v/{card.token}").text
    assert "<script" not in page and ".woff" not in page and "icons.svg" not in page
    (style,) = re.findall(r'rel="stylesheet" href="/static/([^?"]+)', page)
    sheet = (ROOT / "static" / style).read_text()
    assert len(page.encode()) + len(sheet.encode()) < 8_000
    for too_new in ("var(--", "display: grid", "display: flex", "@font-face", "clamp(", ":has("):
        assert too_new not in sheet, too_new
