"""Nobody sends in their own name what another person typed; who posts only the public names is not asked."""

import re

import pytest

from db.models import Worker
from tests.fixtures import PASSWORD
from tests.web import desk
from tests.web.accounts.desk import field, token
from tests.web.house_rules import check_page

PAGE = "/pekerja/baru"


def filled_in(client, page: str = PAGE, **other) -> dict:
    """The form as the browser of its reader would send it, hidden fields and all."""
    text = client.get(page).text
    hidden = {name: field(text, name) for name in ("csrf_token", "client_key", "filled_by")}
    assert all(hidden.values())
    return {**desk.person(), **hidden, **other}


def become(client, user) -> None:
    """Somebody else signs in on the same machine, in another tab."""
    with client.session_transaction() as session:
        session["_user_id"] = user.fs_uniquifier


def test_own_form_goes_through(client_for):
    client = client_for("petugas")
    assert client.post(PAGE, data=filled_in(client)).status_code == 303


def test_form_of_another_person_is_409_and_nothing_is_saved(client_for, people):
    client = client_for("petugas")
    fields = filled_in(client)
    become(client, people["rekan"])
    answer = client.post(PAGE, data=fields)
    assert answer.status_code == 409
    check_page(answer)
    assert "diketik orang lain" in answer.text
    assert desk.NIK not in answer.text and desk.NAME not in answer.text
    assert not Worker.select().exists()


def test_refused_form_waits_for_who_typed_it(client_for, people):
    client = client_for("petugas")
    fields = filled_in(client)
    become(client, people["rekan"])
    page = client.post(PAGE, data=fields).text
    kept = {"csrf_token": field(page, "csrf_token"), "kept_form": field(page, "kept_form")}
    assert client.post(PAGE, data=kept).status_code == 409
    become(client, people["petugas"])
    assert client.post(PAGE, data=kept).status_code == 303
    assert Worker.get().enrolled_by_id == people["petugas"].id


def test_form_kept_after_a_lost_session_is_not_sent_by_who_signs_in_next(client_for, stranger, people):
    fields = filled_in(client_for("petugas"))
    answer = stranger.post(PAGE, data={**fields, "csrf_token": token(stranger, "/masuk")})
    assert answer.status_code == 422
    kept = {"csrf_token": field(answer.text, "csrf_token"), "kept_form": field(answer.text, "kept_form")}
    sign_in(stranger, people["rekan"])
    assert stranger.post(PAGE, data=kept).status_code == 409
    assert not Worker.select().exists()
    become(stranger, people["petugas"])
    assert stranger.post(PAGE, data=kept).status_code == 303


def sign_in(client, user) -> None:
    data = {"csrf_token": token(client, "/masuk"), "email": user.email, "password": PASSWORD}
    assert client.post("/masuk", data=data).status_code == 302


def test_batch_of_another_person_is_409(client_for, people):
    client = client_for("mitra")
    fields = filled_in(client, "/batch/baru", **desk.batch_fields(client, client_key=desk.key()))
    become(client, people["mitra_rekan"])
    answer = client.post("/batch/baru", data={**fields, "sheet": desk.small_sheet((desk.NIK, desk.NAME))})
    assert answer.status_code == 409
    assert not Worker.select().exists()


def test_given_back_form_still_knows_its_reader(client_for, people):
    client = client_for("petugas")
    answer = client.post(PAGE, data=filled_in(client, rt="abc"))
    assert answer.status_code == 422
    assert field(answer.text, "filled_by") == field(client.get(PAGE).text, "filled_by")


def test_two_readers_of_a_kept_page_have_their_own_sign(client_for):
    signs = {field(client_for(name).get(PAGE).text, "filled_by") for name in ("petugas", "rekan", "petugas")}
    assert len(signs) == 2


@pytest.mark.parametrize("sign", ["", "99999.bukan", "x" * 500])
def test_script_without_a_sound_sign_is_answered_as_ever(client_for, sign):
    assert desk.enrol(client_for("petugas"), filled_by=sign).status_code == 303


def test_sign_holds_no_name_and_no_session(client_for, people):
    sign = field(client_for("petugas").get(PAGE).text, "filled_by")
    assert not re.search(f"{people['petugas'].fs_uniquifier}|petugas", sign)
