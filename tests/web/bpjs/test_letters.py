"""The letters that ask BPJS for an earlier first day, as their pages: proposed, made, looked at, printed."""

import pytest

from db.models import AuditEvent, Funder, StartLetter, StartLetterLine, Submission, SubmissionLine, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.words import long_date, short_date
from tests.ledger_rows import confirm, paid_months, somebody
from tests.web import desk
from tests.web.desk import send
from tests.web.papers import text_of

PATH = "/bpjs/surat"
THIS = first_of_month(today())
BEFORE = add_months(THIS, -1)
REASON = "Pemadanan NIK terlambat."
NOBODY_ELSE = ("petugas", "mitra", "donatur", "opd")


@pytest.fixture
def city(people) -> Funder:
    return somebody("apbd")


@pytest.fixture
def worker(client_for, city) -> Worker:
    """Paid since last month; BPJS says: from this month on."""
    reg_no = desk.enrolled(client_for("petugas"))
    return answered_late(Worker.get(Worker.reg_no == reg_no), city)


def answered_late(worker: Worker, city: Funder) -> Worker:
    rows = paid_months(worker, [BEFORE, THIS], funder=city, on=BEFORE)
    confirm(rows[:1], on=THIS)
    submission, _new = Submission.get_or_create(
        no="D26-UJI001", defaults={"funder": city, "made_by_id": 1, "sent_on": BEFORE}
    )
    asked = {"worker": worker, "first_month": BEFORE, "last_month": THIS, "effective_on": THIS}
    SubmissionLine.create(submission=submission, number=worker.id, state="accepted", **asked)
    return worker


def fields(*workers: Worker, **other) -> dict:
    days = {f"from-{worker.reg_no}": short_date(BEFORE) for worker in workers}
    return {
        "client_key": desk.key(), "reason": REASON, "pick": [worker.reg_no for worker in workers], **days, **other,
    }  # fmt: skip


def new(city: Funder) -> str:
    return f"{PATH}/baru?penanggung={city.id}"


def made(client, city: Funder, *workers: Worker) -> str:
    answer = send(client, new(city), fields(*workers))
    assert answer.status_code == 303, answer.text
    return answer.location.rpartition("/")[2]


def test_page_names_whose_people_need_a_letter(client_for, visit, worker, city):
    answer = visit(client_for("admin"), PATH)
    assert new(city) in answer.text and city.name in answer.text


def test_nobody_in_need_says_so(client_for, visit):
    assert "Tidak ada yang perlu dimintakan" in visit(client_for("admin"), PATH).text


def test_form_proposes_the_first_paid_day_with_everybody_ticked(client_for, visit, worker, city):
    answer = visit(client_for("admin"), new(city))
    assert f'value="{worker.reg_no}" checked' in answer.text
    assert f'name="from-{worker.reg_no}" value="{short_date(BEFORE)}"' in answer.text
    assert long_date(THIS) in answer.text and desk.NIK not in answer.text


def test_letter_is_made_shown_and_printed(client_for, visit, worker, city):
    admin = client_for("admin")
    no = made(admin, city, worker)
    answer = visit(admin, f"{PATH}/{no}")
    for said in (worker.name, REASON, long_date(BEFORE), "belum dijawab"):
        assert said in answer.text, said
    assert desk.NIK not in answer.text
    paper = send(admin, f"{PATH}/{no}.pdf")
    assert paper.headers["Content-Disposition"] == f'inline; filename="surat-{no}.pdf"'
    said = text_of(paper)
    for words in (no, worker.name, desk.NIK, REASON):
        assert words in said, words
    assert AuditEvent.get(AuditEvent.action == "bpjs.surat_dicetak").subject == no
    assert "Tidak ada orang" not in visit(admin, PATH).text and no in visit(admin, PATH).text


def test_form_sent_twice_makes_one_letter(client_for, worker, city):
    admin, once = client_for("admin"), fields(worker)
    assert send(admin, new(city), once).location == send(admin, new(city), once).location
    assert StartLetter.select().count() == 1


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"reason": ""}, "Tulis alasannya"),
        ({"reason": "NIK 3374011705030001 salah"}, "angka yang panjang"),
        ({"reason": "a" * 401}, "paling banyak 400"),
        ({"pick": []}, "Pilih paling sedikit satu orang"),
        ({"pick": ["SMG-0000000-0"]}, "Tulis hari yang diminta untuk SMG-0000000-0"),
        ({"pick": ["SMG-0000000-0"], "from-SMG-0000000-0": "01/09/2026"}, "tidak lagi termasuk"),
    ],
)
def test_what_is_wrong_comes_back_with_what_was_typed(client_for, worker, city, other, said):
    answer = send(client_for("admin"), new(city), fields(worker, **other))
    assert answer.status_code == 422 and said in answer.text
    assert StartLetter.select().count() == StartLetterLine.select().count() == 0


@pytest.mark.parametrize("day", ["", "kemarin", "31/02/2026"])
def test_day_nobody_can_read_is_said_with_the_name(client_for, worker, city, day):
    answer = send(client_for("admin"), new(city), fields(worker, **{f"from-{worker.reg_no}": day}))
    assert answer.status_code == 422 and f"Tulis hari yang diminta untuk {worker.name}" in answer.text
    assert f'value="{day}"' in answer.text


def test_day_that_bpjs_has_given_already_is_refused(client_for, worker, city):
    answer = send(
        client_for("admin"), new(city), fields(worker, **{f"from-{worker.reg_no}": short_date(THIS)})
    )
    assert answer.status_code == 422 and f"harus sebelum {long_date(THIS)}" in answer.text


def test_auditor_looks_and_gets_no_paper(client_for, visit, worker, city):
    no, auditor = made(client_for("admin"), city, worker), client_for("auditor")
    for path in (PATH, new(city), f"{PATH}/{no}"):
        assert desk.NIK not in visit(auditor, path).text
    assert auditor.get(f"{PATH}/{no}.pdf").status_code == 303
    assert send(auditor, f"{PATH}/{no}.pdf").status_code == 403
    assert send(auditor, new(city), fields(worker)).status_code == 403


@pytest.mark.parametrize("name", NOBODY_ELSE)
def test_nobody_else_opens_makes_or_prints_one(client_for, worker, city, name):
    no, client = made(client_for("admin"), city, worker), client_for(name)
    for path in (PATH, new(city), f"{PATH}/{no}", f"{PATH}/{no}.pdf"):
        assert client.get(path).status_code == 403
    for path in (new(city), f"{PATH}/{no}.pdf"):
        assert send(client, path, fields(worker)).status_code == 403


@pytest.mark.parametrize("number", ["", "0", "abc", "9" * 30, "99999"])
def test_funder_that_is_none_is_404(client_for, people, number):
    assert client_for("admin").get(f"{PATH}/baru?penanggung={number}").status_code == 404


def test_letter_that_is_none_is_404(client_for, people):
    admin = client_for("admin")
    assert admin.get(f"{PATH}/S26-XXXXXX").status_code == 404
    assert send(admin, f"{PATH}/S26-XXXXXX.pdf").status_code == 404


def test_words_keep_the_day_named_before_from_the_answer_to_the_letter(client_for, visit, worker, city):
    client = client_for("admin")
    assert "Hari dari BPJS sebelumnya" in visit(client, new(city)).text
    page = visit(client, f"{PATH}/{made(client, city, worker)}").text
    assert "Jawaban atas surat ini" in page and "Jawaban BPJS" not in page


def test_page_of_the_person_shows_the_month_paid_and_not_protected(client_for, visit, worker):
    text = visit(client_for("admin"), f"/pekerja/{worker.reg_no}").text
    assert "strip-cell strip-late" in text and f"BPJS memulai {long_date(THIS)}" in text
    assert text.count("Dibayar, BPJS memulai sesudah bulan itu") >= 2
