"""Departments and units as people write them."""

import csv
import re

import pytest

from kiosk.domain.opd_names import LONGEST_CODE, fresh_code, keys_of, opd_key
from tests.house.tree import ROOT


def departments() -> dict[str, str]:
    with open(ROOT / "db/reference/opd.csv", encoding="utf-8") as rows:
        return {row["code"]: row["name"] for row in csv.DictReader(rows)}


def meant_by(text: str) -> list[str]:
    return [code for code, name in departments().items() if opd_key(text) in keys_of(code, name)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Diskominfo", "DISKOMINFO"), ("DINAS KOMUNIKASI INFORMATIKA, STATISTIK & PERSANDIAN", "DISKOMINFO"),
        ("Dinas Kesehatan Kota Semarang", "DINKES"), ("bappeda", "BAPPEDA"),
        ("Badan Perencanaan Pembangunan Daerah", "BAPPEDA"), ("Kec. Tugu", "KEC-TUGU"),
        ("KECAMATAN TUGU KOTA SEMARANG", "KEC-TUGU"), ("Bag. Hukum Setda", "BAG-HUKUM"), ("Bagian Hukum", "BAG-HUKUM"),
        ("Disdukcapil", "DISPENDUKCAPIL"), ("SATPOL PP", "SATPOL-PP"), ("Satpolpp", "SATPOL-PP"),
        ("RSUD K.R.M.T. Wongsonegoro", "RSWN"), ("Dinas Lingkungan Hidup", "DLH"), ("DPM-PTSP", "DPMPTSP"),
        ("Din. Pendidikan", "DISDIK"), ("Dinas Perumahan & Kawasan Permukiman", "DISPERKIM"),
    ],
)  # fmt: skip
def test_department_is_found_by_its_name_and_by_short_forms(text, code):
    assert meant_by(text) == [code]


@pytest.mark.parametrize("text", ["", "Dinas", "Dinas Sihir", "Kota Semarang", "Kecamatan", "-"])
def test_what_names_none_finds_none(text):
    assert meant_by(text) == []


def test_no_key_leads_to_two_departments():
    found = [key for code, name in departments().items() for key in keys_of(code, name)]
    assert sorted({key for key in found if found.count(key) > 1}) == []


def test_unit_is_one_however_it_is_written():
    assert opd_key("SD Negeri 01") == opd_key("sd  negeri-01 ") == opd_key("SD. NEGERI 01")
    assert opd_key("Puskesmas Tlogosari") == opd_key("PUSKESMAS TLOGOSARI") != opd_key("Puskesmas Tlogomulyo")


def test_code_of_a_unit_is_fit_for_an_address_and_nobody_elses():
    taken = []
    for name in ("SD Negeri 01 Mangkang Kulon", "SD Negeri 01 Mangkang Kulon dan Sekitarnya", "…", "/?#"):
        taken.append(fresh_code("DISDIK", name, taken))
    assert len(set(taken)) == len(taken) and taken[0] == "DISDIK-SD-NEGERI-01-MANGKANG-KULON"
    assert all(re.fullmatch(r"[A-Z0-9-]+", code) and len(code) <= LONGEST_CODE for code in taken)
