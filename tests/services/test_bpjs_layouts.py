"""The columns of each branch's template: made, changed, taken out of use; never lost, never two of one name."""

from dataclasses import replace

import pytest

from db.models import AuditEvent, ExportLayout
from kiosk.domain.bpjs_layouts import Column, Layout
from kiosk.services import bpjs_layouts
from kiosk.services.acting import NotAllowed, NotThere, Refused
from tests.services.at_once import acting, all_at_once, key
from tests.services.registering import layout

WISH = Layout("Cabang Pemuda", "dd/mm/yyyy", (Column("NIK", "nik"), Column("PROGRAM", "text", "JKK+JKM")))


def add(by, wish: Layout = WISH, client_key: str = "") -> int:
    return bpjs_layouts.add(wish=wish, client_key=client_key or key(), by=by)


def change(by, row: ExportLayout, wish: Layout) -> None:
    bpjs_layouts.change(layout_id=row.id, wish=wish, seen=row.changed_at, by=by)


def test_layout_is_kept_as_it_was_typed(admin):
    row = ExportLayout.get_by_id(add(admin))
    assert bpjs_layouts.as_rule(row) == WISH
    assert row.columns == [["NIK", "nik"], ["PROGRAM", "text", "JKK+JKM"]]
    line = AuditEvent.get(AuditEvent.action == "bpjs.susunan_dibuat")
    assert (line.subject, line.detail) == (str(row.id), {"nama": "Cabang Pemuda", "kolom": 2})


def test_form_sent_twice_makes_one(admin):
    one = key()
    assert add(admin, client_key=one) == add(admin, client_key=one)
    assert ExportLayout.select().count() == 1


def test_two_of_one_name_are_refused_and_two_admins_at_once_make_one(admin):
    answers = all_at_once([lambda: add(admin), lambda: add(admin)])
    assert sorted(type(answer).__name__ for answer in answers) == ["NameTaken", "int"]
    with pytest.raises(bpjs_layouts.NameTaken, match="Sudah ada susunan bernama Cabang Pemuda"):
        add(admin)


def test_unsound_one_is_refused_with_what_is_wrong(admin):
    with pytest.raises(Refused, match="Belum ada kolom NIK"):
        add(admin, replace(WISH, columns=(Column("NAMA", "name"),)))
    assert ExportLayout.select().count() == 0


def test_change_takes_the_place_of_what_was(admin):
    row = layout()
    change(admin, row, WISH)
    assert bpjs_layouts.as_rule(ExportLayout.get()) == WISH
    assert AuditEvent.select().where(AuditEvent.action == "bpjs.susunan_diubah").count() == 1


def test_change_of_nothing_is_not_noted(admin):
    row = layout()
    change(admin, row, bpjs_layouts.as_rule(row))
    assert AuditEvent.select().count() == 0


def test_name_of_another_is_refused_and_nothing_is_changed(admin):
    row, other = layout("Satu"), layout("Dua")
    with pytest.raises(bpjs_layouts.NameTaken):
        change(admin, row, replace(WISH, name=other.name))
    assert bpjs_layouts.as_rule(ExportLayout.get_by_id(row.id)).name == "Satu"


def test_whoever_comes_second_is_told_that_somebody_changed_it(admin):
    row = layout()
    change(admin, row, WISH)
    with pytest.raises(Refused, match="baru saja diubah admin lain"):
        change(admin, row, replace(WISH, date_form="yyyymmdd"))
    assert ExportLayout.get().date_format == "dd/mm/yyyy"


def test_one_is_set_aside_and_restored(admin):
    row = layout("Satu")
    layout("Dua")
    bpjs_layouts.set_active(layout_id=row.id, active=False, by=admin)
    assert [one.name for one in bpjs_layouts.in_use()] == ["Dua"]
    assert bpjs_layouts.chosen(row.id).name == "Dua"
    bpjs_layouts.set_active(layout_id=row.id, active=True, by=admin)
    assert [one.name for one in bpjs_layouts.in_use()] == ["Satu", "Dua"]
    assert bpjs_layouts.chosen(row.id).name == "Satu"


def test_last_one_in_use_stays_when_two_admins_set_one_aside_each(admin):
    rows = [layout("Satu"), layout("Dua")]
    answers = all_at_once(
        [lambda row=row: bpjs_layouts.set_active(layout_id=row.id, active=False, by=admin) for row in rows]
    )
    assert [type(answer).__name__ for answer in answers].count("Refused") == 1
    assert len(bpjs_layouts.in_use()) == 1


def test_nothing_is_chosen_where_there_is_none(store):
    assert bpjs_layouts.chosen(7) is None


def test_sample_is_of_a_made_up_person(store):
    assert bpjs_layouts.sample_of(WISH) == ["3374000000000000", "JKK+JKM"]


@pytest.mark.parametrize("who", ["auditor", "petugas", "mitra"])
def test_only_the_admin_changes_anything(people, who):
    row, by = layout(), acting(people[who])
    for act in (
        lambda: add(by),
        lambda: change(by, row, WISH),
        lambda: bpjs_layouts.set_active(layout_id=row.id, active=False, by=by),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert ExportLayout.select().count() == 1


def test_auditor_reads_and_an_officer_does_not(people, admin):
    row = layout()
    assert bpjs_layouts.layout_seen_by(acting(people["auditor"]), row.id) == row
    assert bpjs_layouts.layouts_seen_by(admin) == [row]
    with pytest.raises(NotAllowed):
        bpjs_layouts.layouts_seen_by(acting(people["petugas"]))
    with pytest.raises(NotThere):
        bpjs_layouts.layout_seen_by(admin, row.id + 1)
