"""What many wrong rows have in common is said once, and mends each of them as its own form would."""

import pytest

from db.models import AuditEvent, Batch, BatchRow, Job
from kiosk.services import batch_same_mending, queue
from kiosk.services.acting import NotAllowed, Refused
from kiosk.services.batch_same_mending import NoneChosen, mend_all
from kiosk.services.batch_same_values import SameValue, same_values
from tests.services.at_once import acting, key, nik
from tests.services.test_batch_row_edits import counts, mend, opened, wrong_rows

MEANT = "33.74.10.1003"
ROWS = (
    f"{nik(1)};Sugeng;Sampangn;Nelayan;;",
    f"{nik(2)};Siti;Sampangn;Nelayan;;",
    f"{nik(3)};Karjo;Sampangn;Pelaut;;",
    f"{nik(4)};Tono;Entah;Pelaut;;",
    f"{nik(5)};Wati;Mangunharjo;Nelayan;;",
    f"{nik(6)};Joko;Mangunharjo;Nelayan;;",
)


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


@pytest.fixture
def no(mitra) -> str:
    return opened(mitra, *ROWS)


def say(no: str, by, written: str = "Sampangn", code: str = "kelurahan_unknown", choice: str = MEANT, **more):
    what = {"no": no, "code": code, "written": written, "choice": choice, "client_key": key(), "by": by}
    return mend_all(**what | more)


def test_values_that_several_rows_have_are_offered_the_most_frequent_first(no):
    batch = Batch.get(Batch.no == no)
    assert same_values(batch, "kelurahan_unknown") == [SameValue("Sampangn", 3)]
    assert same_values(batch, "kelurahan_twice") == [SameValue("Mangunharjo", 2)]
    assert same_values(batch, "occupation_unknown") == [SameValue("Pelaut", 2)]
    assert same_values(batch, "nik_length") == []


def test_one_choice_mends_all_of_them_and_leaves_the_others(mitra, no):
    states = say(no, mitra)
    assert states == {"ready": 2, "wrong": 1}
    assert (counts(no, mitra)["ready"], counts(no, mitra)["wrong"]) == (2, 4)
    karjo, tono, *_rest = wrong_rows(no)
    assert (karjo.faults, tono.faults) == ("|occupation_unknown|", "|kelurahan_unknown|occupation_unknown|")
    ready = BatchRow.select().where(BatchRow.state == "ready")
    assert {row.worker.kelurahan_id for row in ready} == {MEANT}
    assert {row.edited_by_id for row in ready} == {mitra.user_id}
    assert AuditEvent.select().where(AuditEvent.action == "batch.baris_diperbaiki").count() == 3


def test_a_name_borne_twice_and_an_occupation_are_said_once_too(mitra, no):
    assert say(no, mitra, "Mangunharjo", "kelurahan_twice") == {"ready": 2}
    assert say(no, mitra, "Pelaut", "occupation_unknown", "nelayan") == {"wrong": 2}
    assert {row.faults for row in wrong_rows(no)} == {"|kelurahan_unknown|"}


def test_two_rows_of_one_person_do_not_become_two_people(mitra):
    rows = (f"{nik(1)};Sugeng;Sampangn;Nelayan;;", f"{nik(1)};Sugeng;Sampangn;Nelayan;;")
    no = opened(mitra, *rows)
    assert say(no, mitra) == {"ready": 1, "wrong": 1}
    (row,) = wrong_rows(no)
    assert (row.faults, row.findings[0]["params"]) == ("|nik_repeated|", {"row": 2})


def test_the_same_press_twice_does_it_once_and_one_without_a_choice_nothing(mitra, no):
    with pytest.raises(NoneChosen):
        say(no, mitra, choice="")
    with pytest.raises(NoneChosen):
        say(no, mitra, choice="nelayan")
    pressed = key()
    say(no, mitra, client_key=pressed)
    assert say(no, mitra, client_key=pressed) == {}
    assert AuditEvent.select().where(AuditEvent.action == "batch.baris_diperbaiki").count() == 3
    with pytest.raises(Refused):
        say(no, mitra)


def test_many_rows_are_the_worker_s_and_a_row_mended_meanwhile_stays_as_it_is(mitra, no, monkeypatch):
    monkeypatch.setattr(batch_same_mending, "DONE_AT_ONCE", 2)
    assert say(no, mitra) is None
    job = Job.get(Job.kind == batch_same_mending.JOB)
    assert (job.state, job.total) == ("waiting", 3)
    assert batch_same_mending.job_of(Batch.get(Batch.no == no), "kelurahan_unknown") == job
    mend(no, wrong_rows(no)[0], mitra, kelurahan="33.74.07.1001")
    queue.run_waiting_tasks()
    assert Job.get_by_id(job.id).state == "done"
    assert counts(no, mitra)["ready"] == 2
    homes = [row.worker.kelurahan_id for row in BatchRow.select().where(BatchRow.state == "ready")]
    assert sorted(homes) == sorted(["33.74.07.1001", MEANT])


def test_another_company_says_nothing_here(no, people):
    with pytest.raises(NotAllowed):
        say(no, acting(people["mitra2"]))
