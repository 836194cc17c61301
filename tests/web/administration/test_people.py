"""People and one-time links: admin makes and closes, auditor only looks."""

import re
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from db.models import AuditEvent, Company, Invite, Opd, Post, User, UserPost
from kiosk.domain.clock import utc_now
from tests.web.accounts.desk import sign_in, token

INVITE = "/admin/pengguna/undangan"
LINK = re.compile(r"readonly>(http[^<]+/undangan/[0-9a-f]{40})<")


def ask(client, **fields):
    usual = {"client_key": uuid4().hex, "email": "baru@payung.test", "name": "Orang Baru", "role": "auditor"}
    return client.post(INVITE, data={"csrf_token": token(client, INVITE), **usual, **fields})


def test_admin_gets_a_link_to_send(app, client_for, people):
    answer = ask(client_for("admin"), role="petugas", posts=["johar"])
    assert answer.status_code == 200
    link = LINK.search(answer.text)[1]
    assert link.startswith(app.config["PUBLIC_URL"] + "/undangan/")
    assert "Berlaku tiga hari, sekali pakai" in answer.text
    assert Invite.get().posts == ["johar"]
    assert AuditEvent.get(AuditEvent.action == "akun.diundang").user_id == people["admin"].id


def test_link_is_shown_once_and_stands_in_no_later_page(client_for):
    client = client_for("admin")
    secret = LINK.search(ask(client).text)[1].rpartition("/")[2]
    page = client.get("/admin/pengguna").text
    assert "Orang Baru" in page
    assert secret not in page


def test_same_form_sent_twice_gives_the_same_link(client_for):
    client, key = client_for("admin"), uuid4().hex
    first, second = (ask(client, client_key=key).text for _time in range(2))
    assert LINK.search(first)[1] == LINK.search(second)[1]
    assert Invite.select().count() == 1


def test_same_key_with_another_address_is_409(client_for):
    client, key = client_for("admin"), uuid4().hex
    ask(client, client_key=key)
    assert ask(client, client_key=key, email="lain@payung.test").status_code == 409
    assert Invite.select().count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": ""}, "Isi alamat surel"),
        ({"email": "bukan alamat"}, "Alamat surel ini tidak lengkap"),
        ({"name": "  "}, "Isi nama orang yang diundang."),
        ({"role": ""}, "Pilih peran orang ini."),
        ({"role": "raja"}, "Pilih peran orang"),
        ({"role": "mitra"}, "Pilih perusahaan untuk staf mitra."),
        ({"role": "mitra", "company": "999999"}, "Pilih perusahaan untuk staf mitra."),
        ({"role": "opd"}, "Pilih OPD untuk sekretaris OPD."),
        ({"role": "petugas"}, "Pilih paling sedikit satu pos untuk petugas."),
        ({"role": "petugas", "posts": ["tidak-ada"]}, "Pilih paling sedikit satu pos untuk petugas."),
        ({"email": "mitra@payung.test", "role": "admin"}, "sudah dipakai akun dengan peran lain"),
    ],
)
def test_incomplete_wish_is_a_sentence_and_makes_nothing(client_for, fields, sentence):
    answer = ask(client_for("admin"), **fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Invite.select().exists()


def test_test_addresses_are_refused_outside_demo_and_tests(app, client_for, monkeypatch):
    monkeypatch.setitem(app.config, "TEST_ADDRESSES_ALLOWED", False)
    client = client_for("admin")
    assert ask(client).status_code == 422
    assert ask(client, email="Nama@SemarangKota.go.id").status_code == 200
    assert Invite.get().email == "nama@semarangkota.go.id"


def test_what_the_role_has_no_use_for_is_left_out(client_for):
    company, opd = Company.get(), Opd.select().first()
    ask(client_for("admin"), role="auditor", company=company.id, opd=opd.id, posts=["johar"])
    made = Invite.get()
    assert (made.company_id, made.opd_id, made.posts) == (None, None, [])


def close(client, person, state="closed"):
    data = {"csrf_token": token(client, "/admin/pengguna"), "state": state}
    return client.post(f"/admin/pengguna/{person.id}/keadaan", data=data)


def test_closed_account_is_out_at_once_and_may_come_back(app, client_for, people):
    admin, person = client_for("admin"), app.test_client()
    sign_in(person, "mitra@payung.test")
    assert close(admin, people["mitra"]).location == "/admin/pengguna"
    assert "ditutup" in admin.get("/admin/pengguna").text
    assert person.get("/akun").location.startswith("/masuk")
    assert sign_in(person, "mitra@payung.test").status_code == 422
    close(admin, people["mitra"], "open")
    assert sign_in(person, "mitra@payung.test").status_code == 302


def test_closing_an_account_ends_its_links_for_good(app, client_for, people):
    admin = client_for("admin")
    company = people["mitra"].company_id
    link = urlsplit(
        LINK.search(ask(admin, email="mitra@payung.test", role="mitra", company=company).text)[1]
    ).path
    close(admin, people["mitra"])
    assert app.test_client().get(link).status_code == 404
    close(admin, people["mitra"], "open")
    assert app.test_client().get(link).status_code == 404


def test_no_link_is_made_for_a_closed_account(client_for, people):
    admin = client_for("admin")
    close(admin, people["auditor"])
    answer = ask(admin, email="auditor@payung.test")
    assert answer.status_code == 422
    assert "sudah ditutup. Buka kembali dahulu" in answer.text
    assert not Invite.select().exists()


def withdraw(client, invite_id):
    data = {"csrf_token": token(client, "/admin/pengguna")}
    return client.post(f"{INVITE}/{invite_id}/penarikan", data=data)


def test_withdrawn_link_works_no_more_and_is_written_down_once(app, client_for):
    admin = client_for("admin")
    link = urlsplit(LINK.search(ask(admin).text)[1]).path
    for _press in range(2):
        assert withdraw(admin, Invite.get().id).location == "/admin/pengguna"
    page = admin.get("/admin/pengguna").text
    assert "Tautan untuk Orang Baru tidak berlaku lagi." in page
    assert "/penarikan" not in page
    assert app.test_client().get(link).status_code == 404
    assert AuditEvent.select().where(AuditEvent.action == "akun.undangan_ditarik").count() == 1


def test_used_link_stays_used_when_it_is_withdrawn(client_for, people):
    made = Invite.create(
        token_hash=b"1", email="a@payung.test", name="A", role="admin", invited_by=people["admin"],
        expires_at=utc_now() + timedelta(days=1), used_at=utc_now(),
    )  # fmt: skip
    withdraw(client_for("admin"), made.id)
    assert Invite.get().expires_at == made.expires_at
    assert withdraw(client_for("admin"), made.id + 1).status_code == 404


def test_officers_posts_are_shown_by_one_query_for_the_page(client_for, people, count_queries):
    admin = client_for("admin")
    before = count_queries(lambda: admin.get("/admin/pengguna"))
    for name in ("petugas", "rekan"):
        UserPost.create(user=people[name], post=Post.get(Post.code == "mangkang"))
    UserPost.delete().where(UserPost.user == people["petugas2"]).execute()
    page = admin.get("/admin/pengguna").text
    assert page.count('<span class="cell-under">Pos Pasar Johar, Pos Terminal Mangkang</span>') == 2
    assert page.count('<span class="cell-under">Belum ada pos</span>') == 1
    assert count_queries(lambda: admin.get("/admin/pengguna")) == before


def test_own_account_cannot_be_closed(client_for, people):
    answer = close(client_for("admin"), people["admin"])
    assert answer.status_code == 422
    assert "Akun sendiri tidak dapat ditutup" in answer.text
    assert User.get_by_id(people["admin"].id).active


def test_unknown_state_or_person_changes_nothing(client_for, people):
    admin = client_for("admin")
    assert close(admin, people["mitra"], "hapus").status_code == 422
    assert User.get_by_id(people["mitra"].id).active
    people["mitra"].id = 999999
    assert close(admin, people["mitra"]).status_code == 404


def test_auditor_looks_but_changes_nothing(client_for, people):
    auditor = client_for("auditor")
    page = auditor.get("/admin/pengguna").text
    assert "Mitra</th>" in page
    assert "/keadaan" not in page and INVITE not in page
    assert auditor.get(INVITE).status_code == 403
    csrf = token(auditor, "/admin/pengguna")
    invite = {"csrf_token": csrf, "client_key": "k" * 32, "role": "admin"}
    assert auditor.post(INVITE, data=invite).status_code == 403
    assert auditor.post(f"{INVITE}/1/penarikan", data={"csrf_token": csrf}).status_code == 403
    data = {"csrf_token": token(auditor, "/admin/pengguna"), "state": "closed"}
    assert auditor.post(f"/admin/pengguna/{people['mitra'].id}/keadaan", data=data).status_code == 403


@pytest.mark.parametrize("name", ["petugas", "mitra", "donatur", "opd"])
@pytest.mark.parametrize("page", ["/admin/pengguna", INVITE, "/admin/jejak"])
def test_nobody_else_gets_in(client_for, name, page):
    assert client_for(name).get(page).status_code == 403
