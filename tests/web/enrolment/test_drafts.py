"""What was typed and not sent survives a lock and a sign-out: kept, offered again, continued, thrown away."""

import re
from datetime import timedelta

import pytest

from db.connection import writing
from db.models import AuditEvent, Draft, Worker
from kiosk.domain.clock import utc_now
from kiosk.services import drafts
from kiosk.web import blank_forms
from tests.fixtures import PASSWORD
from tests.web import desk
from tests.web.accounts.desk import sign_in
from tests.web.desk import BY_HTMX, person, send
from tests.web.house_rules import check_page

PAGE = "/pekerja/baru"
DRAFT = "/pekerja/baru/draf"
DISCARD = "/pekerja/baru/draf/pembuangan"
BY_SCRIPT = {"X-Requested-With": "fetch"}
OFFERED = "Isian yang belum dikirim"


def keep(client, by_script: bool = True, **other):
    """Send what has been typed so far, as draft.js does or as the button does without it."""
    return send(client, DRAFT, person(**other), headers=BY_SCRIPT if by_script else {})


def set_back(**ago) -> None:
    with writing():
        Draft.update(updated_at=utc_now() - timedelta(**ago)).execute()


def key_of(page: str) -> list[str]:
    return re.findall(r"/pekerja/baru\?draf=([0-9a-f]+)", page)


def ticked(page: str) -> set[str]:
    return set(re.findall(r'<input (?=[^>]*\bchecked\b)[^>]*name="(still_working|consent)"', page))


def test_script_is_told_when_it_was_kept(client_for):
    answer = keep(client_for("petugas"))
    assert answer.status_code == 200
    assert answer.mimetype == "text/plain"
    assert re.fullmatch(r"Tersimpan sementara pukul \d\d\.\d\d", answer.text)
    assert answer.headers["X-Payung"] == "1"


def test_draft_is_offered_on_the_blank_form_and_comes_back_filled(client_for, visit):
    client, key = client_for("petugas"), desk.key()
    keep(client, client_key=key)
    page = visit(client, PAGE).text
    assert OFFERED in page and "Slamet W." in page
    assert desk.NIK not in page
    assert key_of(page) == [key]
    filled = visit(client, f"{PAGE}?draf={key}").text
    for value in (desk.NIK, desk.NAME, desk.PHONE, "Jl. Kakap No. 12", key):
        assert f'value="{value}"' in filled
    assert re.search(rf'value="{desk.KAUMAN}" selected', filled)
    assert "Melanjutkan isian Slamet W." in filled
    assert OFFERED not in filled


def test_continued_form_is_saved_once_and_its_draft_is_gone(client_for):
    client, fields = client_for("petugas"), person()
    send(client, DRAFT, fields, headers=BY_SCRIPT)
    assert send(client, PAGE, fields).status_code == 303
    assert Worker.get().enrol_seconds in range(10)
    assert Draft.select().count() == 0
    assert send(client, DRAFT, fields, headers=BY_SCRIPT).status_code == 204
    assert Draft.select().count() == 0
    assert OFFERED not in client.get(PAGE).text
    gone = client.get(f"{PAGE}?draf={fields['client_key']}")
    assert gone.location == PAGE
    assert "Isian itu sudah tidak ada" in client.get(PAGE).text


@pytest.mark.parametrize(("minutes", "still"), [(29, {"still_working", "consent"}), (31, set())])
def test_statements_are_asked_again_after_half_an_hour(client_for, minutes, still):
    client, key = client_for("petugas"), desk.key()
    keep(client, client_key=key)
    set_back(minutes=minutes)
    page = client.get(f"{PAGE}?draf={key}").text
    assert ticked(page) == still
    assert ("Tanyakan sekali lagi" in page) is (not still)


def test_what_is_wrong_or_missing_is_kept_as_well(client_for):
    client, key = client_for("petugas"), desk.key()
    fields = {"client_key": key, "nik": "33740199", "name": "", "birth_on": "31/02/2003", "phone": "0812"}
    assert send(client, DRAFT, fields, headers=BY_SCRIPT).status_code == 200
    page = client.get(PAGE).text
    assert "tanpa nama" in page
    filled = client.get(f"{PAGE}?draf={key}")
    assert filled.status_code == 200
    check_page(filled)
    assert 'value="31/02/2003"' in filled.text


def test_nothing_is_kept_of_a_form_in_which_nothing_was_typed(client_for):
    client = client_for("petugas")
    blank = {"client_key": desk.key(), "consent_how": "self", "batch": ""}
    assert send(client, DRAFT, blank, headers=BY_SCRIPT).status_code == 204
    assert send(client, DRAFT, blank).status_code == 422
    assert OFFERED not in client.get(PAGE).text


def test_more_than_a_form_can_hold_is_refused(client_for):
    answer = keep(
        client_for("petugas"), **dict.fromkeys(("address", "workplace", "birth_place"), "a" * 9_000)
    )
    assert answer.status_code == 422
    assert "terlalu panjang" in answer.text
    assert Draft.select().count() == 0


def test_press_without_script_keeps_it_and_leads_back(client_for, visit):
    client = client_for("petugas")
    answer = keep(client, by_script=False)
    assert (answer.status_code, answer.location) == (303, PAGE)
    page = visit(client, PAGE).text
    assert "Tersimpan sementara pukul" in page
    assert "Slamet W." in page
    assert re.search(r'<noscript><button[^>]*formaction="/pekerja/baru/draf"', page)


def test_auditor_has_nothing_to_press_and_may_not_keep(client_for):
    client = client_for("auditor")
    assert "formaction" not in client.get(PAGE).text
    assert keep(client).status_code == 403


def test_draft_is_discarded_by_a_press_and_the_trail_knows(client_for, visit, people):
    client, key = client_for("petugas"), desk.key()
    keep(client, client_key=key)
    answer = send(client, DISCARD, {"client_key": key})
    assert answer.location == PAGE
    page = visit(client, PAGE).text
    assert "Isian dibuang." in page and OFFERED not in page
    line = AuditEvent.get(AuditEvent.action == "isian.dibuang")
    assert (line.user_id, line.subject) == (people["petugas"].id, "")
    again = send(client, DISCARD, {"client_key": key})
    assert again.status_code == 404
    assert "sudah dikirim atau sudah dibuang" in again.text


def test_colleague_sees_nothing_and_can_neither_continue_nor_discard_nor_overwrite(client_for):
    key = desk.key()
    keep(client_for("petugas"), client_key=key)
    for name in ("rekan", "petugas2", "mitra", "admin"):
        other = client_for(name)
        assert "Slamet" not in other.get(PAGE).text
        assert other.get(f"{PAGE}?draf={key}").location == PAGE
        assert send(other, DISCARD, {"client_key": key}).status_code == 404
        assert keep(other, client_key=key, name="Orang Lain").status_code == 204
    (draft,) = Draft.select()
    assert desk.NAME in client_for("petugas").get(f"{PAGE}?draf={key}").text
    assert draft.user.name == "Petugas"


def test_form_another_person_filled_in_is_not_kept_in_one_s_own_name(client_for):
    signed = re.search(r'name="filled_by"[^>]*value="([^"]+)"', client_for("petugas").get(PAGE).text)[1]
    answer = keep(client_for("rekan"), filled_by=signed)
    assert answer.status_code == 409
    assert Draft.select().count() == 0


def test_lock_and_unlock_lose_nothing(signed_in):
    client = signed_in("petugas")
    keep(client)
    send(client, "/kunci")
    assert client.get(PAGE).location.startswith("/buka-kunci")
    assert client.post("/buka-kunci", data={"password": PASSWORD}).status_code == 303
    assert "Slamet W." in client.get(PAGE).text


def test_locked_screen_keeps_nothing(signed_in):
    client = signed_in("petugas")
    token = desk.form_token(client)
    send(client, "/kunci")
    answer = client.post(DRAFT, data={"csrf_token": token, **person()}, headers=BY_SCRIPT)
    assert answer.status_code == 423
    assert Draft.select().count() == 0


def test_sign_out_and_in_again_loses_nothing_and_shows_it_to_nobody_else(signed_in, people):
    client = signed_in("petugas")
    keep(client)
    send(client, "/keluar")
    assert client.post(DRAFT, data=person(), headers=BY_SCRIPT).status_code in (401, 422)
    sign_in(client, people["rekan"].email)
    assert OFFERED not in client.get(PAGE).text
    send(client, "/keluar")
    sign_in(client, people["petugas"].email)
    assert "Slamet W." in client.get(PAGE).text


def test_form_that_came_back_with_errors_keeps_its_draft(client_for):
    client, fields = client_for("petugas"), person(name="")
    send(client, DRAFT, fields, headers=BY_SCRIPT)
    assert send(client, PAGE, fields).status_code == 422
    assert key_of(client.get(PAGE).text) == [fields["client_key"]]


def test_reader_without_drafts_gets_the_kept_page_and_one_with_drafts_never_does(client_for, count_queries):
    blank_forms.forget()
    client, key = client_for("petugas"), desk.key()
    client.get(PAGE)
    assert len(blank_forms._kept) == 1
    before = count_queries(lambda: client.get(PAGE))
    keep(client, client_key=key)
    kept = list(blank_forms._kept.values())
    assert "Slamet W." in client.get(PAGE).text
    assert list(blank_forms._kept.values()) == kept
    assert "Slamet W." not in str(kept)
    send(client, DISCARD, {"client_key": key})
    client.get(PAGE)  # says that it was discarded
    assert count_queries(lambda: client.get(PAGE)) == before


def test_queries_do_not_grow_with_the_drafts(client_for, count_queries):
    client = client_for("petugas")
    keep(client)
    one = count_queries(lambda: client.get(PAGE))
    for number in range(4):
        keep(client, name=f"Orang {number}")
    assert count_queries(lambda: client.get(PAGE)) == one


def test_enrolment_costs_one_statement_for_its_draft(client_for, count_queries, monkeypatch):
    client, token = client_for("petugas"), None
    token = desk.form_token(client)

    def enrol(number: int) -> int:
        fields = {"csrf_token": token, **person(nik=f"33740117050300{number:02}", name=f"Nama {number}a")}
        return count_queries(lambda: client.post(PAGE, data=fields))

    enrol(1)
    with_drafts = enrol(2)
    monkeypatch.setattr(drafts, "finish", lambda **who: None)
    assert with_drafts - enrol(3) == 1


def test_old_drafts_are_deleted_by_the_worker(app, client_for):
    from huey import MemoryHuey

    from kiosk import tasks

    keep(client_for("petugas"))
    set_back(days=4)
    huey = MemoryHuey()
    tasks.add_periodic_work(huey)
    (job,) = [task for task in huey._registry.periodic_tasks if task.name == "old_drafts"]
    job.execute()
    assert Draft.select().count() == 0


def test_draft_by_htmx_is_refused_with_a_sentence_beside_the_form(client_for):
    answer = send(client_for("petugas"), DRAFT, person(client_key="?"), headers=BY_HTMX)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#notice")


def test_nik_that_was_only_looked_up_is_no_draft(client_for):
    client = client_for("petugas")
    fields = {
        "client_key": desk.key(),
        "nik": desk.NIK,
        "birth_on": "17/05/2003",
        "sex": "L",
        "consent_how": "self",
    }
    assert send(client, DRAFT, fields, headers=BY_SCRIPT).status_code == 204
    assert OFFERED not in client.get(PAGE).text
