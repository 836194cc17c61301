"""*Layani di pos ini*: who stands at another post is open to it until midnight, and that is written down."""

import re

import pytest
import time_machine

from db.models import AuditEvent, Card, Post, ServiceOpening, User, UserPost, Worker
from tests.web import desk
from tests.web.desk import send
from tests.web.house_rules import check_page

MORNING = "2026-11-20 03:00:00"  # ten o'clock in Semarang
BEFORE_MIDNIGHT = "2026-11-20 16:59:30"
AFTER_MIDNIGHT = "2026-11-20 17:00:30"


@pytest.fixture
def reg_no(client_for) -> str:
    with time_machine.travel("2026-11-19 03:00:00", tick=False):
        return desk.enrolled(client_for("petugas"))


def find(client, number: str = desk.NIK):
    answer = send(client, "/pekerja", {"number": number})
    check_page(answer)
    return answer


def ticket(answer) -> str:
    return re.search(r'name="service_ticket" value="([^"]+)"', answer.text)[1]


def serve(client, reason: str = "ambil_kartu", sealed: str | None = None):
    sealed = ticket(find(client)) if sealed is None else sealed
    return send(client, "/pekerja/layanan", {"service_ticket": sealed, "service_reason": reason})


def test_service_opens_the_person_at_this_post(client_for, visit, reg_no):
    with time_machine.travel(MORNING, tick=False):
        client = client_for("petugas2")
        assert client.get(f"/pekerja/{reg_no}").status_code == 403
        answer = serve(client)
        assert (answer.status_code, answer.location) == (303, f"/pekerja/{reg_no}")
        text = visit(client, f"/pekerja/{reg_no}").text
    assert desk.NAME in text
    assert "Dilayani di sini sampai malam ini" in text
    assert "Terdaftar di Pos Pasar Johar." in text


def test_owner_colleague_and_stranger_after_service(client_for, people, reg_no):
    UserPost.create(user=_officer("tetangga", people), post=Post.get(Post.code == "tambak-lorok"))
    UserPost.create(user=_officer("jauh", people), post=Post.get(Post.code == "mangkang"))
    with time_machine.travel(MORNING, tick=False):
        serve(client_for("petugas2"))
        names = ("petugas", "rekan", "petugas2", "tetangga", "jauh", "mitra", "admin")
        seen = {name: client_for(name).get(f"/pekerja/{reg_no}").status_code for name in names}
    assert seen == dict(zip(names, (200, 200, 200, 200, 403, 403, 200), strict=True))


def _officer(name: str, people) -> User:
    likeness = people["petugas2"]
    people[name] = User.create(
        email=f"{name}@payung.test", name=name, role="petugas", password=likeness.password, fs_uniquifier=name
    )
    return people[name]


def test_service_ends_at_midnight_in_semarang(client_for, reg_no):
    with time_machine.travel(MORNING, tick=False):
        serve(client_for("petugas2"))
    seen = {}
    for moment in (BEFORE_MIDNIGHT, AFTER_MIDNIGHT):
        with time_machine.travel(moment, tick=False):
            client = client_for("petugas2")
            listed = reg_no in client.get("/pekerja").text
            named = reg_no in find(client, "Slamet").text
            seen[moment] = (client.get(f"/pekerja/{reg_no}").status_code, listed, named)
    assert seen == {BEFORE_MIDNIGHT: (200, True, True), AFTER_MIDNIGHT: (403, False, False)}


def test_service_holds_at_the_post_of_today_only(client_for, people, reg_no):
    UserPost.create(user=people["petugas2"], post=Post.get(Post.code == "mangkang"))
    with time_machine.travel(MORNING, tick=False):
        client = client_for("petugas2")
        send(client, "/akun/pos", {"post": "tambak-lorok"})
        serve(client)
        assert client.get(f"/pekerja/{reg_no}").status_code == 200
        send(client, "/akun/pos", {"post": "mangkang"})
        assert client.get(f"/pekerja/{reg_no}").status_code == 403


def test_service_is_audited_once_per_reason(client_for, people, reg_no):
    with time_machine.travel(MORNING, tick=False):
        client = client_for("petugas2")
        sealed = ticket(find(client))
        for reason in ("ambil_kartu", "ambil_kartu", "ubah_data"):
            assert serve(client, reason, sealed).status_code == 303
    lines = list(AuditEvent.select().where(AuditEvent.action == "pekerja.dilayani").order_by(AuditEvent.id))
    assert [line.detail for line in lines[:1]] == [{"alasan": "ambil_kartu"}]
    assert {(line.subject_kind, line.subject, line.user_id) for line in lines} == {
        ("pekerja", reg_no, people["petugas2"].id)
    }
    assert {line.post_id for line in lines} == {Post.get(Post.code == "tambak-lorok").id}
    assert "ubah_data" in {line.detail["alasan"] for line in lines}
    assert ServiceOpening.select().count() == 1


def test_card_may_be_printed_and_nik_shown_for_who_is_served(client_for, reg_no):
    with time_machine.travel(MORNING, tick=False):
        client = client_for("petugas2")
        assert desk.print_cards(client, worker=reg_no).status_code == 403
        serve(client)
        assert desk.print_cards(client, worker=reg_no).status_code == 303
        assert "3374 0117 0503 0001" in send(client, f"/pekerja/{reg_no}/nik").text
        assert client.get(f"/kartu/{Card.get().serial}.pdf").status_code == 200
    with time_machine.travel(AFTER_MIDNIGHT, tick=False):
        client = client_for("petugas2")
        assert desk.print_cards(client, worker=reg_no).status_code == 403
        assert client.get(f"/kartu/{Card.get().serial}.pdf").status_code == 403


@pytest.mark.parametrize("reason", ["", "iseng"])
def test_reason_is_needed(client_for, reg_no, reason):
    answer = serve(client_for("petugas2"), reason)
    assert answer.status_code == 422
    check_page(answer)
    assert "Pilih untuk apa orang ini datang." in answer.text
    assert "S. W." in answer.text and desk.NAME not in answer.text.partition("<main")[2]
    assert not ServiceOpening.select().exists()


def test_ticket_is_of_one_officer_and_lasts_a_quarter_of_an_hour(client_for, reg_no):
    with time_machine.travel(MORNING, tick=False):
        sealed = ticket(find(client_for("petugas2")))
        assert serve(client_for("rekan"), sealed=sealed).status_code == 422
    for moment, expected in (("2026-11-20 03:15:30", 422), ("2026-11-20 03:14:30", 303)):
        with time_machine.travel(moment, tick=False):
            assert serve(client_for("petugas2"), sealed=sealed).status_code == expected


@pytest.mark.parametrize("sealed", ["", "abc", "ü", "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="])
def test_ticket_of_nonsense_is_refused_with_a_sentence(client_for, reg_no, sealed):
    answer = serve(client_for("petugas2"), sealed=sealed)
    assert answer.status_code == 422
    check_page(answer)
    assert "Kartu layanan ini sudah tidak berlaku" in answer.text


def test_page_of_a_refused_service_leads_back_to_the_search(client_for, people):
    answer = client_for("petugas").get("/pekerja/layanan")
    assert (answer.status_code, answer.location) == (303, "/pekerja")


@pytest.mark.parametrize("name", ["mitra", "admin", "auditor", "donatur"])
def test_only_an_officer_serves(client_for, reg_no, name):
    assert serve(client_for(name), sealed="abc").status_code == 403


def test_officer_without_a_post_is_told_so(client_for, people, reg_no):
    UserPost.delete().where(UserPost.user == people["petugas2"]).execute()
    answer = serve(client_for("petugas2"))
    assert answer.status_code == 422
    assert "Anda belum bertugas di pos mana pun" in answer.text
    assert not ServiceOpening.select().exists()


def test_ticket_tells_nothing_of_the_person(client_for, reg_no):
    text = find(client_for("petugas2")).text.partition("<main")[2].replace(f'value="{desk.NIK}"', "")
    for secret in (desk.NAME, reg_no, desk.NIK, desk.PHONE):
        assert secret not in text


def test_phone_of_several_people_gives_up_to_five_cards(client_for, reg_no):
    officer = client_for("petugas")
    for serial in range(1, 7):
        nik = f"337401{41 + serial}0{serial}7{serial}0002"
        desk.enrolled(officer, nik=nik, sex="P", name=f"Siti Orang{serial}")
    answer = find(client_for("petugas2"), desk.PHONE)
    assert answer.text.count('name="service_ticket"') == 5
    assert "Orang" not in re.sub("Orang (ini|dari)|orang", "", answer.text.partition("<main")[2])


def test_phone_shared_with_somebody_from_elsewhere_shows_both(client_for, reg_no):
    client = client_for("petugas2")
    own = desk.enrolled(
        client, nik="3374015708900002", sex="P", name="Siti Aminah", kelurahan="33.74.04.1004"
    )
    text = find(client, desk.PHONE).text
    assert own in text and "S. W." in text
    assert text.count('name="service_ticket"') == 1


def test_queries_of_the_person_s_page_stay_what_they_are(client_for, reg_no, count_queries):
    """Two more for a guest, who may be looked at and whose NIK may be revealed because the post serves them today."""
    own = count_queries(lambda: client_for("petugas").get(f"/pekerja/{reg_no}"))
    client = client_for("petugas2")
    sealed = ticket(find(client))
    serve(client, sealed=sealed)
    first = count_queries(lambda: client.get(f"/pekerja/{reg_no}"))
    for other in (desk.enrolled(client_for("petugas"), nik="3374014209720002", sex="P", name="Siti Aminah"),):
        serve(client, "lain", ticket(find(client, other)))
    serve(client, "lain", sealed)
    assert (count_queries(lambda: client.get(f"/pekerja/{reg_no}")), first) == (own + 2, own + 2)


def test_who_is_of_the_post_already_needs_no_opening(client_for, people, reg_no):
    """A ticket made before the person moved into the officer's kelurahan opens the page and nothing else."""
    client = client_for("petugas2")
    sealed = ticket(find(client))
    Worker.update(enrolled_post=Post.get(Post.code == "tambak-lorok")).execute()
    assert serve(client, sealed=sealed).location == f"/pekerja/{reg_no}"
    assert not ServiceOpening.select().exists()
