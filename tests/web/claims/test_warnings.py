"""What the page of a claim says where it is not sure that BPJS pays, and by when one reports."""

from datetime import date, datetime

import pytest
import time_machine

from db.models import Worker
from kiosk.domain.clock import months_from
from tests import ledger_rows
from tests.web import desk


@pytest.fixture(autouse=True)
def in_november():
    """Monday, 23 November 2026, 10.00 in Semarang."""
    with time_machine.travel(datetime(2026, 11, 23, 3), tick=False) as clock:
        yield clock


@pytest.fixture
def person(client_for) -> Worker:
    """A member since February whose November was paid on the second and confirmed on the fourth."""
    person = Worker.get(Worker.reg_no == desk.enrolled(client_for("petugas")))
    ledger_rows.paid_months(person, months_from(date(2026, 2, 1), 9), effective=9, on=date(2026, 2, 2))
    november = ledger_rows.paid_months(person, [date(2026, 11, 1)], on=date(2026, 11, 2))
    ledger_rows.confirm(november, on=date(2026, 11, 4))
    return person


def page(client_for, visit, person, **other) -> str:
    petugas = client_for("petugas")
    no = desk.claimed(petugas, person.reg_no, **other)
    assert petugas.get(f"/klaim/{no}/keluarga.pdf").data.startswith(b"%PDF")
    return visit(petugas, f"/klaim/{no}").text.partition("<main")[2]


def test_fall_at_home_is_warned_of_and_no_amount_is_named(client_for, visit, person):
    text = page(client_for, visit, person, day="22/11/2026", on_the_way="elsewhere")
    assert "Belum tentu kecelakaan kerja" in text and "BPJS yang memutuskan" in text
    assert "Rp" not in text.partition('id="benefits"')[2].partition("</section>")[0]
    assert "Pengobatan tanpa batas" not in text


def test_unknown_hour_has_its_deadline_at_the_end_of_a_day(client_for, visit, person):
    text = page(client_for, visit, person, day="22/11/2026", hour="")
    assert (
        "sebelum Senin, 23 November 2026, tengah malam (pukul 24.00 WIB)" in text
        and "pukul 00.00 WIB —" not in text
    )


def test_member_whose_month_waits_is_not_told_that_nothing_holds(client_for, visit, person):
    text = page(client_for, visit, person, day="02/11/2026")
    assert "Pada hari itu peserta, menunggu konfirmasi BPJS" in text
    assert "Apakah hari itu ikut dijamin, BPJS yang memutuskan." in text
    assert "Belum ada perlindungan" not in text and "tidak terlindungi" not in text
    assert "Peserta, menunggu konfirmasi BPJS" in text.partition('id="cover"')[2].partition("</section>")[0]
