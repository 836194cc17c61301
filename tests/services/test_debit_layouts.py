"""The debit and the layout of its bank: what is asked for before it is sealed, and how an answer is read."""

from datetime import date

import pytest

from db.models import DebitLine, DebitReturn, Job, Payment, Setting
from kiosk.domain import debits
from kiosk.domain.words import short_month
from kiosk.files.bank_layout_files import OF_THE_HOUSE
from kiosk.services import (
    bank_layouts,
    debit_answers,
    debit_rereading,
    debit_sealing,
    debit_sending,
    queue,
    settings,
)
from kiosk.services.acting import Refused
from tests.services import debit_desk
from tests.services.debit_desk import admin


@pytest.fixture(autouse=True)
def decided(people):
    debit_desk.decide()


@pytest.fixture
def own_folder(tmp_path):
    """The instance's own layouts; those of the process are back afterwards."""
    before = bank_layouts._folder
    bank_layouts.configure(tmp_path)
    folder = tmp_path / bank_layouts.OWN_FOLDER
    folder.mkdir()
    yield folder
    bank_layouts._folder = before


def choose(key: str, value: str) -> None:
    Setting.create(key=key, value=value, valid_from=date(2026, 1, 1), basis="keputusan untuk uji")
    settings.forget()


def test_debit_is_written_in_the_layout_that_was_chosen():
    debit_desk.due(people=2)
    choose("debit_layout", "kepala-rincian")
    choose("debit_own_account", "1010203040")
    run = debit_desk.sealed()
    [line] = debit_desk.lines_of(run)
    head, detail = debit_desk.bytes_of(run).decode("ascii").splitlines()
    assert head == f"P,{run.debit_on:%Y%m%d},1010203040,1,33600.00"
    assert detail.endswith(f",33600.00,{_remark(run)},{line.key},IBU")
    assert run.layout == "kepala-rincian"


def test_file_is_named_as_its_layout_says_also_when_that_is_gone(own_folder):
    mine = own_folder / "bank.toml"
    mine.write_text((OF_THE_HOUSE / "kanonik.toml").read_text())
    debit_desk.due()
    choose("debit_layout", "bank")
    run = debit_desk.sent()
    assert debit_sending.file_of(run=run, by=admin()).name == f"debet-{run.month:%Y-%m}-1.csv"
    mine.unlink()
    kept = debit_sending.file_of(run=run, by=admin())
    assert kept.name == f"debet-{run.month:%Y-%m}-1.txt" and kept.content == debit_desk.bytes_of(run)


def _remark(run) -> str:
    return f"IURAN BPJS TK {short_month(run.month).upper()} 2 ORANG"


def test_layout_that_needs_the_citys_account_is_refused_before_anything_is_sealed():
    debit_desk.due()
    choose("debit_layout", "kepala-rincian")
    run = debit_desk.built()
    with pytest.raises(Refused, match="debit_own_account"):
        debit_sealing.ask(run=run, by=admin())
    assert debit_desk.run_of(run.month).state == debits.BUILT


def test_line_that_does_not_fit_is_said_in_the_job_and_nothing_is_sealed(own_folder):
    text = (OF_THE_HOUSE / "kanonik.toml").read_text()
    narrow = text.replace('isi = "kunci", paling_panjang = 40', 'isi = "kunci", paling_panjang = 5')
    (own_folder / "sempit.toml").write_text(narrow)
    debit_desk.due()
    choose("debit_layout", "sempit")
    run = debit_desk.built()
    debit_sealing.ask(run=run, by=admin())
    queue.run_waiting_tasks()
    job = Job.get_by_id(debit_desk.run_of(run.month).job_id)
    assert job.state == "failed" and '"field": "kunci", "most": 5' in job.error
    assert debit_desk.run_of(run.month).sha256 == ""


def test_answer_is_read_by_the_layout_in_which_it_was_asked_whatever_was_chosen_since():
    debit_desk.due()
    run = debit_desk.sent()
    choose("debit_layout", "kepala-rincian")
    answer = debit_desk.upload(run, debit_desk.answer(run))
    assert (answer.layout, answer.counts) == ("kanonik", {"paid": 1})
    assert DebitLine.get(DebitLine.run == run).state == debits.PAID


def test_answer_in_a_word_nobody_knew_is_read_again_once_the_layout_knows_it(own_folder):
    """The same bytes are refused a second time: without this the layout would be mended for nothing."""
    mine = own_folder / "bank.toml"
    mine.write_text((OF_THE_HOUSE / "kanonik.toml").read_text())
    debit_desk.due()
    debit_desk.due()
    choose("debit_layout", "bank")
    run = debit_desk.sent()
    content = debit_desk.answer(run).replace(b"BERHASIL", b"TERLAKSANA", 1)
    answer = debit_desk.upload(run, content)
    assert answer.counts == {"paid": 1, "unreadable": 1}
    mine.write_text(
        mine.read_text().replace('berhasil = ["BERHASIL"', 'berhasil = ["TERLAKSANA", "BERHASIL"')
    )
    for _ in range(2):  # pressed twice
        debit_rereading.read_again(answer=answer, client_key="baca-lagi", by=admin())
    with debit_desk.on_day_of(run):
        queue.run_waiting_tasks()
    answer = DebitReturn.get_by_id(answer.id)
    assert (answer.state, answer.counts, answer.rows) == (debit_answers.READ, {"paid": 2}, 2)
    assert {line.state for line in debit_desk.lines_of(run)} == {debits.PAID}
    assert Payment.select().where(Payment.debited.is_null(False)).count() == 2
    assert debit_desk.faults() == {}
    with pytest.raises(Refused, match="sudah tercatat"):
        debit_rereading.read_again(answer=answer, client_key="sekali-lagi", by=admin())
