"""A correction changes what differs, says what it was before, and never writes over somebody else's."""

from datetime import date

import pytest

from db.connection import writing
from db.models import AuditEvent, Correction, CoverageMonth, Worker, WorkerFlag
from kiosk.services import correction_notes, ledger, worker_flags
from kiosk.services.acting import NotAllowed, NotThere
from kiosk.services.correction_pages import person_of
from kiosk.services.corrections import ChangedMeanwhile, NikKnown, NothingChanged, correct
from kiosk.services.enrolment import enrol
from kiosk.services.once import KeyInUse
from kiosk.services.standing import ASKED
from tests.services.at_once import acting, all_at_once, key
from tests.services.test_enrolment import entry
from tests.web import desk

BORN = date(2003, 5, 17)


def nik(number: int) -> str:
    """Of a man born on that day."""
    return f"337401170503{number:04}"


@pytest.fixture
def reg_no(petugas) -> str:
    return enrolled(petugas)


def enrolled(by, number: int = 1, **other) -> str:
    person = entry(nik=nik(number), birth_on=BORN, **other)
    return enrol(entry=person, client_key=key(), told_apart=True, by=by)


def change(
    reg_no: str, by, *, seen: str = "", client_key: str = "", asks_approval: bool = False, **values
) -> None:
    seen = seen or person_of(reg_no=reg_no, by=by).seen
    correct(
        reg_no=reg_no,
        values=values,
        reason="mistyped",
        client_key=client_key or key(),
        seen=seen,
        asks_approval=asks_approval,
        by=by,
    )


def values(reg_no: str, by) -> dict:
    return person_of(reg_no=reg_no, by=by).values


def noted() -> list[tuple]:
    """Every change ever noted: (field, before, after), masked."""
    rows = Correction.select().order_by(Correction.id)
    return [(one.field, one.before, one.after) for row in rows for one in correction_notes.changes_of(row)]


def open_kinds(reg_no: str) -> list[str]:
    flags = WorkerFlag.select(WorkerFlag.kind).join(Worker).where(Worker.reg_no == reg_no)
    return [flag.kind for flag in flags.where(WorkerFlag.settled_at.is_null())]


def test_what_differs_is_changed_and_noted_with_before_and_after(petugas, reg_no, people):
    change(reg_no, petugas, name="Slamet Widodo Putra", rt="004", address=None)
    worker = Worker.get()
    assert (worker.name, worker.rt, worker.address) == ("Slamet Widodo Putra", "004", "")
    assert worker.name_sounds == " slamet widodo putra "
    assert noted() == [("name", "Slamet Widodo", "Slamet Widodo Putra"), ("rt", None, "004")]
    row = Correction.get()
    assert (row.kind, row.reason, row.by_id) == ("correction", "mistyped", people["petugas"].id)


def test_the_trail_names_the_fields_and_nothing_of_what_stood_in_them(petugas, reg_no):
    change(reg_no, petugas, name="Slamet Raharjo", nik=nik(7), phone="6281299998888", mother_name="Sumarni")
    line = AuditEvent.get(AuditEvent.action == "pekerja.dikoreksi")
    assert line.subject == reg_no
    assert sorted(line.detail["isian"]) == ["mother_name", "name", "nik", "phone"]
    assert not any(word in str(line.detail) for word in (nik(7), "6281299998888", "Raharjo", "Sumarni"))


def test_secrets_stay_sealed_in_what_is_noted_and_are_masked_when_read(petugas, reg_no):
    change(reg_no, petugas, nik=nik(7), phone="6281299998888", mother_name="Sumarni Dewi", kpj="26000123456")
    assert not any(
        secret.encode() in Correction.get().changes for secret in (nik(7), "6281299998888", "Sumarni")
    )
    assert noted() == [
        ("nik", "3374••••••••0001", "3374••••••••0007"),
        ("phone", "0812•••••890", "0812•••••888"),
        ("mother_name", None, "S. D."),
        ("kpj", None, "26••••••456"),
    ]


def test_a_new_nik_finds_the_person_and_the_old_one_is_free(petugas, reg_no):
    change(reg_no, petugas, nik=nik(7))
    assert values(reg_no, petugas)["nik"] == nik(7)
    assert enrolled(petugas, 1) != reg_no


def test_a_phone_that_is_taken_away_is_gone_from_the_index_too(petugas, reg_no):
    change(reg_no, petugas, phone=None)
    worker = Worker.get()
    assert (worker.phone_sealed, worker.phone_hash) == (None, None)


def test_nothing_is_written_when_nothing_changed(petugas, reg_no):
    before = AuditEvent.select().count()
    with pytest.raises(NothingChanged):
        change(reg_no, petugas, name="Slamet Widodo", rt=None)
    assert (Correction.select().count(), AuditEvent.select().count()) == (0, before)


def test_the_same_form_again_changes_nothing_more(petugas, reg_no):
    seen = person_of(reg_no=reg_no, by=petugas).seen
    for _ in range(2):
        change(reg_no, petugas, seen=seen, client_key="0123456789abcdef", name="Slamet Raharjo")
    assert Correction.select().count() == 1
    with pytest.raises(KeyInUse):
        change(reg_no, petugas, seen=seen, client_key="0123456789abcdef", name="Orang Lain")


def test_somebody_s_correction_meanwhile_is_told_with_name_and_fields(petugas, reg_no, people):
    seen = person_of(reg_no=reg_no, by=petugas).seen
    change(reg_no, acting(people["rekan"]), name="Slamet Raharjo", rw="009")
    with pytest.raises(ChangedMeanwhile) as refusal:
        change(reg_no, petugas, seen=seen, name="Slamet Wibowo")
    assert (refusal.value.fields, refusal.value.name) == (("name", "rw"), people["rekan"].name)
    assert refusal.value.at == Correction.get().at
    assert Worker.get().name == "Slamet Raharjo"


def test_of_two_corrections_at_once_one_is_told_of_the_other(petugas, reg_no, people):
    seen = person_of(reg_no=reg_no, by=petugas).seen
    names = ("Slamet Raharjo", "Slamet Wibowo")
    answers = all_at_once([lambda name=name: change(reg_no, petugas, seen=seen, name=name) for name in names])
    assert sorted(type(answer).__name__ for answer in answers) == ["ChangedMeanwhile", "NoneType"]
    assert Correction.select().count() == 1


def test_a_nik_that_somebody_has_is_not_saved(petugas, reg_no):
    other = enrolled(petugas, 2, name="Orang Lain")
    with pytest.raises(NikKnown) as refusal:
        change(reg_no, petugas, nik=nik(2), rt="004")
    assert refusal.value.worker.reg_no == other
    assert (values(reg_no, petugas)["nik"], values(reg_no, petugas)["rt"]) == (nik(1), None)
    assert Correction.select().count() == 0


def test_one_nik_for_two_people_at_once_is_given_to_one(petugas, reg_no):
    numbers = (reg_no, enrolled(petugas, 2, name="Orang Lain"))
    answers = all_at_once([lambda number=number: change(number, petugas, nik=nik(7)) for number in numbers])
    assert sorted(type(answer).__name__ for answer in answers) == ["NikKnown", "NoneType"]
    winner = numbers[answers.index(None)]
    refused = next(answer for answer in answers if answer)
    assert refused.worker.reg_no == winner


def test_birth_date_that_differs_from_the_nik_asks_until_a_reason_is_given(petugas, reg_no):
    change(reg_no, petugas, birth_on=BORN.replace(day=18))
    assert open_kinds(reg_no) == [worker_flags.KTP_DIFFERS]
    change(reg_no, petugas, ktp_reason="menyusul")
    assert open_kinds(reg_no) == [worker_flags.KTP_DIFFERS]
    change(reg_no, petugas, ktp_reason="ktp")
    assert open_kinds(reg_no) == []
    assert Worker.get().ktp_reason == "ktp"


def test_reason_for_the_ktp_goes_when_birth_date_and_nik_agree_again(petugas, reg_no):
    change(reg_no, petugas, birth_on=BORN.replace(day=18), ktp_reason="dibetulkan")
    change(reg_no, petugas, birth_on=BORN, ktp_reason="dibetulkan")
    assert Worker.get().ktp_reason is None
    assert open_kinds(reg_no) == []


def test_what_dukcapil_refused_is_settled_by_a_new_nik_alone(petugas, reg_no):
    with writing():
        worker_flags.raise_flag(worker_id=Worker.get().id, kind=worker_flags.DUKCAPIL, by=petugas)
    change(reg_no, petugas, rt="004")
    assert open_kinds(reg_no) == [worker_flags.DUKCAPIL]
    change(reg_no, petugas, nik=nik(7))
    assert open_kinds(reg_no) == []


def test_months_keep_what_they_were_counted_as(petugas, people, client_for):
    sinar = people["mitra"].company
    reg_no = desk.enrolled(client_for("mitra"))
    before = list(CoverageMonth.select().order_by(CoverageMonth.id).tuples())
    assert before and CoverageMonth.get().funder_id == sinar.funder_id
    by = acting(people["mitra"])
    change(reg_no, by, kelurahan="33.74.01.1001", occupation="tukang-becak")
    assert list(CoverageMonth.select().order_by(CoverageMonth.id).tuples()) == before


def test_a_regency_goes_when_the_person_lives_in_a_kelurahan(petugas, reg_no):
    change(reg_no, petugas, kelurahan=None, home_regency="Demak")
    assert (Worker.get().kelurahan_id, Worker.get().home_regency) == (None, "Demak")
    change(reg_no, petugas, kelurahan=desk.KAUMAN, home_regency="Demak")
    assert (Worker.get().kelurahan_id, Worker.get().home_regency) == (desk.KAUMAN, "")


def test_approval_is_asked_for_who_turns_out_to_be_under_age(petugas, reg_no):
    change(reg_no, petugas, birth_on=BORN.replace(year=2010), asks_approval=True)
    assert Worker.get().approval == ASKED
    assert AuditEvent.get(AuditEvent.action == "persetujuan.diminta").detail["alasan"] == "Salah ketik"


@pytest.mark.parametrize("name", ["petugas2", "mitra", "auditor", "opd", "donatur"])
def test_stranger_corrects_nobody(petugas, reg_no, people, name):
    seen = person_of(reg_no=reg_no, by=petugas).seen
    with pytest.raises(NotAllowed):
        change(reg_no, acting(people[name]), seen=seen, name="Orang Lain")
    assert Worker.get().name == "Slamet Widodo"


def test_nobody_is_corrected_under_a_number_that_is_nobody_s(petugas):
    with pytest.raises(NotThere):
        change("SMG-AAAAAAA-A", petugas, seen="x", name="Orang Lain")


def test_card_is_outdated_once_the_name_on_it_changed(petugas, client_for):
    client = client_for("petugas")
    reg_no = desk.enrolled(client)
    run = desk.printed(client, worker=reg_no)
    worker, card = Worker.get(), Worker.get().cards.get()
    change(reg_no, petugas, rt="009")
    assert not correction_notes.card_is_outdated(worker, card)
    change(reg_no, petugas, name="Slamet Raharjo")
    assert correction_notes.card_is_outdated(worker, card)
    desk.tell_outcome(client, run, "not_printed")
    assert not correction_notes.card_is_outdated(worker, card)
    desk.printed(client, worker=reg_no)
    assert not correction_notes.card_is_outdated(worker, card)
    assert ledger.live_months(worker.id) == []
