"""A person is saved exactly once, however the form comes: twice, by four clients at once, under several keys."""

import threading

import pytest

from db.connection import writing
from db.models import AuditEvent, Batch, BatchRow, Commitment, Consent, CoverageMonth, OnceKey, Worker
from kiosk.domain.clock import add_months, today
from kiosk.domain.enrolment import Enrolment
from kiosk.domain.nik import read_nik
from kiosk.services import ledger, worker_rows, workers
from kiosk.services.acting import Refused
from kiosk.services.enrolment import enrol
from kiosk.services.once import KeyInUse
from kiosk.services.worker_rows import AlreadyEnrolled
from tests.services.at_once import acting, all_at_once, key, nik
from tests.web import desk

KEY = "0123456789abcdef"
TRACES = (Worker, Consent, OnceKey, BatchRow, Commitment, CoverageMonth)


def entry(number: int = 1, **other) -> Enrolment:
    reading = read_nik(nik(number), today=today())
    filled = {
        "nik": reading.nik,
        "name": "Slamet Widodo",
        "birth_on": reading.birth_on,
        "sex": "L",
        "kelurahan": desk.KAUMAN,
        "occupation": "nelayan",
        "phone": "6281234567890",
        "still_working": True,
    }
    return Enrolment(**{**filled, **other})


def traces() -> list[int]:
    return [table.select().count() for table in TRACES]


def open_batch(people, **other) -> Batch:
    with writing():
        return Batch.create(
            no="B26-AAAAAA",
            company=people["mitra"].company,
            name="Uji",
            first_month=ledger.first_open_month(),
            months=3,
            created_by_id=people["petugas"].id,
            open_at=acting(people["petugas"]).post_id,
            **other,
        )


def test_the_same_form_again_answers_the_same_and_saves_nothing_more(petugas):
    first = enrol(entry=entry(), client_key=KEY, by=petugas)
    before = traces(), AuditEvent.select().count()
    assert enrol(entry=entry(), client_key=KEY, by=petugas) == first
    assert (traces(), AuditEvent.select().count()) == before
    assert workers.file_of(reg_no=first, by=petugas).worker.name == "Slamet Widodo"


@pytest.mark.parametrize("other", [{"name": "Orang Lain"}, {"phone": None}, {"rt": "004"}])
def test_other_content_under_the_same_key_is_refused(petugas, other):
    enrol(entry=entry(), client_key=KEY, by=petugas)
    with pytest.raises(KeyInUse):
        enrol(entry=entry(**other), client_key=KEY, by=petugas)
    assert Worker.get().name == "Slamet Widodo" and Worker.select().count() == 1


def test_a_refused_enrolment_leaves_no_trace(petugas, people):
    open_batch(people, places=0)
    with pytest.raises(Refused, match="sudah habis"):
        enrol(entry=entry(), client_key=KEY, batch_no="B26-AAAAAA", by=petugas)
    assert (traces(), AuditEvent.select().count()) == ([0] * len(TRACES), 0)
    assert enrol(entry=entry(), client_key=KEY, by=petugas)


def test_a_known_nik_under_another_key_says_who_it_is(petugas):
    reg_no = enrol(entry=entry(), client_key=KEY, by=petugas)
    with pytest.raises(AlreadyEnrolled) as refusal:
        enrol(entry=entry(name="Orang Lain"), client_key=key(), by=petugas)
    assert refusal.value.worker.reg_no == reg_no
    assert traces()[:3] == [1, 1, 1]


def test_four_services_at_once_under_one_key_make_one_person(petugas):
    answers = all_at_once([lambda: enrol(entry=entry(), client_key=KEY, by=petugas)] * 4)
    assert answers == [Worker.get().reg_no] * 4
    assert traces()[:3] == [1, 1, 1]
    assert AuditEvent.select().where(AuditEvent.action == "pekerja.didaftarkan").count() == 1


def test_four_clients_with_one_form_make_one_person_and_all_get_the_same_page(client_for):
    clients = [client_for("petugas") for _ in range(4)]
    form = desk.person(client_key=KEY)
    answers = all_at_once(
        [lambda client=client: desk.send(client, "/pekerja/baru", form) for client in clients]
    )
    assert {(answer.status_code, answer.location) for answer in answers} == {
        (303, f"/pekerja/{Worker.get().reg_no}?baru=1")
    }
    assert traces()[:3] == [1, 1, 1]


def test_one_nik_under_four_keys_at_once_makes_one_person_and_three_hear_that_it_is_known(petugas):
    answers = all_at_once([lambda: enrol(entry=entry(), client_key=key(), by=petugas)] * 4)
    assert Worker.select().count() == 1
    refused = [answer for answer in answers if isinstance(answer, AlreadyEnrolled)]
    assert len(refused) == 3 and answers.count(Worker.get().reg_no) == 1
    assert {refusal.worker.reg_no for refusal in refused} == {Worker.get().reg_no}
    assert traces()[:3] == [1, 1, 1]


def test_one_nik_from_four_posts_at_once_is_told_to_three_of_them(client_for):
    clients = [client_for(name) for name in ("petugas", "rekan", "petugas2", "mitra")]
    answers = all_at_once([lambda client=client: desk.enrol(client) for client in clients])
    assert sorted(answer.status_code for answer in answers) == [303, 422, 422, 422]
    refused = [answer.text for answer in answers if answer.status_code == 422]
    assert all("sudah terdaftar" in text for text in refused)
    assert traces()[:2] == [1, 1]


def test_four_people_at_once_are_four(petugas):
    answers = all_at_once(
        [lambda n=n: enrol(entry=entry(n), client_key=key(), by=petugas) for n in range(1, 5)]
    )
    assert sorted(answers) == sorted(worker.reg_no for worker in Worker.select())
    assert traces()[:3] == [4, 4, 4]


@pytest.mark.parametrize("places", [1, 3])
def test_the_last_places_of_a_batch_are_given_once_however_many_ask_at_once(people, petugas, places):
    batch = open_batch(people, places=places)
    answers = all_at_once(
        [
            lambda n=n: enrol(entry=entry(n), client_key=key(), batch_no=batch.no, by=petugas)
            for n in range(1, 7)
        ]
    )
    assert [type(answer) for answer in answers].count(Refused) == 6 - places
    assert BatchRow.select().where(BatchRow.batch == batch, BatchRow.state == "ready").count() == places
    assert Worker.select().count() == places and CoverageMonth.select().count() == 3 * places


def test_what_a_company_enrols_singly_at_once_goes_into_one_batch_and_is_numbered(people):
    by = acting(people["mitra"])
    answers = all_at_once([lambda n=n: enrol(entry=entry(n), client_key=key(), by=by) for n in range(1, 5)])
    assert len(set(answers)) == 4 == Worker.select().count()
    assert Batch.get().single and Batch.select().count() == 1
    assert sorted(row.number for row in BatchRow.select()) == [1, 2, 3, 4]


def test_nobody_comes_into_the_single_batch_that_is_being_withdrawn(people):
    by = acting(people["mitra"])
    enrol(entry=entry(1), client_key=key(), by=by)
    old, answers = Batch.get(), []

    def at_the_desk():
        answers.extend(all_at_once([lambda: enrol(entry=entry(2), client_key=key(), by=by)]))

    desk = threading.Thread(target=at_the_desk)
    with writing():
        Batch.update(state="withdrawn").where(Batch.id == old.id).execute()
        desk.start()
        desk.join(1)  # it waits for us; who does not is in the withdrawn batch by then
    desk.join()
    assert isinstance(answers[0], str)
    assert [row.batch_id == old.id for row in BatchRow.select().order_by(BatchRow.id)] == [True, False]


def test_the_registration_number_of_everybody_is_their_own(petugas):
    numbers = {enrol(entry=entry(n), client_key=key(), by=petugas) for n in range(1, 21)}
    assert len(numbers) == 20 == Worker.select().count()


def test_a_batch_whose_first_month_is_over_takes_nobody_in(petugas, people):
    batch = open_batch(people)
    Batch.update(first_month=add_months(ledger.first_open_month(), -1)).where(Batch.id == batch.id).execute()
    with pytest.raises(Refused, match="bulan pertama batch"):
        enrol(entry=entry(), client_key=KEY, batch_no="B26-AAAAAA", by=petugas)
    assert traces() == [0] * len(TRACES)


def test_a_registration_number_that_is_taken_is_drawn_again(petugas, monkeypatch):
    drawn = iter(["SMG-0000001-A", "SMG-0000001-A", "SMG-0000002-B"])
    monkeypatch.setattr(worker_rows, "new_registration_number", lambda prefix: next(drawn))
    assert enrol(entry=entry(1), client_key=key(), by=petugas) == "SMG-0000001-A"
    assert enrol(entry=entry(2), client_key=key(), by=petugas) == "SMG-0000002-B"
    assert [Worker.select().count(), Consent.select().count()] == [2, 2]
