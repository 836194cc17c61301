"""What the headings of a company's sheets mean, said by several people at the same moment."""

from db.connection import writing
from db.models import ColumnMap, Company
from kiosk.files.sheet_preview import preview
from kiosk.services import column_maps
from tests.services.at_once import acting, all_at_once

SHEET = b"Nomor Induk;Panggilan;Tempat;Kerja apa\n3374010101800001;Siti;Miroto;Nelayan\n"
FIELDS = {0: "nik", 1: "name", 2: "kelurahan", 3: "occupation"}


def test_two_sheets_of_one_company_are_explained_at_once_and_both_are_remembered(people):
    sinar, found, by = Company.get(Company.code == "sinar"), preview(SHEET), acting(people["mitra"])

    def learn():
        with writing():
            column_maps.learn(sinar.id, found, FIELDS, by=by)

    assert all_at_once([learn] * 8) == [None] * 8
    assert sorted(row.field for row in ColumnMap.select()) == sorted(FIELDS.values())
