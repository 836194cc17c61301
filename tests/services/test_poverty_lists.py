"""A list of the extreme poor comes in: its people are matched, the others wait sealed until they are enrolled, and what
is not needed is not kept."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from xlsxwriter import Workbook

from db.connection import database, writing
from db.models import AuditEvent, Job, PovertyList, PovertyRow, Setting, Worker
from kiosk.domain.clock import today
from kiosk.domain.words import long_date
from kiosk.services import (
    corrections,
    drafts,
    merges,
    person_values,
    poverty_keeping,
    poverty_leavers,
    poverty_lists,
    poverty_marks,
    poverty_newcomers,
    poverty_reading,
    poverty_row_pages,
    poverty_row_presses,
    poverty_withdrawing,
    poverty_work,
    queue,
    safe,
    settings,
)
from kiosk.services.acting import NotAllowed, Refused
from kiosk.services.poverty_list_files import KIND
from tests.services.at_once import acting, all_at_once, key, nik
from tests.services.poverty import (
    HEADINGS,
    LAST_MONTH,
    LONG_AGO,
    SOURCE,
    again,
    fates,
    line,
    mark,
    named,
    on_record,
    read,
    sent_in,
    sheet,
    wish,
    withdraw,
)

KAUMAN, ELSEWHERE = "33.74.01.1010", "Tanjung Mas"


@pytest.fixture
def admin(people):
    return acting(people["admin"])


@pytest.fixture
def petugas(people):
    return acting(people["petugas"])


@pytest.fixture
def stranger(people):
    return acting(people["petugas2"])


def row(poverty_list: PovertyList, number: int) -> PovertyRow:
    return PovertyRow.get(PovertyRow.poverty_list == poverty_list, PovertyRow.number == number)


def secrets_of(poverty_list: PovertyList) -> int:
    rows = PovertyRow.select().where(PovertyRow.poverty_list == poverty_list)
    kept = PovertyRow.nik_hash.is_null(False) | PovertyRow.nik_sealed.is_null(False)
    return rows.where(kept | PovertyRow.name_sealed.is_null(False)).count()


def whole_store() -> str:
    """Everything that stands in clear in rows of these lists, their jobs and the trail."""
    found = [
        PovertyList.select().dicts(),
        PovertyRow.select().dicts(),
        Job.select().dicts(),
        AuditEvent.select().dicts(),
    ]
    return json.dumps([list(rows) for rows in found], default=lambda value: str(value))


def test_known_people_are_marked_and_the_others_wait_sealed(admin, petugas):
    known, other = on_record(1, petugas), on_record(2, petugas, name="Budi Santoso")
    made = read(sheet([line(1), line(2), line(3), line(4, place="Antah Berantah")]), admin)
    assert (made.state, made.rows) == ("read", 4)
    assert fates(made) == {2: ("matched", ""), 3: ("differs", ""), 4: ("unknown", ""), 5: ("unknown", "")}
    assert mark(known) == (1, LAST_MONTH, SOURCE)
    assert mark(other) == (None, None, "")
    assert (row(made, 2).nik_hash, row(made, 2).name_sealed, row(made, 2).kelurahan_id) == (None, None, None)
    waiting = row(made, 4)
    assert safe.open_text(waiting.nik_sealed, safe.POVERTY_NIK) == nik(3)
    assert safe.open_text(waiting.name_sealed, safe.POVERTY_NAME) == named(3)
    assert (waiting.kelurahan_id, waiting.area_text) == (KAUMAN, "")
    assert (row(made, 5).kelurahan_id, row(made, 5).area_text) == (None, "Antah Berantah")


def test_nothing_of_a_cell_stands_in_clear_but_the_place(admin, petugas):
    on_record(1, petugas)
    broken = ["12345;Rahasia Pendek;Kauman", ";Rahasia Tanpa;Kauman", "337401170503000;Rahasia Lima;Kauman"]
    read(sheet([line(1, named(1)), line(3, "Rahasia Sealed"), *broken]), admin)
    text = whole_store()
    assert "Rahasia" not in text and nik(3) not in text and nik(1) not in text and "12345;" not in text
    assert "poverty.read" in text  # the job is among what was looked at


def test_rows_that_cannot_be_used_say_why_and_keep_nothing(admin):
    lines = [
        "123;Pendek Sekali;Kauman", f"{nik(1)[:15]}X;Huruf Sekali;Kauman", "3,37E+15;Bulat Sekali;Kauman",
        "3374013213890001;Tanggal Salah;Kauman",
    ]  # fmt: skip
    made = read(sheet(lines), admin)
    assert [why for _state, why in fates(made).values()] == [
        "nik_length",
        "nik_not_digits",
        "nik_rounded",
        "nik_day",
    ]
    assert {state for state, _why in fates(made).values()} == {"wrong"}
    assert secrets_of(made) == 0


def test_a_number_cell_is_refused_with_what_is_true_of_it(admin):
    """Excel writes a 0 in the sixteenth place; another figure was put there by some other program."""
    stream = BytesIO()
    with Workbook(stream) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["NIK", "Nama"])
        page.write_row(1, 0, [3374011501660010, "Bulat Sekali"])
        page.write_row(2, 0, [3374011501660011, "Angka Sekali"])
        page.write_row(3, 0, [nik(1), named(1)])
    made = read(stream.getvalue(), admin)
    assert fates(made) == {2: ("wrong", "nik_rounded"), 3: ("wrong", "nik_as_number"), 4: ("unknown", "")}
    assert secrets_of(made) == 1


def test_a_name_without_a_nik_is_counted_as_wrong_and_not_kept(admin):
    made = read(sheet([f"{nik(1)};{named(1)}", ";Tanpa Nomor", f"{nik(2)};{named(2)}"], "NIK;Nama"), admin)
    assert fates(made) == {2: ("unknown", ""), 3: ("wrong", "nik_empty"), 4: ("unknown", "")}
    assert (secrets_of(made), "Tanpa Nomor" in whole_store()) == (2, False)


def test_children_and_the_old_are_nobody_to_be_visited_and_are_not_kept(admin, petugas):
    child, old = f"337401{today():%d}01{(today().year - 6) % 100:02d}0001", "3374011501400001"
    made = read(sheet([f"{child};Anak Kecil;Kauman", f"{old};Mbah Sepuh;Kauman"]), admin)
    assert fates(made) == {2: ("dropped", "too_young"), 3: ("dropped", "too_old")}
    assert secrets_of(made) == 0


def test_a_nik_named_twice_counts_once_and_under_two_names_not_the_second_time(admin, petugas):
    on_record(1, petugas)
    again_1, again_2 = line(1, named(1).upper()), line(2)
    lines = [
        line(1),
        again_1,
        line(1, "Orang Sama Sekali Lain"),
        line(2),
        again_2,
        line(2, "Nama Lain Betul"),
    ]
    made = read(sheet(lines), admin)
    assert list(fates(made).values()) == [
        ("matched", ""), ("dropped", "repeated"), ("wrong", "nik_two_names"),
        ("unknown", ""), ("dropped", "repeated"), ("wrong", "nik_two_names"),
    ]  # fmt: skip


def test_a_column_of_deciles_counts_and_without_it_that_of_the_list(admin, petugas):
    workers = [on_record(number, petugas) for number in (1, 2, 3)]
    with_own = sheet(
        [line(1, "", "Kauman", "Desil 2"), line(2, "", "Kauman", ""), line(3, "", "Kauman", "11")],
        HEADINGS + ";Desil",
    )
    made = read(with_own, admin, decile=None)
    assert list(fates(made).values()) == [
        ("matched", ""),
        ("wrong", "decile_empty"),
        ("wrong", "decile_wrong"),
    ]
    assert [mark(worker)[0] for worker in workers] == [2, None, None]
    read(with_own + b"\n", admin, decile=3)
    assert [mark(worker)[0] for worker in workers] == [2, 3, None]


def test_a_list_of_several_deciles_without_the_column_asks_for_it(admin):
    with pytest.raises(poverty_lists.ListRefused, match="Desil"):
        sent_in(sheet([line(1)]), admin, decile=None)
    made = read(sheet([line(1, "", "Kauman", "1")], HEADINGS + ";Peringkat"), admin, decile=None)
    assert (made.state, [one["code"] for one in made.findings]) == ("columns", ["columns_missing"])


def test_the_newer_list_wins_whichever_came_later(admin, petugas):
    worker = on_record(1, petugas)
    read(sheet([line(1)]), admin, decile=1)
    read(sheet([line(1), line(9)]), admin, decile=3, as_of=LONG_AGO, source="P3KE")
    assert mark(worker) == (1, LAST_MONTH, SOURCE)
    read(sheet([line(1), line(8)]), admin, decile=2, as_of=today(), source="DTSEN baru")
    assert mark(worker) == (2, today(), "DTSEN baru")


def test_an_enrolment_matches_who_waits_in_its_own_transaction(admin, petugas):
    made = read(sheet([line(1), line(2)]), admin)
    older = read(sheet([line(1)]), admin, decile=4, as_of=LONG_AGO, source="P3KE")
    worker = on_record(1, petugas)
    assert (fates(made)[2], fates(older)[2]) == (("enrolled", ""), ("enrolled", ""))
    assert mark(worker) == (1, LAST_MONTH, SOURCE)
    assert (row(made, 2).nik_sealed, row(made, 2).worker_id, secrets_of(older)) == (None, worker.id, 0)
    stranger = on_record(2, petugas, name="Bukan Orangnya")
    assert fates(made)[3] == ("differs", "")
    assert mark(stranger) == (None, None, "")


def test_an_enrolment_asks_one_more_question_whether_or_not_a_list_is_open(admin, petugas):
    asked = []
    execute = database.obj.execute_sql

    def counting(sql, *rest, **more):
        asked.append(sql)
        return execute(sql, *rest, **more)

    database.obj.execute_sql = counting
    try:
        on_record(1, petugas)
    finally:
        database.obj.execute_sql = execute
    assert sum("poverty" in sql for sql in asked) == 1


def test_a_corrected_nik_is_matched_too(admin, petugas):
    made, worker = read(sheet([line(5)]), admin), on_record(1, petugas, name=named(5))
    values = person_values.values_of(worker)
    corrections.correct(
        reg_no=worker.reg_no, values={"nik": nik(5), "birth_on": values["birth_on"], "ktp_reason": "nik"},
        reason="salah ketik", client_key=key(), seen=person_values.prints_of(worker.reg_no, values), by=admin,
    )  # fmt: skip
    assert fates(made)[2] == ("enrolled", "")
    assert mark(worker) == (1, LAST_MONTH, SOURCE)


def test_a_decile_corrected_by_hand_is_no_longer_the_lists(admin, petugas):
    worker = on_record(1, petugas)
    read(sheet([line(1)]), admin)
    values = person_values.values_of(Worker.get_by_id(worker.id))
    corrections.correct(
        reg_no=worker.reg_no, values={"dtsen_decile": 4}, reason="salah ketik", client_key=key(),
        seen=person_values.prints_of(worker.reg_no, values), by=admin,
    )  # fmt: skip
    assert mark(worker) == (4, None, "")


def test_a_merged_slip_leads_to_the_right_person(admin, petugas):
    right, wrong = on_record(1, petugas), on_record(2, petugas, name=named(1))
    merges.merge(wrong=wrong.reg_no, right=right.reg_no, reason="salah ketik", client_key=key(), by=admin)
    made = read(sheet([line(2, named(1)), line(1)]), admin)
    assert list(fates(made).values()) == [("matched", ""), ("dropped", "repeated")]
    assert (row(made, 2).worker_id, mark(right)) == (right.id, (1, LAST_MONTH, SOURCE))


def test_a_merge_takes_the_mark_along(admin, petugas):
    right, wrong = on_record(1, petugas), on_record(2, petugas, name=named(1))
    made = read(sheet([line(2, named(1))]), admin)
    merges.merge(wrong=wrong.reg_no, right=right.reg_no, reason="salah ketik", client_key=key(), by=admin)
    assert (row(made, 2).worker_id, mark(right)) == (right.id, (1, LAST_MONTH, SOURCE))
    withdraw(made, admin)
    assert mark(right) == (None, None, "")


def test_withdrawn_list_takes_back_what_it_alone_set_and_leaves_no_secret(admin, petugas):
    both, alone, by_hand = on_record(1, petugas), on_record(2, petugas), on_record(3, petugas, dtsen_decile=3)
    older = read(sheet([line(1)]), admin, decile=2, as_of=LONG_AGO, source="P3KE")
    made = read(sheet([line(1), line(2), line(3), line(4), "1;Salah Ini;Kauman"]), admin)
    assert [mark(one)[0] for one in (both, alone, by_hand)] == [1, 1, 1]
    path = made.path
    assert safe.has_file(path)
    withdraw(made, admin)
    assert [mark(one) for one in (both, alone, by_hand)] == [
        (2, LONG_AGO, "P3KE"),
        (None, None, ""),
        (3, None, ""),
    ]
    made = again(made)
    assert (made.state, made.path, made.withdrawn_why, fates(made)) == ("withdrawn", "", "Salah berkas", {})
    assert not safe.has_file(path)
    withdraw(older, admin)
    assert mark(both) == (None, None, "")


def test_what_was_noted_by_hand_comes_back_after_the_last_of_several_lists(admin, petugas):
    worker = on_record(1, petugas, dtsen_decile=3)
    first = read(sheet([line(1)]), admin, decile=1, as_of=LONG_AGO, source="P3KE")
    second = read(sheet([line(1)]), admin, decile=2)
    withdraw(first, admin)
    assert mark(worker) == (2, LAST_MONTH, SOURCE)
    withdraw(second, admin)
    assert mark(worker) == (3, None, "")


def test_a_list_is_withdrawn_by_admin_alone_and_once(admin, petugas, people):
    made = read(sheet([line(1)]), admin)
    for other in (petugas, acting(people["auditor"])):
        with pytest.raises(NotAllowed):
            poverty_withdrawing.withdraw(no=made.no, why="x", client_key=key(), by=other)
    withdraw(made, admin)
    with pytest.raises(Refused, match="sudah ditarik"):
        poverty_withdrawing.withdraw(no=made.no, why="lagi", client_key=key(), by=admin)


def test_the_same_bytes_lead_to_the_first_unless_it_was_withdrawn(admin):
    content = sheet([line(1)])
    made = read(content, admin)
    with pytest.raises(poverty_lists.SameList) as same:
        sent_in(content, admin)
    assert same.value.no == made.no and "Tarik" not in str(same.value)
    assert f"sudah diterima pada {long_date(today())}" in str(same.value)
    with pytest.raises(poverty_lists.SameList, match="sumber atau tanggal lain"):
        sent_in(content, admin, as_of=LONG_AGO)
    withdraw(made, admin)
    assert read(content, admin).state == "read"


def test_one_key_keeps_one_list(admin):
    one = key()
    first = poverty_lists.upload(wish=wish(sheet([line(1)])), client_key=one, by=admin)
    assert poverty_lists.upload(wish=wish(sheet([line(1)])), client_key=one, by=admin) == first
    assert PovertyList.select().count() == 1


def test_impossible_days_are_refused_and_nothing_is_kept(admin):
    for day, said in (
        (today() + timedelta(days=1), "belum terjadi"),
        (today().replace(year=1999), "tahun yang lalu"),
    ):
        with pytest.raises(poverty_lists.DayRefused, match=said):
            sent_in(sheet([line(1)]), admin, as_of=day)
    assert not PovertyList.select().exists()


def test_who_stands_on_the_newer_list_no_more_is_shown_and_loses_nothing(admin, petugas):
    gone, stays = on_record(1, petugas), on_record(2, petugas)
    before = read(sheet([line(1), line(2)]), admin, as_of=LONG_AGO)
    now = read(sheet([line(2)]), admin)
    assert poverty_leavers.list_before(now) == before
    assert poverty_leavers.count(now, before) == 1
    assert poverty_leavers.page_of(now, before, page=1) == ([gone], False)
    assert (mark(gone), mark(stays)) == ((1, LONG_AGO, SOURCE), (1, LAST_MONTH, SOURCE))


def test_lists_of_their_day_keep_no_secret(admin, petugas):
    worker = on_record(1, petugas)
    made, fresh = read(sheet([line(1), line(2)]), admin), read(sheet([line(3)]), admin)
    with writing():
        PovertyList.update(delete_after=today() - timedelta(days=1)).where(
            PovertyList.id == made.id
        ).execute()
    path = made.path
    assert poverty_keeping.tidy() == 1
    assert (fates(made), again(made).path, secrets_of(made)) == (
        {2: ("matched", ""), 3: ("dropped", "expired")}, "", 0,
    )  # fmt: skip
    assert not safe.has_file(path) and safe.has_file(again(fresh).path)
    assert (secrets_of(fresh), mark(worker)[0]) == (1, 1)
    assert poverty_keeping.tidy() == 0
    assert AuditEvent.select().where(AuditEvent.action == "miskin.daftar_dihapus").count() == 1


def test_who_was_enrolled_while_the_row_was_written_is_found_by_the_round(admin, petugas, monkeypatch):
    made = read(sheet([line(1)]), admin)
    with monkeypatch.context() as at_once:
        at_once.setattr(poverty_newcomers, "match", lambda people: None)
        worker = on_record(1, petugas)
    assert fates(made)[2] == ("unknown", "")
    poverty_keeping.tidy()
    assert (fates(made)[2], mark(worker)[0]) == (("enrolled", ""), 1)


def test_extreme_is_who_a_valid_list_says_is_in_the_first_decile(admin, petugas):
    workers = [on_record(number, petugas) for number in (1, 2, 3)]
    on_record(4, petugas, dtsen_decile=1)
    read(sheet([line(1)]), admin)
    read(sheet([line(2)]), admin, decile=2)
    read(sheet([line(3)]), admin, as_of=LONG_AGO)
    found = {worker.id for worker in Worker.select().where(poverty_marks.is_extreme())}
    assert found == {workers[0].id, workers[2].id}
    marks = poverty_marks.of([worker.id for worker in Worker.select()])
    assert marks[workers[1].id] == poverty_marks.Mark(2, LAST_MONTH, SOURCE) and len(marks) == 4
    with writing():
        Setting.create(
            key="poverty_valid_months", value="3", valid_from=today() - timedelta(days=1), basis="keputusan untuk uji",
            source="uji", as_of=today(),
        )  # fmt: skip
    settings.forget()
    assert [worker.id for worker in Worker.select().where(poverty_marks.is_extreme())] == [workers[0].id]


def test_work_is_of_own_kelurahan_and_what_is_of_none_is_the_admins(admin, petugas, stranger, people):
    incomplete, namesake = on_record(1, petugas), on_record(2, petugas, name="Budi Santoso")
    made = read(sheet([line(1), line(2), line(3), line(4, place=ELSEWHERE), line(5, place="")]), admin)
    everything = poverty_work.counts(by=admin)
    assert (everything.enrol, everything.compare, everything.complete) == (3, 1, 1)
    assert poverty_work.counts(by=acting(people["auditor"])) == everything
    own = poverty_work.counts(by=petugas)
    assert (own.enrol, own.compare, own.complete) == (1, 1, 1)
    assert dict(poverty_work.areas(by=petugas)) == {KAUMAN: 1}
    assert poverty_work.areas(by=admin)[poverty_work.NOWHERE] == 1
    other = poverty_work.counts(by=stranger)
    assert (other.enrol, other.compare, other.complete) == (1, 0, 0)
    (person,), _more = poverty_work.listed(by=petugas, kind=poverty_work.ENROL)
    assert (person.name, person.nik, person.number, person.no) == (
        named(3),
        f"{nik(3)[:4]}••••••••{nik(3)[-4:]}",
        4,
        made.no,
    )
    (differing,), _more = poverty_work.listed(by=petugas, kind=poverty_work.COMPARE)
    assert (differing.reg_no, differing.on_record) == (namesake.reg_no, "Budi Santoso")
    (lacks,), _more = poverty_work.lacking(by=petugas)
    assert lacks.reg_no == incomplete.reg_no and lacks.lacks
    for role in ("mitra", "donatur", "opd"):
        with pytest.raises(NotAllowed):
            poverty_work.counts(by=acting(people[role]))


def test_a_row_is_settled_by_who_has_its_person_and_by_no_other(admin, petugas, stranger, people):
    worker, other = on_record(1, petugas, name="Budi Santoso"), on_record(2, petugas, name="Budi Hartono")
    made = read(sheet([line(1), line(2)]), admin)
    for nobody in (stranger, acting(people["auditor"]), acting(people["mitra"])):
        with pytest.raises(NotAllowed):
            poverty_row_presses.settle(no=made.no, number=2, same=True, client_key=key(), by=nobody)
    once = key()
    for _twice in range(2):
        poverty_row_presses.settle(no=made.no, number=2, same=True, client_key=once, by=petugas)
    assert (fates(made)[2], mark(worker)) == (("matched", "settled"), (1, LAST_MONTH, SOURCE))
    poverty_row_presses.settle(no=made.no, number=3, same=False, client_key=key(), by=admin)
    assert (fates(made)[3], mark(other), secrets_of(made)) == (("dropped", "not_same"), (None, None, ""), 0)
    with pytest.raises(Refused, match="sudah diselesaikan"):
        poverty_row_presses.settle(no=made.no, number=3, same=True, client_key=key(), by=admin)


def test_somebody_who_need_not_be_enrolled_is_closed_with_a_reason(admin, petugas, stranger):
    made = read(sheet([line(1), line(2)]), admin)
    with pytest.raises(NotAllowed):
        poverty_row_presses.close(no=made.no, number=2, why="moved", client_key=key(), by=stranger)
    with pytest.raises(Refused, match="alasan"):
        poverty_row_presses.close(no=made.no, number=2, why="lain", client_key=key(), by=petugas)
    poverty_row_presses.close(no=made.no, number=2, why="moved", client_key=key(), by=petugas)
    assert (fates(made)[2], secrets_of(made)) == (("dropped", "moved"), 1)


def test_a_row_of_no_kelurahan_is_given_to_one_by_admin(admin, petugas):
    made = read(sheet([line(1, place="")]), admin)
    assert poverty_work.counts(by=petugas).enrol == 0
    with pytest.raises(NotAllowed):
        poverty_row_presses.assign(no=made.no, number=2, kelurahan=KAUMAN, client_key=key(), by=petugas)
    with pytest.raises(Refused, match="kelurahan"):
        poverty_row_presses.assign(no=made.no, number=2, kelurahan="99", client_key=key(), by=admin)
    poverty_row_presses.assign(no=made.no, number=2, kelurahan=KAUMAN, client_key=key(), by=admin)
    assert poverty_work.counts(by=petugas).enrol == 1


def test_an_enrolment_is_begun_by_a_sealed_draft_and_written_down(admin, petugas, stranger):
    made = read(sheet([line(1)]), admin)
    with pytest.raises(NotAllowed):
        poverty_row_presses.open_enrolment(no=made.no, number=2, client_key=key(), by=stranger)
    draft_key = key()
    poverty_row_presses.open_enrolment(no=made.no, number=2, client_key=draft_key, by=petugas)
    (draft,) = drafts.drafts_of(petugas)
    assert draft.client_key == draft_key
    assert draft.content == {"nik": nik(1), "name": named(1), "kelurahan": KAUMAN}
    (noted,) = AuditEvent.select().where(AuditEvent.action == "miskin.pendaftaran_dibuka")
    assert (noted.subject, noted.detail, noted.user_id) == (made.no, {"baris": 2}, petugas.user_id)


def test_a_list_that_is_withdrawn_while_it_waits_is_not_read(admin, petugas):
    made = sent_in(sheet([line(1)]), admin)
    poverty_withdrawing.withdraw(no=made.no, why="Salah", client_key=key(), by=admin)
    queue.run_waiting_tasks()
    assert (again(made).state, fates(made), safe.has_file(made.path)) == ("withdrawn", {}, False)
    on_record(1, petugas)
    assert not PovertyRow.select().exists()


def test_the_bytes_lie_sealed(admin, petugas):
    content = sheet([line(1)])
    made = read(content, admin)
    assert safe.file_content(made.path, KIND) == content
    assert nik(1).encode() not in (safe._folder / made.path).read_bytes()


def test_two_workers_at_one_list_write_every_row_once(admin, petugas):
    """One gave no sign of life for long, was taken for dead, and lives."""
    known = [on_record(number, petugas) for number in range(1, 31)]
    made = sent_in(sheet(line(number) for number in range(1, 331)), admin)

    def read_it():
        poverty_reading.read_list(list_id=made.id, progress=lambda done, total: None)

    assert all_at_once([read_it, read_it]) == [None, None]
    states = [state for state, _why in fates(made).values()]
    assert (again(made).rows, states.count("matched"), states.count("unknown")) == (330, 30, 300)
    assert {mark(worker)[0] for worker in known} == {1}


def test_people_enrolled_while_their_list_is_read_are_all_found(admin, petugas):
    made = sent_in(sheet(line(number) for number in range(1, 201)), admin)

    def read_it():
        poverty_reading.read_list(list_id=made.id, progress=lambda done, total: None)

    def enrol_some():
        for number in range(1, 201, 20):
            on_record(number, petugas)

    assert all_at_once([read_it, enrol_some]) == [None, None]
    poverty_keeping.tidy()
    states = [state for state, _why in fates(made).values()]
    assert states.count("matched") + states.count("enrolled") == 10 and states.count("unknown") == 190
    assert Worker.select().where(poverty_marks.is_extreme()).count() == 10


def corrected(worker, by, **values) -> None:
    seen = person_values.prints_of(worker.reg_no, person_values.values_of(Worker.get_by_id(worker.id)))
    corrections.correct(
        reg_no=worker.reg_no, values=values, reason="salah ketik", client_key=key(), seen=seen, by=by
    )


def test_files_of_one_day_and_source_are_one_list(admin, petugas):
    """A list may come in one file for each kecamatan: whoever stands in another of them is not gone."""
    one, two, gone = on_record(1, petugas), on_record(2, petugas), on_record(3, petugas)
    read(sheet([line(1)]), admin, as_of=LONG_AGO)
    before = read(sheet([line(2), line(3)]), admin, as_of=LONG_AGO)
    assert poverty_leavers.list_before(before) is None
    read(sheet([line(1)]) + b"\n", admin, source=SOURCE.upper())
    now = read(sheet([line(2)]), admin)
    assert poverty_leavers.list_before(now).as_of == LONG_AGO
    assert poverty_leavers.page_of(now, before, page=1) == ([gone], False)
    assert mark(one)[0] == mark(two)[0] == 1


def test_a_mistyped_nik_that_is_corrected_is_its_real_owners_again(admin, petugas):
    worker = on_record(5, petugas, name="Budi Santoso")
    made = read(sheet([line(5)]), admin)
    assert fates(made)[2] == ("differs", "")
    corrected(worker, admin, nik=nik(1), ktp_reason="nik")
    assert (fates(made)[2], row(made, 2).worker_id) == (("unknown", ""), None)
    owner = on_record(5, petugas)
    assert (fates(made)[2], mark(owner)[0], mark(worker)[0]) == (("enrolled", ""), 1, None)


def test_a_corrected_name_settles_what_differed(admin, petugas):
    worker = on_record(5, petugas, name="Budi Santoso")
    made = read(sheet([line(5)]), admin)
    corrected(worker, admin, name=named(5))
    assert (fates(made)[2], mark(worker), secrets_of(made)) == (("matched", ""), (1, LAST_MONTH, SOURCE), 0)


def test_a_merge_frees_the_mistyped_nik_that_differed(admin, petugas):
    right, wrong = on_record(1, petugas), on_record(2, petugas, name=f"{named(1)} Sutrisno")
    made = read(sheet([line(2, "Orang Sama Sekali Lain")]), admin)
    assert fates(made)[2] == ("differs", "")
    merges.merge(wrong=wrong.reg_no, right=right.reg_no, reason="salah ketik", client_key=key(), by=admin)
    assert fates(made)[2] == ("unknown", "")
    owner = on_record(2, petugas, name="Orang Sama Sekali Lain")
    assert (fates(made)[2], mark(owner)[0], mark(right)[0]) == (("enrolled", ""), 1, None)


def test_somebody_on_several_lists_is_visited_once_and_closed_on_all(admin, petugas):
    older = read(sheet([line(1), line(2)]), admin, as_of=LONG_AGO)
    newer = read(sheet([line(1), line(3)]), admin)
    nowhere = read(sheet([line(1, place="")]), admin, as_of=today())
    assert (poverty_work.counts(by=admin).enrol, poverty_work.counts(by=petugas).enrol) == (3, 3)
    found = {(one.no, one.number) for one in poverty_work.listed(by=petugas, kind=poverty_work.ENROL)[0]}
    assert found == {(newer.no, 2), (newer.no, 3), (older.no, 3)}
    poverty_row_presses.close(no=newer.no, number=2, why="moved", client_key=key(), by=petugas)
    assert fates(older)[2] == fates(newer)[2] == fates(nowhere)[2] == ("dropped", "moved")
    assert (poverty_work.counts(by=admin).enrol, secrets_of(nowhere)) == (2, 0)


def test_who_is_closed_in_one_kelurahan_is_still_visited_in_another(admin, petugas, stranger):
    older = read(sheet([line(1)]), admin, as_of=LONG_AGO)
    newer = read(sheet([line(1, place=ELSEWHERE)]), admin)
    assert (poverty_work.counts(by=petugas).enrol, poverty_work.counts(by=stranger).enrol) == (0, 1)
    poverty_row_presses.close(no=older.no, number=2, why="moved", client_key=key(), by=petugas)
    assert (fates(older)[2], fates(newer)[2]) == (("dropped", "moved"), ("unknown", ""))


def test_a_merge_finds_the_one_whom_the_list_means(admin, petugas):
    right, wrong = on_record(1, petugas), on_record(2, petugas, name="Budi Santoso")
    made = read(sheet([line(2, named(1))]), admin)
    assert fates(made)[2] == ("differs", "")
    merges.merge(wrong=wrong.reg_no, right=right.reg_no, reason="salah ketik", client_key=key(), by=admin)
    assert (fates(made)[2], row(made, 2).worker_id) == (("matched", ""), right.id)
    assert mark(right) == (1, LAST_MONTH, SOURCE)


def test_a_name_on_several_lists_is_compared_once(admin, petugas):
    worker = on_record(1, petugas, name="Budi Santoso")
    older = read(sheet([line(1)]), admin, decile=2, as_of=LONG_AGO)
    newer = read(sheet([line(1)]), admin)
    assert poverty_work.counts(by=petugas).compare == 1
    poverty_row_presses.settle(no=newer.no, number=2, same=True, client_key=key(), by=petugas)
    assert fates(older)[2] == fates(newer)[2] == ("matched", "settled")
    assert mark(worker) == (1, LAST_MONTH, SOURCE)
    withdraw(newer, admin)
    assert mark(worker) == (2, LONG_AGO, SOURCE)


def test_areas_are_of_the_work_that_is_looked_at(admin, petugas):
    on_record(1, petugas), on_record(2, petugas, name="Budi Santoso")
    read(sheet([line(1), line(2, place=ELSEWHERE), line(3, place=ELSEWHERE)]), admin)
    found = [dict(poverty_work.areas(by=admin, kind=kind)) for kind in poverty_work.KINDS]
    assert found[1:] == [{KAUMAN: 1}, {KAUMAN: 1}]
    assert list(found[0].values()) == [1] and KAUMAN not in found[0]


def test_an_enrolment_opened_once_more_keeps_what_was_typed(admin, petugas):
    made, one = read(sheet([line(1)]), admin), key()
    poverty_row_presses.open_enrolment(no=made.no, number=2, client_key=one, by=petugas)
    drafts.keep(client_key=one, fields={"name": named(1), "address": "Jalan Uji 1"}, by=petugas)
    poverty_row_presses.open_enrolment(no=made.no, number=2, client_key=one, by=petugas)
    assert drafts.drafts_of(petugas)[0].content["address"] == "Jalan Uji 1"


def test_a_settled_row_shows_its_person_only_to_who_may_still_see_them(admin, petugas):
    worker = on_record(1, admin, name="Budi Santoso", kelurahan=KAUMAN)
    made = read(sheet([line(1)]), admin)
    poverty_row_presses.settle(no=made.no, number=2, same=True, client_key=key(), by=petugas)
    assert poverty_row_pages.row_of(no=made.no, number=2, by=petugas).row.reg_no == worker.reg_no
    with writing():
        Worker.update(kelurahan="33.74.01.1001").where(Worker.id == worker.id).execute()
    with pytest.raises(NotAllowed):
        poverty_row_pages.row_of(no=made.no, number=2, by=petugas)


def test_two_officers_closing_one_person_on_two_lists_at_once(admin, petugas):
    older = read(sheet([line(1)]), admin, as_of=LONG_AGO)
    newer = read(sheet([line(1), line(2)]), admin)

    def close(made):
        return lambda: poverty_row_presses.close(
            no=made.no, number=2, why="moved", client_key=key(), by=petugas
        )

    refused = [fault for fault in all_at_once([close(older), close(newer)]) if fault is not None]
    assert [type(fault) for fault in refused] == [Refused]
    assert fates(older)[2] == fates(newer)[2] == ("dropped", "moved")
