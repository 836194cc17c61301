"""The reference CSV files as they lie in db/reference, read with nothing but the csv module."""

import csv
import datetime
import re
from collections import Counter
from pathlib import Path

import pytest
from stdnum.id import npwp

FOLDER = Path(__file__).parents[2] / "db" / "reference"
FILES = sorted(FOLDER.glob("*.csv"))
EXPECTED = {
    "kecamatan", "kelurahan", "kelurahan_alias", "opd", "occupation", "scheme", "scheme_occupation", "post",
    "facility", "tariff", "setting", "holiday", "consent_text", "mandate_text", "demo_names", "demo_company",
    "demo_street", "export_layout", "figure", "claim_paper",
}  # fmt: skip
PIJAR = {
    "tukang-becak", "sopir-angkot", "pengemudi-ojek", "pembantu-rumah-tangga",
    "pengatur-lalu-lintas-jalan", "juru-jenazah-modin", "penggali-kubur", "buruh-harian-lepas",
    "pedagang-keliling", "pedagang-asongan", "pekerja-pabrik-tas", "tukang-tambal-ban",
    "tukang-sol-sepatu", "pengambil-sampah", "pemulung", "tukang-jahit-keliling", "petugas-rumah-ibadah",
    "nelayan", "buruh-tani", "petugas-kebersihan-nonupah", "juru-parkir",
}  # fmt: skip
CUT = {"transport": ("2026-01", "2027-03"), "other": ("2026-04", "2026-12")}


def rows(name):
    with open(FOLDER / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def column(name, key):
    return [row[key] for row in rows(name)]


def spoken(name):
    """A kelurahan's name as matching sees it: no case, blanks, hyphens or dots."""
    return re.sub(r"[\s.\-]", "", name).casefold()


def tariff(month, sector, public_money):
    """Rupiah a month by the rule in db/reference/README.md: the fitting row that names most."""
    fits = [
        row
        for row in rows("tariff")
        if row["programmes"] == "JKK+JKM"
        and row["valid_from"] <= month <= (row["valid_to"] or "9999-12")
        and row["sector"] in ("", sector)
        and row["public_money"] in ("", public_money)
    ]
    named = Counter(bool(row["sector"]) + bool(row["public_money"]) for row in fits)
    assert named[max(named)] == 1, "two rows hold equally"
    return int(max(fits, key=lambda row: bool(row["sector"]) + bool(row["public_money"]))["amount"])


def test_all_files_are_there_and_no_other():
    assert {path.stem for path in FILES} == EXPECTED


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_is_utf8_with_lf_and_a_source_and_date_on_every_row(path):
    content = path.read_bytes()
    assert b"\r" not in content and content.endswith(b"\n") and not content.startswith(b"\xef\xbb\xbf")
    found = rows(path.stem)
    assert found and list(found[0])[-2:] == ["source", "as_of"]
    for row in found:
        assert None not in row and None not in row.values(), row
        assert all(value == value.strip() for value in row.values()), row
        assert row["source"]
        assert datetime.date.fromisoformat(row["as_of"]).isoformat() == row["as_of"]


@pytest.mark.parametrize(
    ("name", "count"), [("kecamatan", 16), ("kelurahan", 177), ("opd", 63), ("scheme", 3), ("post", 3)]
)
def test_count_is_what_the_city_has(name, count):
    assert len(rows(name)) == count


@pytest.mark.parametrize(
    "name", ["kecamatan", "kelurahan", "opd", "occupation", "scheme", "post", "facility", "demo_company"]
)
def test_codes_are_unique(name):
    codes = column(name, "code")
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize(
    ("name", "key", "target"),
    [
        ("kelurahan", "kecamatan", "kecamatan"),
        ("kelurahan_alias", "kelurahan", "kelurahan"),
        ("post", "kelurahan", "kelurahan"),
        ("opd", "parent", "opd"),
        ("scheme_occupation", "scheme", "scheme"),
        ("scheme_occupation", "occupation", "occupation"),
    ],
)
def test_every_foreign_code_resolves(name, key, target):
    assert set(column(name, key)) - {""} <= set(column(target, "code"))


def test_area_codes_are_dotted_and_lie_inside_their_kecamatan():
    for row in rows("kelurahan"):
        assert re.fullmatch(r"33\.74\.\d\d\.1\d{3}", row["code"])
        assert row["code"].startswith(row["kecamatan"] + ".")
        assert row["name"] == row["name"].title()


def test_only_mangunharjo_and_purwosari_name_two_kelurahan():
    names = Counter(map(spoken, column("kelurahan", "name")))
    assert {name for name, count in names.items() if count > 1} == {"mangunharjo", "purwosari"}


def test_alias_is_said_once_and_is_nobodys_real_name():
    aliases = [spoken(alias) for alias in column("kelurahan_alias", "alias")]
    assert len(set(aliases)) == len(aliases)
    assert not set(aliases) & set(map(spoken, column("kelurahan", "name")))


@pytest.mark.parametrize(
    ("alias", "real"),
    [("Jrakah", "Jerakah"), ("Tanjung Emas", "Tanjung Mas"), ("pendrikan-lor", "Pindrikan Lor")],
)
def test_names_people_write_lead_to_the_kelurahan(alias, real):
    code = dict(zip(column("kelurahan", "name"), column("kelurahan", "code"), strict=True))[real]
    found = {spoken(row["alias"]): row["kelurahan"] for row in rows("kelurahan_alias")}
    assert found[spoken(alias)] == code


def test_opd_units_are_counted_by_kind_and_every_kecamatan_is_one():
    kinds = Counter(column("opd", "kind"))
    assert kinds == {"sekretariat_badan": 11, "dinas": 24, "bagian": 12, "kecamatan": 16}
    named = {row["name"] for row in rows("opd") if row["kind"] == "kecamatan"}
    assert named == {f"Kecamatan {name}" for name in column("kecamatan", "name")}


def test_pijar_admits_the_21_announced_occupations_and_pavement_traders():
    admitted = [row["occupation"] for row in rows("scheme_occupation") if row["scheme"] == "pijar"]
    assert len(PIJAR) == 21
    assert sorted(admitted) == sorted(PIJAR | {"pedagang-kaki-lima"})


def test_schemes_admit_each_occupation_once_and_csr_admits_all():
    pairs = [(row["scheme"], row["occupation"]) for row in rows("scheme_occupation")]
    assert len(set(pairs)) == len(pairs)
    assert {job for scheme, job in pairs if scheme == "csr"} == set(column("occupation", "code"))
    residents_only = {row["code"]: row["residents_only"] for row in rows("scheme")}
    assert residents_only == {"pijar": "true", "csr": "false", "asn": "false"}


def test_occupation_has_a_sector_and_unclear_ones_are_other_with_a_note():
    jobs = {row["code"]: row for row in rows("occupation")}
    assert set(column("occupation", "sector")) == {"transport", "other"}
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in jobs)
    for code in ("tukang-becak", "juru-parkir"):
        assert jobs[code]["sector"] == "other" and jobs[code]["note"]
    for code in ("sopir-angkot", "pengemudi-ojek", "ojek-online", "sopir-pribadi"):
        assert jobs[code]["sector"] == "transport"


@pytest.mark.parametrize("sector", CUT)
def test_contribution_is_halved_exactly_inside_its_window_unless_paid_by_public_money(sector):
    first, last = CUT[sector]
    for month in [f"{year}-{number:02}" for year in range(2020, 2029) for number in range(1, 13)]:
        assert tariff(month, sector, "false") == (8400 if first <= month <= last else 16800), month
        assert tariff(month, sector, "true") == 16800, month


def test_public_money_has_its_own_open_ended_row_and_every_row_its_basis():
    public = [row for row in rows("tariff") if row["public_money"] == "true"]
    assert [(row["sector"], row["valid_to"], row["amount"]) for row in public] == [("", "", "16800")]
    assert all(row["basis"].startswith("PP ") for row in rows("tariff"))


def test_jht_is_the_same_for_everybody_in_every_month():
    (jht,) = [row for row in rows("tariff") if row["programmes"] != "JKK+JKM"]
    assert (jht["programmes"], jht["amount"], jht["valid_to"]) == ("JHT", "20000", "")
    assert jht["sector"] == jht["public_money"] == ""


def test_figures_are_of_known_kinds_and_their_arithmetic_is_that_of_the_sources():
    from kiosk.domain.figure_kinds import KINDS

    found = rows("figure")
    assert {row["key"] for row in found} == set(KINDS)
    sayings = [(row["key"], row["for_year"], row["as_of"], row["source"]) for row in found]
    assert len(set(sayings)) == len(sayings)  # a source says one thing about one day
    assert all(bool(row["for_year"]) == KINDS[row["key"]].yearly for row in found)
    assert all(len(row["source"]) <= 200 and len(row["note"]) <= 400 for row in found)
    said = {(row["key"], row["source"].split(",")[0]): float(row["value"]) for row in found}
    paper = "iNewsJoglosemar"
    potential, active = said["ucj_potential", paper], said["ucj_active", paper]
    assert (potential, active, round(100 * active / potential, 2)) == (756_873, 390_498, 51.59)
    assert said["ucj_target_percent", paper] == 71.59


def test_settings_hold_what_the_rules_ask_for():
    values = dict(zip(column("setting", "key"), column("setting", "value"), strict=True))
    assert len(values) == len(rows("setting"))
    assert all(row["basis"].endswith(".") and len(row["value"]) <= 200 for row in rows("setting"))
    expected = {
        "lapse_months": "3", "minimum_age": "18", "age_limit": "65", "hold_days_batch": "14",
        "hold_hours_pick": "72", "hold_days_mandate": "30", "card_before_cover": "on", "idle_lock_minutes": "10",
        "report_hours_after_accident": "48", "call_centre": "175", "hold_days_planned": "30",
        "city_name": "Kota Semarang", "registration_prefix": "SMG", "hold_days_told": "14",
        "renewal_notice_days": "60", "batch_months": "1,3,6,12", "base_income": "1000000", "jkm_short_months": "3",
        "jkm_short_amount": "10000000",
    }  # fmt: skip
    assert expected.items() <= values.items()
    assert 1 <= int(values["cut_off_day"]) <= 31


def test_holidays_hold_the_five_of_fixed_date_in_both_years():
    fixed = ["01-01", "05-01", "06-01", "08-17", "12-25"]
    days = [datetime.date.fromisoformat(day).isoformat() for day in column("holiday", "day")]
    assert len(set(days)) == len(days)
    assert {f"{year}-{day}" for year in (2026, 2027) for day in fixed} <= set(days)


def test_facility_without_address_or_phone_is_marked_as_unconfirmed():
    assert set(column("facility", "kind")) == {"plkk"} and set(column("facility", "note")) <= {"", "verify"}
    assert all(row["note"] == "verify" for row in rows("facility") if not (row["address"] and row["phone"]))


def test_made_up_people_have_enough_different_names():
    parts = {}
    for row in rows("demo_names"):
        parts.setdefault(row["part"], []).append(row["name"])
    assert parts.keys() == {"given_l", "given_p", "family"}
    assert all(len(set(names)) == len(names) for names in parts.values())
    assert len(parts["given_l"]) >= 145 and len(parts["given_p"]) >= 145 and len(parts["family"]) >= 115
    assert len(set(column("demo_street", "name"))) == 60


def test_made_up_companies_say_so_and_have_well_formed_numbers():
    for row in rows("demo_company"):
        assert row["name"].endswith("(contoh)")
        assert len(row["npwp"]) == 16 and npwp.is_valid(row["npwp"])
        assert re.fullmatch(r"\d{13}", row["nib"])


def test_layout_of_an_export_names_fields_that_a_layout_may_hold():
    from kiosk.domain.bpjs_layouts import Column, Layout, findings_of

    found = rows("export_layout")
    columns = [Column(row["heading"], row["field"]) for row in found]
    assert {(row["layout"], row["date_format"]) for row in found} == {("Pendaftaran BPU", "dd-mm-yyyy")}
    assert findings_of(Layout(found[0]["layout"], found[0]["date_format"], columns)) == ()
