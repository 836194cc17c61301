"""A company's sheet may name the KPJ of whoever has one: it is kept with the person, and asked for as continued."""

from io import BytesIO

import pytest

from db.models import BatchRow, Worker
from kiosk.services import safe
from tests.web import desk

SHEET = "NIK;Nama;Kelurahan;Pekerjaan;Nomor KPJ\n{nik};Sugeng;Sampangan;Nelayan;{kpj}\n"


def opened(client_for, kpj: str) -> str:
    content = SHEET.format(nik="3374020902000001", kpj=kpj).encode()
    return desk.opened(client_for("mitra"), sheet=(BytesIO(content), "kpj.csv"), months="1")


@pytest.mark.parametrize(
    ("written", "kept"),
    [("24012345678", "24012345678"), ("24 012 345 678", "24012345678"), ("-", None), ("123", None)],
)
def test_kpj_of_the_sheet_is_kept_and_one_that_cannot_be_read_holds_nobody_back(client_for, written, kept):
    opened(client_for, written)
    worker = Worker.get(Worker.name == "Sugeng")
    assert (safe.open_text(worker.kpj_sealed, safe.KPJ) or None) == kept
    row = BatchRow.get(BatchRow.worker == worker)
    assert ("kpj_unread" in [one["code"] for one in row.findings]) == (written == "123")
