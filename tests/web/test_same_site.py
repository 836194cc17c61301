"""What another site's page sends is refused before it is read: nothing sealed, no cookie, nothing changed."""

import pytest
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.test import Client

from db.models import PrinterSetting
from kiosk.web import kept_form
from tests.web import desk
from tests.web.accounts.desk import field, sign_in, token
from tests.web.house_rules import check_page
from tests.web.selfservice.desk import form_of

PRINTER = "/kartu/printer?pos=johar"
STRANGERS = {
    "layout": "a4",
    "flip": "short",
    "front_x": "9,99",
    "front_y": "-9,99",
    "back_x": "0",
    "back_y": "0",
}
HERE = "http://localhost"  # as the test client calls us
ELSEWHERE = (
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://lain.example"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://tetangga.localhost"},
    {"Sec-Fetch-Site": "cross-site", "Origin": HERE},
    {"Sec-Fetch-Site": "entah"},
    {"Origin": "https://lain.example"},
    {"Origin": "http://localhost.lain.example"},
    {"Origin": "http://localhost:9999"},
    {"Origin": "http://lain.example@["},
    {"Origin": "null"},
)
FROM_US = (
    {},
    {"Sec-Fetch-Site": "same-origin", "Origin": HERE},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "https://nama-di-depan-proxy.example"},
    {"Origin": HERE},
    {"Origin": "http://LOCALHOST"},
    {"Origin": "http://127.0.0.1:8000"},  # PAYUNG_URL
)


def refused(answer) -> None:
    assert answer.status_code == 403
    assert "Kiriman dari situs lain ditolak" in answer.text
    assert "Set-Cookie" not in answer.headers
    assert "kept_form" not in answer.text and "csrf_token" not in answer.text
    check_page(answer)


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_form_of_another_site_is_neither_sealed_nor_answered_with_a_cookie(stranger, headers):
    """SameSite keeps the officer's cookie away: it arrives as nobody's."""
    refused(stranger.post(PRINTER, data={"client_key": desk.key(), **STRANGERS}, headers=headers))


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_form_of_another_site_changes_nothing_though_the_cookie_comes_along(client_for, headers):
    client = client_for("petugas")
    refused(desk.send(client, PRINTER, {"client_key": desk.key(), **STRANGERS}, headers=headers))
    assert PrinterSetting.select().count() == 0
    assert client.get("/akun").status_code == 200


@pytest.mark.parametrize("headers", FROM_US)
def test_form_of_our_own_page_goes_on(client_for, headers):
    sent = {"client_key": desk.key(), **STRANGERS}
    assert desk.send(client_for("petugas"), PRINTER, sent, headers=headers).status_code == 303


@pytest.mark.parametrize("headers", FROM_US)
def test_lapsed_sign_in_still_keeps_the_form_of_our_own_page(stranger, headers):
    answer = stranger.post(PRINTER, data={"client_key": desk.key(), **STRANGERS}, headers=headers)
    assert answer.status_code == 422 and field(answer.text, kept_form.FIELD)


@pytest.mark.parametrize("headers", ELSEWHERE)
@pytest.mark.parametrize("address", ["/masuk", "/keluar", "/bahasa", "/kios", "/v/tidak-ada", "/tidak-ada"])
def test_pages_for_everybody_take_nothing_from_another_site_either(stranger, people, headers, address):
    refused(stranger.post(address, data={"email": "petugas@payung.test"}, headers=headers))


def test_kept_form_of_another_site_is_not_opened(client_for, stranger):
    page = stranger.post(PRINTER, data={"client_key": desk.key(), **STRANGERS}).text
    kept, client = field(page, kept_form.FIELD), client_for("petugas")
    sent = {"csrf_token": token(client, "/akun"), kept_form.FIELD: kept}
    refused(client.post(PRINTER, data=sent, headers=ELSEWHERE[0]))


def test_json_of_another_site_is_refused_as_its_forms_are(stranger):
    refused(stranger.post("/masuk", data="5", content_type="application/json", headers=ELSEWHERE[0]))


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_are_refused_alike(stranger, method):
    refused(stranger.open(PRINTER, method=method, headers=ELSEWHERE[0]))


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_link_on_another_site_opens_our_page(client_for, headers):
    assert client_for("petugas").get("/kartu/printer", headers=headers).status_code == 200


def test_message_waiting_for_its_reader_is_not_eaten(client_for):
    client = client_for("petugas")
    desk.send(client, PRINTER, {"client_key": desk.key(), **STRANGERS})
    refused(client.post(PRINTER, data=STRANGERS, headers=ELSEWHERE[0]))
    with client.session_transaction() as session:
        assert session["_flashes"]


def test_fragment_lands_beside_the_form_when_a_proxy_hides_our_name(client_for):
    """An older browser says Origin alone; the form it was to be sent from stays."""
    headers = {**desk.BY_HTMX, "Origin": "https://nama-di-depan-proxy.example"}
    answer = client_for("petugas").post(PRINTER, data=STRANGERS, headers=headers)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (403, "#notice")
    assert "Kiriman dari situs lain ditolak" in answer.text


def test_sign_in_and_kiosk_work_in_a_browser_that_says_where_it_is(app, people):
    client = app.test_client()
    client.environ_base.update(HTTP_SEC_FETCH_SITE="same-origin", HTTP_ORIGIN=HERE)
    assert sign_in(client, "petugas@payung.test").status_code == 302
    asked = client.post("/kios", data={**form_of(client), "number": "SMG-0000000-0"})
    assert asked.status_code == 422 and "Kiriman dari situs lain" not in asked.text


def test_name_that_a_trusted_proxy_passes_on_is_ours(app, people):
    """As create_app does it with TRUSTED_PROXIES=1; without, nobody's word for our name is believed."""
    headers = {"Origin": "https://payung.example", "X-Forwarded-Host": "payung.example"}
    behind_proxy, alone = Client(ProxyFix(app.wsgi_app, x_host=1)), Client(app.wsgi_app)
    answers = [client.post(PRINTER, data=STRANGERS, headers=headers) for client in (behind_proxy, alone)]
    assert [answer.status_code for answer in answers] == [422, 403]
