"""The cards of a whole batch, in the order of the kelurahan: /batch/<no>/kartu."""

import re
from io import BytesIO

import pypdfium2
import zxingcpp

from db.models import Batch, Card, Kelurahan, PrintRun, User, Worker
from kiosk.services import queue
from tests.web import desk
from tests.web.batches.test_open_batch import SITI, SUGENG
from tests.web.desk import opened, print_cards, printed, sheet, small_sheet
from tests.web.papers import text_of


def test_company_prints_a_card_for_everybody_of_its_batch(client_for, visit):
    client = client_for("mitra")
    no = opened(client, sheet=sheet("01-bersih.xlsx"))
    page = visit(client, f"/batch/{no}/kartu")
    assert "120 kartu dicetak menurut urutan kelurahan" in page.text
    run = printed(client, batch=no)
    assert queue.run_waiting_tasks() == 1
    pdf = pypdfium2.PdfDocument(BytesIO(client.get(f"/kartu/lembar/{run}.pdf").data))
    assert len(pdf) == 240
    people = Worker.select().join(Kelurahan).order_by(Kelurahan.name, Worker.name)
    in_order = [worker.reg_no for worker in people]
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


def test_page_counts_how_far_the_cards_are_and_leads_on(client_for, visit):
    client = client_for("mitra")
    no = opened(client, sheet=small_sheet(SUGENG, SITI))
    assert counters(visit(client, f"/batch/{no}/kartu")) == {
        "cards-to-print": 2,
        "cards-printed": 0,
        "cards-handed": 0,
    }
    run = printed(client, batch=no, layout="a4", start="3")
    assert (PrintRun.get().layout, PrintRun.get().start) == ("a4", 3)
    page = visit(client, f"/batch/{no}/kartu")
    assert counters(page)["cards-under-way"] == 2
    assert f"/kartu/lembar/{run}" in page.page.addresses
    desk.send(client, f"/kartu/lembar/{run}/hasil", {"outcome": "all_good"})
    page = visit(client, f"/batch/{no}/kartu")
    assert counters(page) == {"cards-to-print": 0, "cards-printed": 2, "cards-handed": 0}
    assert f"/kartu/serah-terima?batch={no}" in page.page.addresses
    assert "/kartu/lembar" not in page.page.addresses
    Card.update(handed_at="2026-11-21 02:00:00").execute()
    assert "Semua kartu batch ini sudah diserahkan" in visit(client, f"/batch/{no}/kartu").text


def test_officer_of_another_house_is_told_who_answers_and_sent_nowhere(client_for, visit):
    mitra = client_for("mitra")
    no = opened(mitra, sheet=small_sheet(SUGENG, SITI))
    run = printed(mitra, batch=no)
    Batch.update(created_by_id=User.get(User.email == "petugas@payung.test").id).execute()
    page = visit(client_for("petugas"), f"/batch/{no}/kartu")
    assert f"Cetakan {run} hanya dapat dijawab PT Sinar Pesisir." in page.text
    assert not [address for address in page.page.addresses if address.startswith("/kartu/lembar")]


def test_batch_in_several_open_runs_leads_to_each(client_for, visit, count_queries):
    client = client_for("mitra")
    no = opened(client, sheet=small_sheet(SUGENG, SITI))
    numbers = [worker.reg_no for worker in Worker.select().order_by(Worker.id)]
    runs = [printed(client, worker=numbers[0])]
    asked = count_queries(lambda: client.get(f"/batch/{no}/kartu"))
    runs.append(printed(client, worker=numbers[1]))
    assert count_queries(lambda: client.get(f"/batch/{no}/kartu")) == asked
    page = visit(client, f"/batch/{no}/kartu")
    assert {f"/kartu/lembar/{run}" for run in runs} <= set(page.page.addresses)
    assert f"Buka cetakan {runs[0]}" in page.text


def counters(page) -> dict[str, int]:
    return {
        name: int(count) for name, count in re.findall(r'<data id="(cards-[a-z-]+)" value="(\d+)"', page.text)
    }


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


def test_list_to_sign_follows_the_cards_of_the_batch(client_for, visit):
    client = client_for("mitra")
    no = opened(client, sheet=small_sheet(SUGENG, SITI))
    address = f"/kartu/serah-terima.pdf?batch={no}"
    assert f'href="{address}"' not in visit(client, f"/batch/{no}/kartu").text
    desk.tell_outcome(client, printed(client, batch=no))
    assert f'href="{address}"' in visit(client, f"/batch/{no}/kartu").text
    said = text_of(client.get(address))
    assert SUGENG[1] in said and SITI[1] in said
    batch = Batch.get(Batch.no == no)
    assert f"{batch.name} ({no}) dari {batch.company.name}" in " ".join(said.split())
    assert said.split("Tanda tangan")[-1].count("Sampangan") == 3  # the heading, and beside each


def test_list_to_sign_goes_from_kelurahan_to_kelurahan(client_for):
    client = client_for("mitra")
    lines = (
        "NIK;Nama;Kelurahan;Pekerjaan",
        "3374020902000001;Sugeng;Tanjung Mas;Nelayan",
        "3374015708900002;Siti Aminah;Bandarharjo;Nelayan",
        "3374021003010002;Adi;Tanjung Mas;Nelayan",
    )
    no = opened(client, sheet=(BytesIO("\n".join(lines).encode()), "dua.csv"))
    desk.tell_outcome(client, printed(client, batch=no))
    said = " ".join(text_of(client.get(f"/kartu/serah-terima.pdf?batch={no}")).split())
    order = ["Bandarharjo", "Siti Aminah", "Tanjung Mas", "Adi", "Sugeng"]
    places = [said.rindex(word) if word[0] in "AS" else said.index(word) for word in order]
    assert places == sorted(places)


def test_list_of_somebody_else_s_batch_is_refused(client_for):
    no = opened(client_for("mitra"), sheet=small_sheet(SUGENG))
    address = f"/kartu/serah-terima.pdf?batch={no}"
    asked = {
        name: client_for(name).get(address).status_code for name in ("mitra", "admin", "mitra2", "petugas2")
    }
    assert asked == {"mitra": 200, "admin": 200, "mitra2": 403, "petugas2": 403}
    assert client_for("admin").get("/kartu/serah-terima.pdf?batch=B26-XXXXXX").status_code == 404
