"""The audit trail as a page: newest first, filtered by the URL, in words."""

import pytest

from db.connection import writing
from kiosk.services import audit
from kiosk.services.acting import Actor
from kiosk.web.administration.action_words import ACTIONS
from tests.house.tree import ROOT, files

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


def test_a_whole_nik_cannot_be_searched_by_address(client_for, lines):
    page = client_for("admin").get(TRAIL + "?nomor=3374010101900001").text
    assert "3374010101900001" not in page.partition("<main")[2]
    assert 'maxlength="15"' in page


def test_every_action_the_services_record_has_words():
    recorded = set()
    for path in files("*.py", under="kiosk/services"):
        parts = path.read_text().split("audit.record(")[1:]
        recorded |= {word for part in parts for word in part.partition("by=")[0].split('"')[1::2]}
    assert recorded
    assert sorted(recorded - set(ACTIONS)) == [], (
        f"add words in {ROOT.name}/kiosk/web/administration/action_words.py"
    )
