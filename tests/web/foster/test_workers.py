"""Whom a donor takes on: nominated from the neighbourhood, picked from the waiting list, let go again."""

import html
import re

import pytest

from db.connection import writing
from db.models import Consent, Donor, Pledge, Worker
from kiosk.services import pledge_months, pledge_picks, pledges
from kiosk.services.acting import SYSTEM
from tests.ledger_rows import planned_months
from tests.services import asn_desk
from tests.web import desk
from tests.web.house_rules import check_page

HOME, PICK, NAME = "/asn/daftar/pekerja", "/asn/daftar/pekerja/pilih", "/asn/daftar/pekerja/usul"
KECAMATAN = "33.74.01"
HANDLE = re.compile(r'name="handle" value="([0-9a-f]+)"')


@pytest.fixture
def donor(people) -> Donor:
    return asn_desk.donor(user=people["donatur"])


@pytest.fixture
def client(client_for, donor):
    return client_for("donatur")


def neighbour(**other) -> dict:
    return {
        "client_key": desk.key(),
        "kecamatan": KECAMATAN,
        "work": "own_work",
        "relation": "neighbour",
        "nik": desk.NIK,
        "name": desk.NAME,
        "birth_on": "17/05/2003",
        "sex": "L",
        "phone": desk.PHONE,
        "kelurahan": desk.KAUMAN,
        "rt": "3",
        "rw": "7",
        "address": "Jl. Kakap No. 12",
        "occupation": "nelayan",
        "workplace": "",
        "consent": "y",
        "consent_how": "thumb",
        **other,
    }


def main_of(answer) -> str:
    return re.sub(
        r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2].partition("</main>")[0])
    )


def pick(client, handle: str, **more):
    return desk.send(client, PICK, {"client_key": desk.key(), "handle": handle, **more})


def handles(client, query: str = "") -> list[str]:
    return HANDLE.findall(client.get(PICK + query).text)


def test_first_there_are_two_ways(client, visit):
    page = visit(client, HOME)
    assert f'href="{NAME}"' in page.text and f'href="{PICK}"' in page.text
    assert "Langkah 3 dari 5" in main_of(page)


@pytest.mark.parametrize("address", [HOME, PICK, NAME, f"{HOME}/1/lepas"])
def test_who_has_not_signed_up_is_led_to_the_first_step(client_for, address):
    answer = client_for("donatur").get(address)
    assert (answer.status_code, answer.location) == (303, "/asn/daftar")


def test_picked_they_are_reserved_until_a_time(client, visit):
    asn_desk.waiting(2)
    answer = pick(client, handles(client)[0])
    assert (answer.status_code, answer.location) == (303, HOME)
    words = main_of(visit(client, HOME))
    assert "1 orang dipesan untuk Anda" in words
    assert re.search(r"\d+ \w+ \d{4} \d\d\.\d\d", words)


def test_no_name_and_no_number_before_the_mandate_is_signed(client, visit, donor):
    [worker] = asn_desk.waiting(1, address="Jl. Rahasia 9")
    Worker.update(name="Siti Aminah").execute()
    pages = [visit(client, PICK)]
    pick(client, handles(client)[0])
    pages += [
        visit(client, address) for address in (HOME, f"{HOME}/{Pledge.get().id}/lepas", "/asn/saya", "/")
    ]
    for page in pages:
        for secret in ("Aminah", worker.reg_no, "Rahasia", "6281234567890"):
            assert secret not in page.text
    assert "S. A." in pages[1].text


def test_who_was_first_leaves_a_sentence_and_the_list_anew(client, donor):
    first, _second = asn_desk.waiting(2)
    both = handles(client)
    planned_months(first, [pledge_months.next_debit_month()])
    answer = pick(client, both[0], filters="kecamatan=33.74.01")
    assert answer.status_code == 422
    assert "sudah dipilih orang lain" in main_of(answer) and len(HANDLE.findall(answer.text)) == 1
    check_page(answer)


def test_pressed_twice_is_one_reservation(client):
    asn_desk.waiting(2)
    data = {"client_key": desk.key(), "handle": handles(client)[0]}
    assert [desk.send(client, PICK, data).status_code for _time in range(2)] == [303, 303]
    assert Pledge.select().count() == 1


def test_the_sixth_is_refused_with_what_to_do(client, donor, visit):
    for _time in range(5):
        asn_desk.picked(donor)
    asn_desk.waiting(1)
    answer = pick(client, handles(client)[0])
    assert answer.status_code == 422 and "Tandatangani dulu surat kuasanya" in main_of(answer)
    assert "Pesanan Anda sudah penuh" in main_of(visit(client, HOME))


def test_the_list_is_narrowed_by_place_and_work(client, visit):
    asn_desk.waiting(2)
    assert len(handles(client, f"?kecamatan={KECAMATAN}&pekerjaan=nelayan")) == 2
    assert "Tidak ada yang menunggu dengan saringan ini" in main_of(visit(client, PICK + "?pekerjaan=petani"))
    assert "berada di atas" in main_of(visit(client, PICK))
    assert "berada di atas" not in main_of(visit(client, f"{PICK}?kecamatan={KECAMATAN}"))


def test_an_empty_list_leads_to_nominating(client, visit):
    assert f'href="{NAME}"' in visit(client, PICK).text


def test_queries_do_not_grow_with_the_list(client, count_queries):
    asn_desk.waiting(1)
    few = count_queries(lambda: client.get(PICK))
    asn_desk.waiting(25)
    assert count_queries(lambda: client.get(PICK)) == few


def test_kecamatan_first_then_a_dozen_kelurahan(client, visit):
    assert visit(client, NAME).text.count("<option") == 18  # sixteen, outside, and none yet
    page = visit(client, f"{NAME}?kecamatan={KECAMATAN}")
    assert desk.KAUMAN in page.text and "33.74.02" not in page.text
    visit(client, f"{NAME}?kecamatan=00", status=422)


def test_a_neighbour_is_enrolled_and_reserved(client, visit):
    answer = desk.send(client, NAME, neighbour())
    assert (answer.status_code, answer.location) == (303, HOME)
    worker = Worker.get()
    assert (worker.name, worker.kelurahan_id, Consent.get().how) == (desk.NAME, desk.KAUMAN, "thumb")
    words = main_of(visit(client, HOME))
    assert desk.NAME in words and desk.NIK not in words


def test_from_outside_the_city_with_the_regency(client):
    wanted = neighbour(kecamatan="luar", kelurahan="", home_regency="Kabupaten Demak")
    assert desk.send(client, NAME, wanted).status_code == 303
    assert (Worker.get().kelurahan_id, Worker.get().home_regency) == (None, "Kabupaten Demak")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"work": "employed"}, "perusahaannya yang wajib mendaftarkannya"),
        ({"work": "no_work"}, "untuk orang yang sedang bekerja"),
        ({"work": ""}, "Pilih bagaimana orang ini bekerja"),
        ({"relation": "boss"}, "Pilih hubungan orang ini"),
        ({"nik": "3374010101500001", "birth_on": "01/01/1950"}, "hanya di bawah 65 tahun"),
        ({"nik": "3374010101150001", "birth_on": "01/01/2015"}, "di bawah 18 tahun"),
        ({"consent": ""}, "Tanpa itu data tidak disimpan"),
        ({"occupation": "juru-parkir"}, "Pilih pekerjaan dari daftar"),
        ({"kelurahan": "33.74.02.1001"}, "tidak ada dalam daftar"),
        ({"kelurahan": ""}, "Pilih kelurahan tempat tinggalnya"),
        ({"nik": "12"}, "16 angka"),
        ({"birth_on": ""}, "Isi tanggal lahir"),
        ({"name": "3374011705030001"}, "nama"),
        ({"address": "NIK 3374011705030001"}, "Jangan tulis NIK"),
        ({"kecamatan": "00"}, "Pilih kecamatannya"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_enrolled(client, other, said):
    answer = desk.send(client, NAME, neighbour(**other))
    assert answer.status_code == 422 and said in main_of(answer)
    check_page(answer)
    assert Worker.select().count() == 0


def test_who_is_enrolled_and_waits_is_offered_by_initials_and_taken(client, client_for):
    desk.enrolled(client_for("petugas"))
    form = neighbour(phone="", address="")
    answer = desk.send(client, NAME, form)
    assert answer.status_code == 422 and "sudah terdaftar dan belum ada penanggungnya: S. W." in main_of(
        answer
    )
    assert Worker.get().reg_no not in answer.text and "Kakap" not in answer.text
    check_page(answer)
    assert desk.send(client, NAME, {**form, "take_known": "y"}).status_code == 303
    assert Pledge.get().kind == "picked"


def test_a_nik_that_is_known_tells_nothing_before_name_and_day_agree(client, client_for):
    desk.enrolled(client_for("petugas"))
    answer = desk.send(client, NAME, neighbour(name="Bambang Sutrisno"))
    assert answer.status_code == 422
    assert "tidak dapat diusulkan di sini" in main_of(answer)
    for secret in ("Slamet", "S. W.", Worker.get().reg_no, "take_known"):
        assert secret not in answer.text


def test_nik_after_nik_is_slowed_down(client):
    codes = [
        desk.send(client, NAME, neighbour(name="Bambang", nik=desk.NIK)).status_code for _time in range(32)
    ]
    assert codes[-1] == 429


def test_let_go_after_one_question(client, donor, visit):
    pledge = asn_desk.picked(donor)
    page = visit(client, f"{HOME}/{pledge.id}/lepas")
    assert "Lepas" in main_of(page) and Pledge.get().ended_at is None
    answer = desk.send(client, f"{HOME}/{pledge.id}/lepas", {"client_key": desk.key()})
    assert (answer.status_code, Pledge.get().ended_why) == (303, "let_go")
    assert client.get(f"{HOME}/{pledge.id}/lepas").status_code == 404


def test_of_three_people_only_the_owner_lets_go(client, donor, people, client_for):
    other = asn_desk.picked(asn_desk.donor(user=people["mitra2"]))
    for name, code in (("donatur", 404), ("mitra2", 403), ("petugas", 403), ("opd", 403), ("admin", 403)):
        asked = client_for(name)
        assert asked.get(f"{HOME}/{other.id}/lepas").status_code == code
        assert desk.send(asked, f"{HOME}/{other.id}/lepas", {"client_key": desk.key()}).status_code == code
    assert Pledge.get().ended_at is None


def test_the_handle_of_another_donor_is_strange(client, donor, client_for):
    asn_desk.waiting(1)
    theirs = handle_of_another()
    answer = pick(client, theirs)
    assert answer.status_code == 422 and "dibuka dengan akun lain" in main_of(answer)


def handle_of_another() -> str:
    other = asn_desk.donor()
    return pledge_picks.page_of(by=asn_desk.acting(other), wish=pledge_picks.PickWish())[0][0].handle


def test_who_is_signed_for_is_not_let_go_here(client, donor, visit):
    [pledge] = pledges.live_under(asn_desk.signed(donor))
    assert "cabut surat kuasanya" in main_of(visit(client, f"{HOME}/{pledge.id}/lepas"))
    answer = desk.send(client, f"{HOME}/{pledge.id}/lepas", {"client_key": desk.key()})
    assert answer.status_code == 422


def test_a_replacement_is_picked_for_the_place(client, donor, visit):
    mandate = asn_desk.verified(donor, people=2)
    gone = pledges.live_under(mandate)[0]
    with writing():
        pledges.end([gone], why="stopped", release_why="stopped", by=SYSTEM)
    asn_desk.waiting(1)
    assert f"{PICK}?ganti={gone.id}" in visit(client, "/asn/saya").text
    query = f"?ganti={gone.id}"
    page = visit(client, PICK + query)
    assert "Pilih pengganti" in main_of(page)
    handle = re.search(r"calon=([0-9a-f]+)", page.text)[1]
    answer = pick(client, handle, ganti=str(gone.id))
    assert (answer.status_code, answer.location) == (303, "/asn/saya")
    assert len(pledges.live_under(mandate)) == 2


def place_of(donor: Donor) -> Pledge:
    """One of two people under a mandate in force has died."""
    gone = pledges.live_under(asn_desk.verified(donor, people=2))[0]
    with writing():
        pledges.end([gone], why="died", release_why="died", by=SYSTEM)
    return gone


ASK = re.compile(r'href="(/asn/daftar/pekerja/ganti\?[^"]+)"')


def test_a_replacement_is_asked_for_once_more_before_the_name_is_told(client, donor, visit):
    gone = place_of(donor)
    [worker] = asn_desk.waiting(1)
    Worker.update(name="Kardi Kusuma").where(Worker.id == worker.id).execute()
    listed = visit(client, f"{PICK}?ganti={gone.id}")
    assert HANDLE.findall(listed.text) == []
    page = visit(client, html.unescape(ASK.search(listed.text.partition("K. K.")[2])[1]))
    words = main_of(page)
    assert f"Ganti {gone.worker.name} dengan K. K.?" in words and "Ya, ganti" in words and "Batal" in words
    assert "Kusuma" not in page.text and Pledge.select().count() == 2
    answer = pick(client, re.search(r'name="handle" value="([0-9a-f]+)"', page.text)[1], ganti=str(gone.id))
    assert (answer.status_code, answer.location) == (303, "/asn/saya")
    assert Pledge.get(Pledge.worker == worker.id).mandate_id == gone.mandate_id


def test_a_place_that_is_filled_and_one_of_somebody_else_are_not_asked_for(client, donor, people):
    gone, others = place_of(donor), place_of(asn_desk.donor(user=people["mitra2"]))
    handle = html.unescape(ASK.findall(waiting_for(client, gone))[0])
    assert client.get(handle.replace(f"ganti={gone.id}", f"ganti={others.id}")).status_code == 404
    taken = client.get(re.sub(r"calon=[0-9a-f]+", "calon=00", handle))
    assert (taken.status_code, taken.location) == (303, f"{PICK}?ganti={gone.id}")
    asn_desk.picked(donor)
    Pledge.update(mandate=gone.mandate_id).where(Pledge.mandate.is_null()).execute()
    assert client.get(handle).location == "/asn/saya"


def waiting_for(client, gone: Pledge) -> str:
    asn_desk.waiting(1)
    return client.get(f"{PICK}?ganti={gone.id}").text
