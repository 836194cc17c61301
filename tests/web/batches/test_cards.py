"""The cards of a whole batch, in the order of the kelurahan: /batch/<no>/kartu."""

from io import BytesIO

import pypdfium2
import zxingcpp

from db.models import Card, Worker
from kiosk.services import queue
from tests.web import desk
from tests.web.batches.test_open_batch import SITI, SUGENG
from tests.web.desk import opened, print_cards, printed, sheet, small_sheet


def test_company_prints_a_card_for_everybody_of_its_batch(client_for, visit):
    client = client_for("mitra")
    no = opened(client, sheet=sheet("01-bersih.xlsx"))
    page = visit(client, f"/batch/{no}/kartu")
    assert "120 kartu dicetak menurut urutan kelurahan" in page.text
    run = printed(client, batch=no)
    assert queue.run_waiting_tasks() == 1
    pdf = pypdfium2.PdfDocument(BytesIO(client.get(f"/kartu/lembar/{run}.pdf").data))
    assert len(pdf) == 240
    in_order = [worker.reg_no for worker in Worker.select().order_by(Worker.kelurahan, Worker.name)]
    fronts = [pdf[number].get_textpage().get_text_bounded() for number in (0, 120, 238)]
    for place, front in zip((0, 60, 119), fronts, strict=True):
        assert in_order[place] in front
        assert "PT Sinar Pesisir" in front


def test_every_card_has_a_code_of_its_own(app, client_for):
    client = client_for("mitra")
    run = printed(client, batch=opened(client, sheet=small_sheet(SUGENG, SITI)))
    pdf = pypdfium2.PdfDocument(BytesIO(client.get(f"/kartu/lembar/{run}.pdf").data))
    codes = {
        code.text
        for page in (pdf[0], pdf[2])
        for code in zxingcpp.read_barcodes(page.render(scale=300 / 72).to_pil())
    }
    assert codes == {f"{app.config['PUBLIC_URL']}/v/{card.token}" for card in Card.select()}
    assert len(codes) == 2


def test_batch_without_a_ready_worker_has_no_cards(client_for, visit):
    client = client_for("mitra")
    no = opened(client)
    assert "Belum ada pekerja siap" in visit(client, f"/batch/{no}/kartu").text
    answer = print_cards(client, batch=no)
    assert answer.status_code == 422
    assert "Belum ada pekerja yang siap dalam batch ini" in answer.text


def test_another_company_prints_nothing(client_for, visit):
    no = opened(client_for("mitra"), sheet=small_sheet(SUGENG))
    for name in ("mitra2", "petugas", "petugas2"):
        visit(client_for(name), f"/batch/{no}/kartu", status=403)
        assert print_cards(client_for(name), batch=no).status_code == 403
    assert Card.select().count() == 0


def test_auditor_sees_the_page_without_the_button(client_for, visit):
    no = opened(client_for("mitra"), sheet=small_sheet(SUGENG))
    assert "Cetak 1 kartu" not in visit(client_for("auditor"), f"/batch/{no}/kartu").text
    assert desk.print_cards(client_for("auditor"), batch=no).status_code == 403
