"""The audit trail as a page: newest first, filtered by the URL, in words."""

import re
from urllib.parse import quote_plus

import pytest

from db.connection import writing
from kiosk.services import accounts, audit, invites
from kiosk.services.acting import Actor
from kiosk.web.administration.action_words import ACTIONS
from tests.house.tree import ROOT, files
from tests.web.accounts.desk import token

TRAIL = "/admin/jejak"


@pytest.fixture
def lines(people):
    """Sixty sign-ins, then one revealed NIK."""
    by = Actor(user_id=people["petugas"].id, name="Sri Petugas", role="petugas", address="10.0.0.1")
    with writing():
        for number in range(60):
            audit.record("akun.masuk", by=by, kind="akun", subject=str(number))
        audit.record("nik.dibuka", by=by, kind="pekerja", subject="SMG-7K3QF2M-9")


def test_newest_line_comes_first_in_words(client_for, lines):
    page = client_for("auditor").get(TRAIL).text
    assert page.index("NIK lengkap ditampilkan</") < page.index("Akun 59")
    assert 'href="/pekerja/SMG-7K3QF2M-9"' in page
    assert "Sri Petugas" in page


def test_older_lines_are_a_page_further(client_for, lines):
    client = client_for("admin")
    first, second = client.get(TRAIL).text, client.get(TRAIL + "?hal=2").text
    assert "Akun 59" in first
    assert "Akun 0<" not in first
    assert "Akun 0<" in second


def test_filter_by_action_and_number(client_for, lines):
    client = client_for("admin")
    page = client.get(TRAIL + "?tindakan=nik.dibuka").text
    assert "SMG-7K3QF2M-9" in page
    assert "Akun 59" not in page
    page = client.get(TRAIL + "?nomor=smg-7k3qf2m-9").text
    assert "NIK lengkap ditampilkan" in page
    assert "Akun 59" not in page


def test_filter_stays_when_paging(client_for, lines):
    page = client_for("admin").get(TRAIL + "?tindakan=akun.masuk").text
    assert "tindakan=akun.masuk&amp;hal=2" in page


def test_nothing_found_says_so(client_for, lines):
    assert "Tidak ada catatan yang cocok" in client_for("admin").get(TRAIL + "?nomor=SMG-TIDAKADA").text


def search(client, **fields):
    return client.post(TRAIL, data={"csrf_token": token(client, TRAIL), **fields})


def test_search_leads_to_an_address_with_what_is_safe(client_for, lines):
    client = client_for("auditor")
    answer = search(client, tindakan="nik.dibuka", nomor=" smg-7k3qf2m-9 ")
    assert (answer.status_code, answer.location) == (303, f"{TRAIL}?tindakan=nik.dibuka&nomor=SMG-7K3QF2M-9")
    assert 'href="/pekerja/SMG-7K3QF2M-9"' in client.get(answer.location).text
    assert search(client, tindakan="", nomor="").location == TRAIL
    assert search(client, tindakan="tidak.ada", nomor="B26-7K3QF2").location == f"{TRAIL}?nomor=B26-7K3QF2"


@pytest.mark.parametrize(
    "number",
    ["3374010101900001", "3374 0101 0190 0001", "33.74.01-010190-0001", "0812-3456-7890", "Slamet W."],
)
def test_identity_number_is_refused_at_the_field_and_shown_nowhere(client_for, lines, number):
    client = client_for("admin")
    answer = search(client, nomor=number)
    assert answer.status_code == 422
    main = answer.text.partition("<main")[2]
    assert 'id="nomor-error"' in main
    assert "dicari di halaman Pekerja" in main
    assert number not in answer.text and quote_plus(number) not in answer.text
    assert "NIK lengkap ditampilkan</span>" not in main


def test_identity_number_in_the_address_leads_away_from_it(client_for, lines):
    client = client_for("admin")
    number = {"nomor": "3374010101900001", "hal": 2}
    assert client.get(TRAIL, query_string=number).location == TRAIL
    answer = client.get(TRAIL, query_string={**number, "tindakan": "nik.dibuka"})
    assert (answer.status_code, answer.location) == (303, f"{TRAIL}?tindakan=nik.dibuka")
    page = client.get(answer.location).text
    assert "dicari di halaman Pekerja" in page
    assert number["nomor"] not in page


def test_stale_token_gives_the_search_back(client_for, lines):
    answer = client_for("admin").post(TRAIL, data={"csrf_token": "basi", "nomor": "B26-7K3QF2"})
    assert answer.status_code == 422
    assert 'value="B26-7K3QF2"' in answer.text


def test_lines_about_accounts_and_links_name_the_person(client_for, people, count_queries):
    admin = client_for("admin")
    by = Actor(user_id=people["admin"].id, name="Admin", role="admin")
    wish = invites.NewInvite(email="baru@payung.test", name="Orang Baru", role="auditor")
    invites.invite(wish=wish, client_key="k" * 32, by=by)
    accounts.set_active(user_id=people["rekan"].id, active=False, by=by)
    page = admin.get(TRAIL).text
    assert "Akun Rekan" in page
    assert 'Undangan Orang Baru<span class="cell-under">baru@payung.test</span>' in page
    before = count_queries(lambda: admin.get(TRAIL))
    for name in ("petugas", "mitra", "opd"):
        accounts.set_active(user_id=people[name].id, active=False, by=by)
    assert count_queries(lambda: admin.get(TRAIL)) == before


def test_every_action_the_services_record_has_words():
    recorded = set()
    for path in files("*.py", under="kiosk/services"):
        parts = re.split(r"(?:audit|card_trail)\.record\(", path.read_text())[1:]
        recorded |= {word for part in parts for word in part.partition("by=")[0].split('"')[1::2]}
    assert recorded
    assert sorted(recorded - set(ACTIONS)) == [], (
        f"add words in {ROOT.name}/kiosk/web/administration/action_words.py"
    )
