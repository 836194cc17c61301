"""Pages as a browser without JavaScript sees them, each checked against the house rules; and things to look at."""

from types import SimpleNamespace

import pytest

from db import connection
from db.models import (
    Attachment,
    Batch,
    BatchRow,
    Card,
    Company,
    DebitLine,
    Message,
    Upload,
    Worker,
)
from kiosk.domain.clock import first_of_month, today
from kiosk.services import evaluation_counting, settings, worker_news
from kiosk.services.notice_readers import active_posts
from kiosk.services.worker_news import News
from tests.services import asn_desk, debit_desk, mandate_desk, member_lists, poverty, registering, rosters
from tests.snapshots import laid_back
from tests.web import desk
from tests.web.accounts.desk import sign_in
from tests.web.house_rules import check_page


@pytest.fixture
def visit():
    """Get a page with a client and check it: visit(client, "/pekerja") is the answer, its `page` what was read."""

    def get(client, address: str, status: int = 200, **more):
        answer = client.get(address, **more)
        assert answer.status_code == status, f"{address}: {answer.status_code}"
        answer.page = check_page(answer)
        return answer

    return get


@pytest.fixture
def signed_in(app, people):
    """A client that signed in by the form a moment ago, by the person's short name."""

    def client_of(name: str):
        client = app.test_client()
        assert sign_in(client, people[name].email).status_code == 302
        return client

    return client_of


@pytest.fixture
def count_queries(monkeypatch):
    """How many statements the database is asked while `act` runs: count_queries(lambda: client.get("/"))."""

    def count(act) -> int:
        real, asked = connection.database.obj, []
        run = real.execute_sql
        settings.forget()  # read anew each time, whatever the clock says
        with monkeypatch.context() as patch:
            patch.setattr(real, "execute_sql", lambda *given: asked.append(given) or run(*given))
            act()
        return len(asked)

    return count


@pytest.fixture
def things(client_for, people) -> SimpleNamespace:
    """One of each thing with a page: whom it belongs to stands in its name. All by the forms themselves."""
    return laid_back("things", people["admin"].fs_uniquifier, lambda: _made_things(client_for, people))


def _made_things(client_for, people) -> SimpleNamespace:
    petugas, mitra = client_for("petugas"), client_for("mitra")
    sinar = str(Company.get(Company.code == "sinar").id)
    made = SimpleNamespace(worker=desk.enrolled(petugas, photo=desk.photo()), opd=people["opd"].opd.code)
    made.run = desk.printed(petugas, worker=made.worker)
    made.card = _card_of(made.worker)
    siti = {"nik": "3374015708900002", "sex": "P", "name": "Siti Aminah", "phone": ""}
    made.mitra_worker = desk.enrolled(mitra, **siti, photo=desk.photo())
    made.mitra_run = desk.printed(mitra, worker=made.mitra_worker)
    made.mitra_card = _card_of(made.mitra_worker)
    made.batch = desk.opened(mitra, sheet=desk.small_sheet(("3374020902000001", "Sugeng")))
    made.row = BatchRow.get(BatchRow.state == "ready", BatchRow.upload.is_null(False)).id
    made.batch_run = desk.printed(mitra, batch=made.batch)
    made.bill = desk.billed(mitra, made.batch)
    made.submission = desk.asked_of_bpjs(client_for("admin"), made.bill)
    made.answer = desk.answered_by_bpjs(client_for("admin"))
    made.payment = desk.paid(mitra, made.bill)
    made.post_batch = desk.opened(petugas, company=sinar, sheet=desk.unexplained_sheet())
    made.upload, made.post_upload = (upload.id for upload in Upload.select().order_by(Upload.id))
    made.claim = desk.claimed(petugas, made.worker)
    made.claim_paper = desk.claim_paper(petugas, made.claim)
    made.message = _message_for(made.worker)
    made.contact = desk.named_contact(petugas, "sinar")
    who = desk.person(nik="3374012007850003", name="Karjo", phone="", batch=made.post_batch)
    assert desk.send(petugas, "/pekerja/baru", who).status_code == 303
    made.row, made.post_row = (_ready_row(no) for no in (made.batch, made.post_batch))
    made.month = f"{Batch.get(Batch.no == made.batch).first_month:%Y-%m}"
    made.programme = desk.programme(client_for("admin"), year=made.month[:4])
    made.selection = desk.selection(client_for("admin"), made.programme)
    made.coverage_sheet = desk.coverage_sheet(client_for("admin"))
    made.signed_list = _signed_list(mitra, made.batch)
    made.mismatch = member_lists.mismatch_of(made.worker).id
    made.letter = member_lists.letter_of(made.worker).no
    made.layout = registering.layout().id
    donor = asn_desk.donor(user=people["donatur"], opd_code=made.opd)
    made.mandate = mandate_desk.kept(asn_desk.signed(donor)).no
    made.pledge = asn_desk.picked(donor).id
    mandate_desk.drafted(donor, people=0)
    made.poverty, made.poverty_handover = (
        poverty.waiting(people["admin"]),
        poverty.handed_over(people["admin"]),
    )
    made.roster = rosters.waiting_to_be_applied(people["opd"])
    _debited(made)
    evaluation_counting.count(lambda done, total: None)
    return made


def _debited(made: SimpleNamespace) -> None:
    """A debit that was handed to the bank, with one line that failed and one that was debited."""
    debit_desk.decide()
    for _ in range(2):
        debit_desk.due()
    run = debit_desk.sent()
    failed, paid = debit_desk.lines_of(run)
    answer = debit_desk.upload(run, debit_desk.answer(run, {failed.key: "SALDO TIDAK CUKUP"}))
    made.debit, made.debit_line, made.debit_answer = f"{run.month:%Y-%m}", paid.key, answer.no
    made.debit_failed, made.debit_payment = failed.key, DebitLine.get_by_id(paid.id).payment.no


def _signed_list(client, batch: str) -> int:
    """One page of a signed list, laid down; answers with its number."""
    data = {"client_key": desk.key(), "papers": [desk.photo(name="daftar.jpg")]}
    answer = desk.send(client, f"/batch/{batch}/persetujuan", data, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    return Attachment.select().order_by(Attachment.id.desc()).get().id


def _ready_row(batch: str) -> int:
    ready = BatchRow.select().join(Batch).where(Batch.no == batch, BatchRow.state == "ready")
    return ready.order_by(BatchRow.id).first().id


def _message_for(reg_no: str) -> int:
    """Words for this person that its post still has to say."""
    worker, posts = Worker.get(Worker.reg_no == reg_no), active_posts()
    with connection.writing():
        worker_news.say([News("started", worker.id, first_of_month(today()))], posts)
    return Message.get(Message.worker == worker).id


def _card_of(reg_no: str) -> Card:
    return next(card for card in Card.select() if card.worker.reg_no == reg_no)
