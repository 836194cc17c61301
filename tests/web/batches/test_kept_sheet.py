"""A sheet is not kept with its form: the form comes back filled and asks for it, instead of opening an empty batch."""

import pytest

from db.models import Batch, Upload
from tests.web import desk
from tests.web.accounts.desk import field, sign_in, token
from tests.web.house_rules import check_page

ASKS = "Pilih berkasnya sekali lagi."
SUGENG = ("3374020902000001", "Sugeng Hartono")


def signed_out(client) -> None:
    with client.session_transaction() as session:
        session.clear()


def kept_fields(answer) -> dict:
    return {"csrf_token": field(answer.text, "csrf_token"), "kept_form": field(answer.text, "kept_form")}


def lose_the_session(client, address: str, fields: dict):
    """The session is gone when the form with its sheet is sent; answers with the page that keeps it."""
    signed_out(client)
    sent = {**fields, "sheet": desk.small_sheet(SUGENG), "csrf_token": token(client, "/masuk")}
    answer = client.post(address, data=sent)
    assert answer.status_code == 422
    assert "Berkas yang Anda pilih tidak ikut tersimpan." in answer.text
    return answer


@pytest.mark.parametrize("presses_too_early", [False, True])
def test_new_batch_comes_back_filled_and_asks_for_its_sheet(client_for, people, presses_too_early):
    client = client_for("mitra")
    fields = desk.batch_fields(client, months="3")
    answer = lose_the_session(client, "/batch/baru", fields)
    if presses_too_early:
        answer = client.post("/batch/baru", data=kept_fields(answer))
        assert "Berkas yang Anda pilih tidak ikut tersimpan." in answer.text
    sign_in(client, people["mitra"].email)
    answer = client.post("/batch/baru", data=kept_fields(answer))
    assert answer.status_code == 422
    check_page(answer)
    errors = answer.text.partition('id="error-summary"')[2].partition("</div>")[0]
    assert ASKS in errors and errors.count("<li>") == 1
    assert f'value="{fields["name"]}"' in answer.text
    assert not Batch.select().exists()
    again = {**fields, "csrf_token": field(answer.text, "csrf_token"), "sheet": desk.small_sheet(SUGENG)}
    assert client.post("/batch/baru", data=again).status_code == 303
    assert Upload.select().count() == 1


def test_further_sheet_of_a_batch_is_asked_for_once_more(client_for, people):
    client = client_for("mitra")
    no = desk.opened(client)
    answer = lose_the_session(client, f"/batch/{no}/lembar", {"client_key": desk.key()})
    sign_in(client, people["mitra"].email)
    answer = client.post(f"/batch/{no}/lembar", data=kept_fields(answer))
    assert answer.status_code == 422
    assert ASKS in answer.text
    assert "Pilih berkas lembar kerja lebih dulu." not in answer.text


def test_form_without_a_sheet_goes_through_as_it_was_kept(client_for, people):
    client = client_for("mitra")
    fields = desk.batch_fields(client)
    signed_out(client)
    answer = client.post("/batch/baru", data={**fields, "csrf_token": token(client, "/masuk")})
    sign_in(client, people["mitra"].email)
    assert client.post("/batch/baru", data=kept_fields(answer)).status_code == 303
    assert Batch.select().count() == 1
