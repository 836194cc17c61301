"""What the bank has said of a line otherwise than by a file is noted on the line's page."""

from datetime import datetime, time, timedelta

import pytest
import time_machine

from db.models import DebitLine
from kiosk.domain.clock import JAKARTA
from tests.services import debit_desk
from tests.services.at_once import key
from tests.web.debits.pages import at, awake, press
from tests.web.house_rules import check_page


@pytest.fixture
def run(people):
    debit_desk.due()
    return debit_desk.sent()


@pytest.fixture
def line(run) -> DebitLine:
    return debit_desk.lines_of(run)[0]


@pytest.fixture
def day_after(run, admin):
    moment = datetime.combine(run.debit_on + timedelta(days=1), time(9), JAKARTA)
    with time_machine.travel(moment, tick=True):
        awake(admin)
        yield


def fields(run, **other) -> dict:
    true = {"outcome": "paid", "reference": "bjt 77", "debited_on": f"{run.debit_on:%d/%m/%Y}", "reason": ""}
    return {**true, "heard_from": "surat bank 3 Desember", "client_key": key(), **other}


def failed(run, **other) -> dict:
    return fields(
        run, **{"outcome": "failed", "reference": "", "debited_on": "", "reason": "closed", **other}
    )


def test_line_the_bank_left_out_leads_to_the_form_and_is_noted_once(admin, run, line, day_after, visit):
    page, here = visit(admin, at(run, f"/baris/{line.key}")), at(run, f"/baris/{line.key}/jawaban")
    assert f'href="{here}"' in page.text and "Bank belum menjawab baris ini" in page.text
    assert f'href="{at(run, "/baris?keadaan=sent")}"' in visit(admin, at(run, "/balasan")).text
    page = visit(admin, here)
    check_page(page)
    assert "Rp16.800 tercatat diterima" in page.text and "didebet dua kali" in page.text
    same = fields(run)
    for _ in range(2):
        assert press(admin, here, **same).location == at(run, f"/baris/{line.key}")
    page = visit(admin, at(run, f"/baris/{line.key}")).text
    assert "Berhasil didebet" in page and "BJT 77" in page and "surat bank 3 Desember" in page
    assert here not in page and "tidak sedang menunggu jawaban" in visit(admin, here).text


def test_failure_is_noted_with_its_reason(admin, run, line, day_after, visit):
    here = at(run, f"/baris/{line.key}")
    assert press(admin, f"{here}/jawaban", **failed(run)).location == here
    page = visit(admin, here).text
    assert "Rekening ditutup" in page and "Dicatat dengan tangan" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"outcome": ""}, "Pilih apakah uangnya diambil."),
        ({"reference": ""}, "Isi referensi bank"),
        ({"debited_on": ""}, "Isi tanggal uangnya diambil."),
        ({"debited_on": "1/11/2026"}, "lebih awal dari hari debetnya"),
        ({"debited_on": "1/1/2030"}, "belum tiba"),
        ({"reason": "closed"}, "Alasan hanya untuk debet yang gagal"),
        ({"heard_from": ""}, "Tulis dari mana"),
        ({"heard_from": "telepon 081234567890"}, "Jangan tulis NIK atau nomor HP"),
        ({"outcome": "failed"}, "hanya untuk debet yang berhasil"),
        ({"outcome": "failed", "reference": "", "debited_on": ""}, "Pilih alasan bank"),
        (
            {"outcome": "failed", "reference": "", "debited_on": "", "reason": "file_refused"},
            "Pilih alasan bank",
        ),
    ],
)
def test_what_does_not_fit_is_said_and_the_form_stays(admin, run, line, day_after, wrong, said):
    answer = press(admin, at(run, f"/baris/{line.key}/jawaban"), **fields(run, **wrong))
    assert answer.status_code == 422 and said in answer.text
    check_page(answer)
    assert DebitLine.get_by_id(line.id).state == "sent"


def test_there_is_no_form_before_the_day_is_over(admin, run, line, day_comes, visit):
    day_comes(run)
    here = at(run, f"/baris/{line.key}/jawaban")
    assert here not in visit(admin, at(run, f"/baris/{line.key}")).text
    assert "Tunggu berkas jawaban dari bank" in visit(admin, here).text
    answer = press(admin, here, **fields(run))
    assert answer.status_code == 422 and "belum lewat" in answer.text


def test_auditor_looks_and_nobody_else_does(client_for, run, line, day_after, visit):
    here, auditor = at(run, f"/baris/{line.key}/jawaban"), awake(client_for("auditor"))
    page = visit(auditor, here).text
    assert 'type="submit"' not in page[page.index("<main") :] and "sebagai inspektorat" in page
    assert press(auditor, here, **fields(run)).status_code == 403
    for role in ("petugas", "mitra", "opd", "donatur"):
        assert client_for(role).get(here).status_code == 403
    assert client_for("admin").get(at(run, "/baris/K26-TIADA/jawaban")).status_code == 404
