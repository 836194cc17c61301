"""The list of PLKK: kept by hand, each line with source and day, and the files do not overrule the hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from db import reference_data
from db.models import AuditEvent, Facility
from db.reference_data import load_reference
from kiosk.domain.clock import today
from kiosk.domain.facilities import Entry
from kiosk.services import facilities
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.facilities import NoReason, WrongArea, WrongDay, WrongName
from kiosk.services.once import KeyInUse
from tests.services.at_once import acting, all_at_once, key
from tests.services.debit_desk import admin

ENTRY = Entry(
    name="Klinik Sumber Waras",
    address="Jl. Layur 5",
    kecamatan="33.74.02",
    city="Kota Semarang",
    phone="(024) 3547000",
    source="surat BPJS B/12/XI/2026",
    as_of=date(2026, 11, 20),
)
AGUNG = "rsi-sultan-agung"

pytestmark = pytest.mark.usefixtures("people")


def add(entry: Entry = ENTRY, **other) -> str:
    return facilities.add(**({"entry": entry, "client_key": key(), "by": admin()} | other))


def corrected(code: str = AGUNG, **values) -> None:
    row = facilities.one(code, by=admin())
    entry = Entry(
        row.name, row.address, row.kecamatan_id or "", row.city, row.phone, ENTRY.source, ENTRY.as_of
    )
    facilities.correct(code=code, entry=replace(entry, **values), client_key=key(), by=admin())


def remove(code: str = AGUNG, **other) -> None:
    wish = {"code": code, "why": "Kerja samanya berakhir.", "client_key": key(), "by": admin()}
    facilities.remove(**(wish | other))


def reload_reference(monkeypatch) -> None:
    """As after a change of the files."""
    with monkeypatch.context() as changed:
        changed.setattr(reference_data, "_fingerprint", lambda: "lain")
        load_reference()
    load_reference()


def line(code: str) -> facilities.Line:
    return next(one for one in facilities.table(by=admin()).lines if one.code == code)


def test_added_it_stands_in_its_place_with_its_source():
    code = add()
    assert code == "klinik-sumber-waras"
    added = line(code)
    assert (added.area, added.source, added.as_of) == (
        "Semarang Utara, Kota Semarang",
        ENTRY.source,
        ENTRY.as_of,
    )
    assert not added.old and not added.unconfirmed and added.noted_by
    assert code in [one.code for one in facilities.current()]
    assert AuditEvent.get(AuditEvent.action == "plkk.ditambah").subject == code


def test_line_whose_source_is_older_than_a_year_has_to_be_asked_anew():
    table = facilities.table(by=admin())
    assert table.old == sum(one.old for one in table.lines) == 8
    assert line(AGUNG).old and not line("rsd-wongsonegoro").old and line("rsd-wongsonegoro").unconfirmed
    corrected()
    assert not line(AGUNG).old and not line(AGUNG).unconfirmed


def test_taken_out_it_is_not_chosen_and_the_files_do_not_bring_it_back(monkeypatch):
    remove()
    reload_reference(monkeypatch)
    table = facilities.table(by=admin())
    assert AGUNG not in [one.code for one in table.lines + facilities.current()]
    assert [(one.name, one.why) for one in table.gone] == [("RSI Sultan Agung", "Kerja samanya berakhir.")]
    assert Facility.get(Facility.code == AGUNG).name == "RSI Sultan Agung"  # old claims go on naming it
    with pytest.raises(Refused):
        remove()


def test_correction_stays_when_the_files_are_loaded_again(monkeypatch):
    corrected(phone="(024) 6580019")
    reload_reference(monkeypatch)
    assert (line(AGUNG).phone, line(AGUNG).source) == ("(024) 6580019", ENTRY.source)
    told = AuditEvent.get(AuditEvent.action == "plkk.dikoreksi").detail
    assert told["telepon"] == "— → (024) 6580019" and told["per"] == "2018-12-31 → 2026-11-20"


def test_files_may_come_to_name_what_was_added_by_hand(monkeypatch):
    add(replace(ENTRY, name="RS Baru"))
    rows = reference_data.reference_rows

    def with_another(name):
        more = [rows("facility")[0] | {"code": "rs-baru-2", "name": "RS BARU", "city": "Kota Semarang"}]
        return rows(name) + (more if name == "facility" else [])

    monkeypatch.setattr(reference_data, "reference_rows", with_another)
    reload_reference(monkeypatch)
    assert [one.code for one in facilities.current() if "baru" in one.code] == ["rs-baru"]


def test_what_was_taken_out_may_be_added_anew_under_another_code():
    remove()
    code = add(replace(ENTRY, name="RSI Sultan Agung"))
    assert code == f"{AGUNG}-2"


def test_same_name_in_the_same_city_is_refused_in_any_case():
    for entry in (
        replace(ENTRY, name="rsi sultan AGUNG"),
        replace(ENTRY, name="RSI NU Demak", city="kabupaten demak"),
    ):
        with pytest.raises(WrongName):
            add(entry)
    with pytest.raises(WrongName):
        corrected(name="Siloam Hospitals Semarang")
    add(replace(ENTRY, name="RSI NU Demak"))  # in another city


def test_days_to_come_too_old_and_older_than_what_is_known_are_refused():
    for day in (today() + timedelta(days=1), date(1999, 12, 31)):
        with pytest.raises(WrongDay):
            add(replace(ENTRY, as_of=day))
    with pytest.raises(WrongDay):
        corrected(as_of=date(2018, 12, 30))
    with pytest.raises(WrongArea):
        add(replace(ENTRY, kecamatan="33.74.99"))
    corrected()
    with pytest.raises(Refused, match="Tidak ada yang berubah"):
        corrected()


def test_sent_twice_it_is_added_once_and_of_many_one_adds_it():
    same = key()
    assert add(client_key=same) == add(client_key=same)
    with pytest.raises(KeyInUse):
        add(replace(ENTRY, phone=""), client_key=same)
    wish, by = replace(ENTRY, name="Klinik Serentak"), admin()
    answers = all_at_once([lambda: facilities.add(entry=wish, client_key=key(), by=by)] * 3)
    assert sorted(type(one).__name__ for one in answers) == ["WrongName", "WrongName", "str"]


def test_of_two_who_give_one_name_at_once_the_second_reads_why_not():
    by = admin()
    renames = [
        lambda code=code: facilities.correct(
            code=code, entry=replace(ENTRY, name="RS Bernama Sama"), client_key=key(), by=by
        )
        for code in (AGUNG, "rsd-wongsonegoro")
    ]
    answers = all_at_once(renames)
    assert sorted(type(one).__name__ for one in answers) == ["NoneType", "WrongName"]
    assert Facility.select().where(Facility.name == "RS Bernama Sama").count() == 1


def test_name_given_between_the_look_and_the_writing_is_refused_by_the_index(monkeypatch):
    corrected(name="RS Bernama Sama")
    monkeypatch.setattr(facilities, "_require_new", lambda entry: None)  # looked before the other one wrote
    with pytest.raises(WrongName, match="sudah ada dalam daftar"):
        corrected("rsd-wongsonegoro", name="rs bernama sama")
    assert facilities.one("rsd-wongsonegoro", by=admin()).name != "rs bernama sama"


def test_admin_alone_changes_it_and_auditor_reads(people):
    for role in ("auditor", "opd", "petugas", "mitra", "donatur"):
        by = acting(people[role])
        for change in (
            lambda by=by: add(by=by),
            lambda by=by: remove(by=by),
            lambda by=by: facilities.correct(code=AGUNG, entry=ENTRY, client_key=key(), by=by),
        ):
            with pytest.raises(NotAllowed):
                change()
    facilities.table(by=acting(people["auditor"]))
    for role in ("opd", "petugas", "mitra", "donatur"):
        with pytest.raises(NotAllowed):
            facilities.table(by=acting(people[role]))
    with pytest.raises(NoReason):
        remove(why=" ")
    for act in (lambda: remove("tidak-ada"), lambda: corrected("tidak-ada")):
        with pytest.raises(NotThere):
            act()
