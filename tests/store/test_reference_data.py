"""Loading db/reference into a migrated database."""

import re
from datetime import date

import pytest

from db.models import (
    ClaimPaper,
    ConsentText,
    ExportLayout,
    Facility,
    Figure,
    Holiday,
    Kecamatan,
    Kelurahan,
    KelurahanAlias,
    MandateText,
    Occupation,
    Opd,
    Post,
    Scheme,
    SchemeOccupation,
    Setting,
    StaffMember,
    Tariff,
    User,
)
from db.models.base import utc_now
from db.models.ledger_guards import unguard_ledger
from db.reference_data import FINGERPRINT, alias_key, load_reference, reference_rows
from db.schema import migrate, migrate_down_to_nothing
from kiosk.domain.names import place_key

TABLES = (
    Kecamatan, Kelurahan, KelurahanAlias, Occupation, Scheme, SchemeOccupation, Post, Opd, Facility, Holiday,
    ConsentText, Tariff, Setting, Figure, ClaimPaper,
)  # fmt: skip


def contents():
    return {table: sorted(map(str, table.select().tuples())) for table in TABLES}


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_file_is_in_its_table_after_a_load(new_store):
    counts = load_reference()
    assert counts["kecamatan"] == Kecamatan.select().count() == 16
    assert counts["kelurahan"] == Kelurahan.select().count() == 177
    assert counts["setting"] == Setting.select().where(Setting.key != FINGERPRINT).count()
    versions = {row["version"] for row in reference_rows("mandate_text")}  # a row there is a clause
    assert counts["mandate_text"] == MandateText.select().count() == len(versions)
    others = {table._meta.table_name: table for table in TABLES if table is not Setting}
    assert counts.keys() == others.keys() | {"setting", "export_layout", "mandate_text"}
    for name, table in others.items():
        assert counts[name] == table.select().count() == len(reference_rows(name))


def test_cells_become_dates_truths_and_links(new_store):
    load_reference()
    cut = Tariff.get(Tariff.sector == "transport")
    assert (cut.public_money, cut.valid_from, cut.valid_to) == (False, date(2026, 1, 1), date(2027, 3, 1))
    base = Tariff.get(Tariff.sector.is_null(), Tariff.public_money.is_null(), Tariff.programmes == "JKK+JKM")
    assert (base.amount, base.valid_to) == (16_800, None)
    assert Scheme.get_by_id("pijar").residents_only and not Scheme.get_by_id("csr").residents_only
    assert Post.get(Post.code == "johar").kelurahan.kecamatan.name == "Semarang Tengah"
    assert Post.get(Post.code == "johar").active
    assert KelurahanAlias.get(KelurahanAlias.key == "tanjungemas").kelurahan.name == "Tanjung Mas"
    assert Opd.get(Opd.code == "DINKES").valid_from is None


def test_nothing_changes_when_loaded_twice(new_store):
    load_reference()
    before = contents()
    assert load_reference() == {}
    assert contents() == before


def test_nothing_is_doubled_when_loaded_anew_after_the_fingerprint_is_gone(new_store):
    load_reference()
    before = contents()
    Setting.update(value="-").where(Setting.key == FINGERPRINT).execute()
    assert load_reference()["kelurahan"] == 177
    assert contents() == before


def test_what_an_admin_added_stays_when_a_file_changes(new_store, other_files):
    load_reference()
    Tariff.create(valid_from=date(2028, 1, 1), amount=20_000, programmes="JKK+JKM", basis="PP baru")
    Setting.create(key="lapse_months", value="4", valid_from=date(2027, 1, 1), basis="surat BPJS")
    Post.update(active=False).where(Post.code == "mangkang").execute()
    replace(other_files / "post.csv", "Pos Terminal Mangkang", "Pos Mangkang")
    assert load_reference()
    assert {row.amount for row in Tariff.select().where(Tariff.valid_from == date(2028, 1, 1))} == {20_000}
    assert [
        row.value for row in Setting.select().where(Setting.key == "lapse_months").order_by(Setting.id)
    ] == ["3", "4"]
    post = Post.get(Post.code == "mangkang")
    assert (post.name, post.active) == ("Pos Mangkang", False)


def cut_for_others() -> Tariff:
    return Tariff.get(Tariff.sector == "other", Tariff.withdrawn_at.is_null())


def an_admin() -> User:
    return User.create(email="admin@payung.test", name="Admin", role="admin", fs_uniquifier="x")


def load_again(other_files) -> None:
    """The fingerprint is another, the tariffs are as they were."""
    replace(other_files / "post.csv", "Pos Terminal Mangkang", "Pos Mangkang")
    assert load_reference()


def test_tariff_that_an_admin_withdrew_does_not_come_back(new_store, other_files):
    load_reference()
    gone = {"withdrawn_at": utc_now(), "withdrawn_by": an_admin(), "withdrawn_why": "salah"}
    Tariff.update(gone).where(Tariff.id == cut_for_others().id).execute()
    load_again(other_files)
    assert not Tariff.select().where(Tariff.sector == "other", Tariff.withdrawn_at.is_null()).exists()
    replace(
        other_files / "tariff.csv", "other,false,2026-04,2026-12,8400", "other,false,2026-04,2026-12,9000"
    )
    load_reference()
    assert Tariff.select().where(Tariff.sector == "other").count() == 1


def test_tariff_of_an_admin_is_not_touched_where_a_file_has_the_same_months(new_store, other_files):
    load_reference()
    unguard_ledger()  # a tariff is not deleted otherwise
    cut_for_others().delete_instance()
    own = {"sector": "other", "public_money": False, "programmes": "JKK+JKM", "added_by": an_admin()}
    Tariff.create(valid_from=date(2026, 4, 1), valid_to=None, amount=9_000, basis="surat", **own)
    load_again(other_files)
    assert [(row.amount, row.basis) for row in Tariff.select().where(Tariff.sector == "other")] == [
        (9_000, "surat")
    ]


def test_tariff_whose_amount_a_file_changes_is_another_row(new_store, other_files):
    load_reference()
    before, file = cut_for_others(), other_files / "tariff.csv"
    replace(file, "other,false,2026-04,2026-12,8400", "other,false,2026-04,2026-12,9000")
    load_reference()
    now = cut_for_others()
    assert (now.amount, now.added_by_id) == (9_000, None)
    old = Tariff.get_by_id(before.id)
    assert old.amount == 8_400 and old.withdrawn_at and old.withdrawn_by_id is None


def test_tariff_whose_basis_a_file_changes_is_another_row(new_store, other_files):
    load_reference()
    before = cut_for_others()
    words = "PP 50/2025: potongan 50% untuk sektor selain"
    replace(other_files / "tariff.csv", words, "PP 50/2025: separuh bagi sektor selain")
    load_reference()
    assert cut_for_others().id != before.id and cut_for_others().basis.startswith("PP 50/2025: separuh")
    assert Tariff.get_by_id(before.id).basis == before.basis and Tariff.get_by_id(before.id).withdrawn_at


def test_tariff_of_which_a_file_says_another_source_stays_the_same_row(new_store, other_files):
    load_reference()
    before = cut_for_others()
    assert before.source
    replace(other_files / "tariff.csv", before.source, "https://example.org/lain")
    load_reference()
    assert (cut_for_others().id, cut_for_others().source) == (before.id, "https://example.org/lain")


def active() -> Figure:
    return Figure.get(Figure.key == "ucj_active", Figure.withdrawn_at.is_null())


def test_figures_of_the_files_are_people_or_hundredths_of_a_percent(new_store):
    load_reference()
    assert (active().value, active().as_of, active().for_year) == (390_498, date(2025, 11, 7), 0)
    target = Figure.get(Figure.key == "ucj_target_percent")
    assert (target.value, target.for_year, target.added_by_id) == (7_159, 2025, None)
    members = Figure.select().where(Figure.key == "pijar_semar_members").order_by(Figure.as_of)
    assert [row.value for row in members] == [7_217, 7_017]


def test_figure_that_an_admin_withdrew_does_not_come_back(new_store, other_files):
    load_reference()
    gone = {"withdrawn_at": utc_now(), "withdrawn_by": an_admin(), "withdrawn_why": "salah"}
    Figure.update(gone).where(Figure.id == active().id).execute()
    replace(other_files / "figure.csv", "ucj_active,,390498", "ucj_active,,390499")
    assert load_reference()
    assert not Figure.select().where(Figure.key == "ucj_active", Figure.withdrawn_at.is_null()).exists()


def test_figure_that_a_file_changes_is_another_row_and_an_admins_own_is_left_alone(new_store, other_files):
    load_reference()
    before = active()
    replace(other_files / "figure.csv", "ucj_active,,390498", "ucj_active,,390499")
    load_reference()
    assert active().value == 390_499 and Figure.get_by_id(before.id).value == 390_498
    gone = {"withdrawn_at": utc_now(), "withdrawn_by": an_admin(), "withdrawn_why": "salah"}
    Figure.update(gone).where(Figure.id == active().id).execute()
    said = {"key": "ucj_active", "as_of": before.as_of, "source": before.source}
    own = Figure.create(**said, value=390_500, added_by=User.get())
    load_again(other_files)
    assert active().id == own.id and active().value == 390_500


def test_department_finds_its_parent_when_the_parent_comes_later(new_store, other_files):
    replace(
        other_files / "opd.csv",
        "Inspektorat,sekretariat_badan,,",
        "Inspektorat,sekretariat_badan,DISKOMINFO,",
    )
    load_reference()
    assert Opd.get(Opd.code == "INSPEKTORAT").parent.code == "DISKOMINFO"


def test_nothing_is_loaded_when_a_kelurahan_is_missing(new_store, other_files):
    path = other_files / "kelurahan.csv"
    path.write_text(
        re.sub(r"(?m)^33\.74\.01\.1001.*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8"
    )
    with pytest.raises(ValueError, match="holds 176 kelurahan, the city has 177"):
        load_reference()
    assert Kecamatan.select().count() == 0


@pytest.mark.parametrize("name", ["Tanjung Mas", "TANJUNG-MAS", " Ngemplak  Simongan. ", "Café d'Or", "Ⅳ"])
def test_keys_agree_with_the_domain_when_a_name_is_oddly_written(name):
    assert alias_key(name) == place_key(name)


def test_keys_agree_with_the_domain_on_every_name_and_alias():
    names = [row["name"] for row in reference_rows("kelurahan") + reference_rows("kecamatan")]
    names += [row["alias"] for row in reference_rows("kelurahan_alias")]
    assert [alias_key(name) for name in names] == [place_key(name) for name in names]


def test_rosters_come_and_go_with_their_migration(new_store):
    load_reference()
    opd = Opd.get(Opd.code == "DISNAKER")
    StaffMember.create(opd=opd, nip="198001012006041901", name="Contoh", status_asn="pns")
    assert [member.nip for member in opd.staff] == ["198001012006041901"]
    migrate_down_to_nothing()
    assert not StaffMember.table_exists()
    migrate()
    assert StaffMember.table_exists() and StaffMember.select().count() == 0


def test_layout_of_an_export_is_loaded_where_there_is_none(new_store):
    assert load_reference()["export_layout"] == 1
    layout = ExportLayout.get()
    assert (layout.name, layout.active, layout.date_format) == ("Pendaftaran BPU", True, "dd-mm-yyyy")
    assert layout.columns[1] == ["NIK", "nik"]
    assert len(layout.columns) == len(reference_rows("export_layout"))


def test_layouts_of_an_admin_stay_when_a_file_changes(new_store, other_files):
    load_reference()
    ExportLayout.update(name="Cabang Pemuda", columns=[["NIK", "nik"]]).execute()
    replace(other_files / "export_layout.csv", "NAMA LENGKAP", "NAMA")
    assert load_reference()["export_layout"] == 0
    assert [(row.name, row.columns) for row in ExportLayout.select()] == [("Cabang Pemuda", [["NIK", "nik"]])]
