"""The work list of what is missing: who stands in it, for whom, in which order, and what settles it."""

from datetime import datetime

import pytest

from db.connection import writing
from db.models import Attachment, AuditEvent, Worker
from kiosk.domain.clock import utc_now
from kiosk.services import dukcapil, incomplete, incomplete_counts, worker_flags
from kiosk.services.acting import NotAllowed, Refused
from kiosk.services.missing import KINDS
from tests.services.at_once import acting, key, nik
from tests.web import desk

NO_PHONE = {"phone_sealed": None}
BY_CODE = {kind.code: kind for kind in KINDS}


@pytest.fixture
def person(client_for):
    """person("Slamet", phone="") enrols somebody of Kauman; answers with the row as it then is."""
    client, serial = client_for("petugas"), iter(range(1, 99))

    def enrolled(name: str, **columns) -> Worker:
        reg_no = desk.enrolled(client, nik=nik(next(serial)), name=name, phone="081234567890")
        complete = {"birth_place": "Semarang", "mother_name_sealed": b"x", "address": "Jl. Kakap 1"}
        Worker.update({**complete, **columns}).where(Worker.reg_no == reg_no).execute()
        return Worker.get(Worker.reg_no == reg_no)

    return enrolled


def photo_of(worker: Worker) -> None:
    by = worker.enrolled_by_id
    Attachment.create(
        owner_kind="pekerja", owner_id=worker.id, kind="foto", sha256="0", path="0", created_by=by
    )


def flag(worker: Worker, kind: str, by, note: str = "") -> None:
    with writing():
        worker_flags.raise_flag(worker_id=worker.id, kind=kind, by=by, note=note)


def listed(by, kind: str = "", **more) -> list[str]:
    counted = incomplete_counts.counts(by=by, **more)
    rows, _follows = incomplete.page_of(by=by, counted=counted, kind=BY_CODE.get(kind), **more)
    return [row.name for row in rows]


@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        ("tempat-lahir", {"birth_place": ""}),
        ("ibu", {"mother_name_sealed": None}),
        ("alamat", {"address": ""}),
        ("hp", {"phone_sealed": None}),
    ],
)
def test_who_lacks_a_field_is_counted_and_listed_under_it_alone(petugas, person, kind, columns):
    photo_of(person("Lengkap"))
    photo_of(person("Kurang", **columns))
    counts = incomplete_counts.counts(by=petugas)
    assert {code for code, count in counts.by_kind.items() if count} == {kind}
    assert (counts.total, counts.by_kind[kind]) == (1, 1)
    assert listed(petugas, kind) == listed(petugas) == ["Kurang"]


def test_photo_may_be_asked_for_and_makes_nobody_incomplete(petugas, person):
    worker = person("Slamet")
    assert listed(petugas, "foto") == ["Slamet"]
    assert (listed(petugas), incomplete_counts.counts(by=petugas).total) == ([], 0)
    photo_of(worker)
    assert listed(petugas, "foto") == []


def test_order_is_what_is_to_settle_then_what_bpjs_asks_then_the_rest(petugas, person):
    person("Tanpa HP", **NO_PHONE)
    person("Tanpa Ibu", mother_name_sealed=None)
    person("Tanpa Ibu Kedua", mother_name_sealed=None)
    flag(person("Kembar"), worker_flags.TWIN, petugas)
    assert listed(petugas) == ["Kembar", "Tanpa Ibu", "Tanpa Ibu Kedua", "Tanpa HP"]


def test_pages_follow_each_other_over_the_groups(petugas, person, monkeypatch):
    monkeypatch.setattr(incomplete, "PAGE", 2)
    person("Tanpa HP", **NO_PHONE)
    for number in range(1, 4):
        person(f"Tanpa Ibu {number}", mother_name_sealed=None)
    flag(person("Kembar"), worker_flags.TWIN, petugas)
    counted = incomplete_counts.counts(by=petugas)
    pages = [incomplete.page_of(by=petugas, counted=counted, page=page) for page in (1, 2, 3)]
    assert [[row.name for row in rows] for rows, _more in pages] == [
        ["Kembar", "Tanpa Ibu 1"], ["Tanpa Ibu 2", "Tanpa Ibu 3"], ["Tanpa HP"],
    ]  # fmt: skip
    assert [more for _rows, more in pages] == [True, True, False]


def test_line_says_everything_that_is_missing_and_since_when(petugas, person):
    worker = person("Slamet", address="", enrolled_on="2026-01-02")
    flag(worker, worker_flags.TWIN, petugas, note="SMG-AAAAAAA-1")
    worker.flags.model.update(raised_at=datetime(2026, 3, 4, 20)).execute()
    counted = incomplete_counts.counts(by=petugas)
    line = incomplete.page_of(by=petugas, counted=counted)[0][0]
    assert [kind.code for kind in line.missing] == ["kembar", "alamat", "foto"]
    assert (line.since.isoformat(), line.twin) == (
        "2026-03-05",
        "SMG-AAAAAAA-1",
    )  # 20.00 UTC is the next day here
    line = incomplete.page_of(by=petugas, counted=counted, kind=BY_CODE["alamat"])[0][0]
    assert line.since.isoformat() == "2026-01-02"


def test_neither_the_frozen_nor_the_merged_are_listed(petugas, admin, person):
    kept = person("Tetap", **NO_PHONE)
    person("Beku", frozen_at=utc_now())
    person("Gabung", merged_into=kept.id)
    assert listed(petugas) == listed(admin) == ["Tetap"]
    assert incomplete_counts.counts(by=admin).total == 1


def test_approval_is_the_admin_s_to_see(petugas, admin, person):
    photo_of(person("Muda", approval="asked", birth_on="2010-01-01"))
    photo_of(person("Sudah Dewasa", approval="asked", birth_on="1990-01-01"))
    assert listed(admin, "persetujuan") == listed(admin) == ["Muda"]
    assert listed(petugas) == []
    assert "persetujuan" not in incomplete_counts.counts(by=petugas).by_kind


def test_kelurahan_narrows_counts_and_list(admin, person):
    person("Kauman", **NO_PHONE)
    person("Sampangan", **NO_PHONE, kelurahan="33.74.09.1004")
    person("Demak", **NO_PHONE, kelurahan=None, home_regency="Kabupaten Demak")
    assert listed(admin, kelurahan=desk.KAUMAN) == ["Kauman"]
    assert listed(admin, kelurahan="luar") == ["Demak"]
    assert incomplete_counts.counts(by=admin, kelurahan=desk.KAUMAN).total == 1


def test_scope_is_one_s_own(people, person):
    person("Slamet", **NO_PHONE)
    assert {name: listed(acting(people[name])) for name in ("rekan", "petugas2", "mitra", "donatur")} == {
        "rekan": ["Slamet"], "petugas2": [], "mitra": [], "donatur": [],
    }  # fmt: skip


def test_long_count_is_told_again_for_a_while(admin, person, monkeypatch):
    monkeypatch.setattr(incomplete_counts, "SLOW", -1)
    person("Pertama", **NO_PHONE)
    first = incomplete_counts.counts(by=admin)
    person("Kedua", **NO_PHONE)
    assert incomplete_counts.counts(by=admin) == first
    assert incomplete_counts.counts(by=admin, kelurahan=desk.KAUMAN).total == 2
    monkeypatch.setattr(incomplete_counts, "KEPT", -1)
    assert incomplete_counts.counts(by=admin).total == 2


def test_refusal_is_noted_once_with_a_line_in_the_trail(petugas, person):
    worker, form = person("Slamet"), key()
    for _time in range(2):
        dukcapil.note_refusal(reg_no=worker.reg_no, note="nama berbeda", client_key=form, by=petugas)
    assert listed(petugas, "dukcapil") == ["Slamet"]
    line = AuditEvent.get(AuditEvent.action == "nik.ditolak_dukcapil")
    assert (line.subject, line.detail) == (worker.reg_no, {"catatan": "nama berbeda"})
    assert AuditEvent.select().where(AuditEvent.action == "nik.ditolak_dukcapil").count() == 1
    with pytest.raises(Refused, match="sudah dicatat"):
        dukcapil.note_refusal(reg_no=worker.reg_no, note="lain lagi", client_key=key(), by=petugas)


def test_refusal_is_settled_once(petugas, person):
    worker = person("Slamet")
    dukcapil.note_refusal(reg_no=worker.reg_no, note="nama berbeda", client_key=key(), by=petugas)
    assert [dukcapil.settle_refusal(reg_no=worker.reg_no, note="Cocok", by=petugas) for _ in range(2)] == [
        True,
        False,
    ]
    assert listed(petugas, "dukcapil") == []
    assert AuditEvent.select().where(AuditEvent.action == "nik.dukcapil_beres").count() == 1


@pytest.mark.parametrize("name", ["petugas2", "mitra", "auditor", "donatur"])
def test_refusal_is_nobody_else_s_to_note_or_settle(people, person, name):
    worker, by = person("Slamet"), acting(people[name])
    with pytest.raises(NotAllowed):
        dukcapil.note_refusal(reg_no=worker.reg_no, note="nama berbeda", client_key=key(), by=by)
    with pytest.raises(NotAllowed):
        dukcapil.settle_refusal(reg_no=worker.reg_no, note="Cocok", by=by)
