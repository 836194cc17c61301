"""The form for somebody of the neighbourhood: what it asks, and what it does not tell."""

import re

import pytest

from db.models import Consent, Donor, Pledge, Worker, WorkerFlag
from kiosk.services import pledge_months, safe
from tests.ledger_rows import planned_months
from tests.services import asn_desk
from tests.web import desk
from tests.web.foster.test_workers import KECAMATAN, NAME, main_of, neighbour
from tests.web.house_rules import check_page

NOT_HERE = "Orang ini tidak dapat diusulkan di sini. Ajak orangnya ke pos kelurahan"
FORM = f"{NAME}?kecamatan={KECAMATAN}"


@pytest.fixture
def donor(people) -> Donor:
    return asn_desk.donor(user=people["donatur"])


@pytest.fixture
def client(client_for, donor):
    return client_for("donatur")


def refused(client, **other) -> str:
    answer = desk.send(client, NAME, neighbour(**other))
    assert answer.status_code == 422
    check_page(answer)
    return main_of(answer)


def test_the_own_nik_is_refused_at_its_field(client, donor):
    Donor.update(nik_hash=safe.index(desk.NIK, safe.NIK)).where(Donor.id == donor.id).execute()
    answer = desk.send(client, NAME, neighbour())
    assert answer.status_code == 422 and Worker.select().count() == 0
    assert "Ini NIK Anda sendiri" in re.search(r'id="nik-error".*?</p', answer.text, re.S)[0]
    check_page(answer)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"birth_on": "17/05/2001"}, "Tanggal lahir yang diisi 17 Mei 2001, menurut NIK 17 Mei 2003"),
        ({"sex": "P"}, "Jenis kelamin yang diisi perempuan, menurut NIK laki-laki"),
    ],
)
def test_a_card_that_says_other_than_its_nik_is_asked_about(client, visit, other, said):
    assert "ktp_reason" not in visit(client, FORM).text
    words = refused(client, **other)
    assert said in words and "Mengapa berbeda dengan NIK?" in words and Worker.select().count() == 0
    assert "Pilih salah satu alasan" in refused(client, **other, ktp_reason="entah")
    assert desk.send(client, NAME, neighbour(**other, ktp_reason="menyusul")).status_code == 303
    assert Worker.get().ktp_reason == "menyusul"
    assert WorkerFlag.select().where(WorkerFlag.kind == "ktp_differs").count() == 1


def test_a_reason_that_nothing_asks_for_is_not_kept(client):
    assert desk.send(client, NAME, neighbour(ktp_reason="ktp")).status_code == 303
    assert Worker.get().ktp_reason is None


def test_how_somebody_agreed_is_chosen_and_not_given(client, visit):
    assert not re.search(
        r'name="consent_how"[^>]*checked|checked[^>]*name="consent_how"', visit(client, FORM).text
    )
    assert "Pilih cara orang ini menyetujui" in refused(client, consent_how="")
    assert Worker.select().count() == 0


def test_the_name_of_a_witness_is_kept_with_the_consent(client, visit):
    assert 'name="consent_note"' in visit(client, FORM).text
    assert "Jangan tulis NIK" in refused(client, consent_how="witness", consent_note=f"Siti {desk.NIK}")
    wish = neighbour(consent_how="witness", consent_note="Siti Aminah")
    assert desk.send(client, NAME, wish).status_code == 303
    assert (Consent.get().how, Consent.get().note) == ("witness", "Siti Aminah")


def test_all_who_cannot_be_named_here_get_one_sentence(client, client_for):
    desk.enrolled(client_for("petugas"))
    told = {
        refused(client, name="Bambang Sutrisno"),
        refused(client, birth_on="17/05/2001", ktp_reason="ktp"),
    }
    planned_months(Worker.get(), [pledge_months.next_debit_month()])
    told |= {refused(client), refused(client, take_known="y"), refused(client, name="Bambang Sutrisno")}
    sentences = {re.search(r"Orang ini tidak dapat[^.]*\.[^.]*\.", words)[0] for words in told}
    assert len(sentences) == 1 and all(NOT_HERE in words for words in told)
    assert not [words for words in told if "terdaftar" in words.partition(NOT_HERE)[0] or "Sinar" in words]


def test_who_has_no_work_of_the_scheme_on_record_is_not_offered(client, client_for):
    desk.enrolled(client_for("petugas"))
    Worker.update(occupation="juru-parkir").execute()
    assert NOT_HERE in refused(client)


def test_whoever_has_no_room_is_told_that_before_anybody_is_looked_up(client, client_for, donor):
    desk.enrolled(client_for("petugas"))
    for _time in range(5):
        asn_desk.picked(donor)
    both = [refused(client, name="Bambang Sutrisno"), refused(client, nik="3374011705030009")]
    assert all("Tandatangani dulu" in words and NOT_HERE not in words for words in both)
    assert Pledge.select().count() == 5
