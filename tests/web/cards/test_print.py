"""Cards are asked for in a print run and come as a PDF; looking at one changes nothing."""

import itertools
import re
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp

from db.models import AuditEvent, Card, Job, PrintedCard, PrintRun, Setting, Worker
from kiosk.services import queue
from kiosk.services import settings as dated_settings
from tests.services.at_once import acting
from tests.services.crowd import crowd
from tests.web import desk
from tests.web.house_rules import NIK, check_page


@pytest.fixture
def reg_no(client_for) -> str:
    return desk.enrolled(client_for("petugas"))


def pages_of(pdf: bytes) -> list:
    assert pdf.startswith(b"%PDF-")
    return list(pypdfium2.PdfDocument(BytesIO(pdf)))


def text_of(page) -> str:
    return page.get_textpage().get_text_bounded().replace("\r\n", "\n")


def codes_of(page) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(page.render(scale=300 / 72).to_pil())]


def everything_written() -> list:
    return [list(table.select().tuples()) for table in (Card, PrintRun, PrintedCard, Job, AuditEvent, Worker)]


def card_before_cover(switch: str) -> None:
    Setting.insert(
        key="card_before_cover", value=switch, valid_from="2026-01-01", basis="keputusan untuk uji"
    ).execute()
    dated_settings.forget()


def test_officer_prints_a_card_from_the_person_s_page(client_for, visit, reg_no):
    client = client_for("petugas")
    page = visit(client, f"/pekerja/{reg_no}?baru=1").page
    assert any(form["action"] == "/kartu/lembar" for form in page.forms)
    answer = desk.print_cards(client, worker=reg_no)
    assert answer.status_code == 303
    assert answer.location == f"/kartu/lembar/{PrintRun.get().no}"
    run_page = visit(client, answer.location)
    assert "1 kartu siap dicetak." in run_page.text
    assert f"{answer.location}.pdf" in run_page.page.addresses
    pdf = client.get(f"{answer.location}.pdf")
    assert (pdf.status_code, pdf.mimetype) == (200, "application/pdf")
    assert len(pages_of(pdf.data)) == 2


def test_card_says_who_it_is_and_that_cover_has_not_begun(client_for, reg_no):
    client = client_for("petugas")
    run = desk.printed(client, worker=reg_no)
    front = text_of(pages_of(client.get(f"/kartu/lembar/{run}.pdf").data)[0])
    for words in (
        desk.NAME,
        reg_no,
        "TERDAFTAR, BELUM TERLINDUNGI",
        "3374••••••••0001",
        "Kartu tanda daftar pekerja rentan",
    ):
        assert words in front, words
    assert not NIK.search(front)
    assert "TERLINDUNGI\n" not in front.replace("BELUM TERLINDUNGI\n", "")


def test_qr_leads_to_our_own_address_with_the_card_s_token(app, client_for, reg_no):
    client = client_for("petugas")
    run = desk.printed(client, worker=reg_no)
    codes = codes_of(
        pages_of(client.get(f"/kartu/lembar/{run}.pdf", headers={"X-Forwarded-Host": "jahat.test"}).data)[0]
    )
    assert codes == [f"{app.config['PUBLIC_URL']}/v/{Card.get().token}"]


def test_token_cannot_be_guessed_from_what_is_printed(client_for, reg_no):
    """What tokens are drawn from: tests/services/test_numbers.py."""
    client = client_for("petugas")
    other = desk.enrolled(client, nik="3374015708900002", sex="P", name="Siti Aminah")
    run = desk.printed(client, worker=[reg_no, other])
    fronts = pages_of(client.get(f"/kartu/lembar/{run}.pdf").data)[::2]
    tokens = [code.rpartition("/v/")[2] for front in fronts for code in codes_of(front)]
    assert sorted(tokens) == sorted(card.token for card in Card.select()) and len(tokens) == 2
    assert all(len(token) >= 22 for token in tokens)
    assert sum(one == another for one, another in zip(*tokens, strict=True)) < 11
    for card, said in itertools.product(Card.select(), (text_of(front) for front in fronts)):
        assert card.token not in said and card.token[:11] not in said


def test_name_of_the_file_carries_no_number_of_a_person(client_for, reg_no):
    client = client_for("petugas")
    run = desk.printed(client, worker=reg_no)
    for address in (f"/kartu/lembar/{run}.pdf", f"/kartu/{Card.get().serial}.pdf"):
        name = client.get(address).headers["Content-Disposition"]
        assert not NIK.search(name) and reg_no not in name


def test_one_card_to_look_at_is_the_card_marked_as_a_preview_on_both_sides(app, client_for, reg_no):
    client = client_for("petugas")
    run = desk.printed(client, worker=reg_no)
    card = Card.get()
    answer = client.get(f"/kartu/{card.serial}.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    front, back = pages_of(answer.data)
    assert desk.NAME in text_of(front)
    assert codes_of(front) == [f"{app.config['PUBLIC_URL']}/v/{card.token}"]
    assert "PRATINJAU" in text_of(front) and "PRATINJAU" in text_of(back)
    printed = pages_of(client.get(f"/kartu/lembar/{run}.pdf").data)
    assert desk.NAME in text_of(printed[0]) and not any("PRATINJAU" in text_of(side) for side in printed)


def test_looking_changes_nothing(client_for, reg_no):
    client = client_for("petugas")
    run = desk.printed(client, worker=reg_no)
    before = everything_written()
    for address in (
        "/kartu",
        f"/kartu/lembar/{run}",
        f"/kartu/lembar/{run}.pdf",
        f"/kartu/{Card.get().serial}.pdf",
    ):
        assert client.get(address).status_code == 200
    assert everything_written() == before


def test_printing_is_written_down(client_for, reg_no, people):
    run = desk.printed(client_for("petugas"), worker=reg_no)
    line = AuditEvent.get(AuditEvent.action == "kartu.dicetak")
    assert (line.subject, line.user_id) == (reg_no, people["petugas"].id)
    assert line.detail == {"kartu": 1, "cetakan": run}


def test_card_in_a_run_without_an_answer_leads_to_that_run(client_for, reg_no):
    client = client_for("petugas")
    first, second = (desk.printed(client, worker=reg_no) for _time in range(2))
    assert first == second
    assert Card.select().count() == PrintRun.select().count() == 1


def test_printed_card_is_refused_with_the_way_to_a_reprint(client_for, reg_no):
    client = client_for("petugas")
    desk.tell_outcome(client, desk.printed(client, worker=reg_no))
    answer = desk.print_cards(client, worker=reg_no)
    assert answer.status_code == 422
    page = check_page(answer)
    assert "sudah dicetak" in answer.text
    assert f"/kartu/{Card.get().serial}/pengganti" in page.addresses


def test_same_form_twice_is_one_run(client_for, reg_no):
    client, once = client_for("petugas"), desk.key()
    first, second = (desk.print_cards(client, worker=reg_no, client_key=once).location for _time in range(2))
    assert first == second
    assert PrintRun.select().count() == 1


def test_same_key_for_another_person_is_409(client_for, reg_no):
    client, once = client_for("petugas"), desk.key()
    other = desk.enrolled(client, nik="3374015708900002", sex="P", name="Siti Aminah")
    desk.print_cards(client, worker=reg_no, client_key=once)
    assert desk.print_cards(client, worker=other, client_key=once).status_code == 409


@pytest.mark.parametrize("name", ["petugas2", "mitra", "mitra2"])
def test_stranger_is_refused_and_no_card_is_made(client_for, reg_no, name):
    answer = desk.print_cards(client_for(name), worker=reg_no)
    assert answer.status_code == 403
    check_page(answer)
    assert Card.select().count() == PrintRun.select().count() == 0


def test_auditor_looks_and_does_not_print(client_for, visit, reg_no):
    run = desk.printed(client_for("petugas"), worker=reg_no)
    client = client_for("auditor")
    visit(client, f"/kartu/lembar/{run}")
    assert desk.print_cards(client, worker=reg_no).status_code == 403


@pytest.mark.parametrize("chosen", [{"worker": "SMG-AAAAAAA-A"}, {"batch": "B26-AAAAAA"}])
def test_unknown_thing_to_print_is_404(client_for, people, chosen):
    answer = desk.print_cards(client_for("petugas"), **chosen)
    assert answer.status_code == 404
    check_page(answer)


def test_nobody_chosen_is_said(client_for, people):
    answer = desk.print_cards(client_for("petugas"), worker="")
    assert answer.status_code == 422
    check_page(answer)
    assert "Belum ada yang dipilih" in answer.text


@pytest.mark.parametrize(
    "odd", [{"layout": "papirus"}, {"start": "0"}, {"start": "11"}, {"ordered_by": "usia"}]
)
def test_way_of_printing_that_does_not_exist_is_422(client_for, reg_no, odd):
    answer = desk.print_cards(client_for("petugas"), worker=reg_no, **odd)
    assert answer.status_code == 422
    check_page(answer)
    assert Card.select().count() == 0


def test_chosen_people_are_printed_on_a_sheet_that_is_half_used(client_for, reg_no):
    client = client_for("petugas")
    other = desk.enrolled(client, nik="3374015708900002", sex="P", name="Siti Aminah")
    run = desk.printed(client, worker=[reg_no, other], layout="a4", start="7", ordered_by="post")
    made = PrintRun.get()
    assert (made.no, made.cards_total, made.layout, made.start, made.ordered_by) == (run, 2, "a4", 7, "post")
    assert "Kartu untuk 2 orang" in client.get(f"/kartu/lembar/{run}").text


def test_form_without_a_sound_key_is_422(client_for, reg_no):
    answer = desk.print_cards(client_for("petugas"), worker=reg_no, client_key="x")
    assert answer.status_code == 422
    check_page(answer)
    assert Card.select().count() == 0


def test_nothing_is_printed_before_cover_when_the_city_says_so(client_for, reg_no):
    card_before_cover("off")
    answer = desk.print_cards(client_for("petugas"), worker=reg_no)
    assert answer.status_code == 422
    check_page(answer)
    assert "Kartu baru dicetak setelah BPJS mengonfirmasi perlindungan." in answer.text
    assert Card.select().count() == 0


def test_void_card_is_no_longer_shown(client_for, reg_no, visit):
    client = client_for("petugas")
    desk.printed(client, worker=reg_no)
    Card.update(void_at="2026-11-20 10:00:00", void_reason="hilang").execute()
    visit(client, f"/kartu/{Card.get().serial}.pdf", status=404)


def test_large_run_is_printed_by_the_worker_while_its_page_waits(client_for, visit):
    client = client_for("mitra")
    names = [f"Orang {chr(65 + serial % 26)}{chr(97 + serial // 26)}" for serial in range(60)]
    people = [(f"33740117050300{serial:02d}", names[serial]) for serial in range(1, 60)]
    no = desk.opened(client, sheet=desk.small_sheet(*people))
    run = desk.printed(client, batch=no)
    waiting = visit(client, f"/kartu/lembar/{run}")
    assert "Membuat kartu" in waiting.text and bar_of(waiting.text) == (0, 59)
    assert f"/kartu/lembar/{run}" in waiting.page.addresses
    visit(client, f"/kartu/lembar/{run}.pdf", status=404)
    fragment = client.get(f"/kartu/lembar/{run}", headers=desk.BY_HTMX).text
    assert fragment.strip().startswith('<div id="run-state"') and "hx-trigger" in fragment
    assert bar_of(fragment) == (0, 59)
    assert queue.run_waiting_tasks() == 1
    ready = client.get(f"/kartu/lembar/{run}", headers=desk.BY_HTMX).text
    assert "59 kartu siap dicetak." in ready and "hx-trigger" not in ready and bar_of(ready) is None
    assert len(pages_of(client.get(f"/kartu/lembar/{run}.pdf").data)) == 118


def bar_of(text: str) -> tuple[int, int] | None:
    """(done, total) of the progress bar, as a reader of its attributes and as one of its words takes it."""
    if not (bar := re.search(r"<progress[^>]*>", text)):
        return None
    drawn = tuple(int(re.search(rf'{name}="(\d+)"', bar[0])[1]) for name in ("value", "max"))
    assert f"<b>{drawn[0]} dari {drawn[1]}</b>" in text
    assert re.search(r'aria-labelledby="([^"]+)"', bar[0])[1] in re.findall(r'id="([^"]+)"', text)
    return drawn


def test_bar_moves_on_while_the_worker_makes_a_long_run(client_for, people):
    """Whenever the job tells how far it is, somebody looks at the page."""
    numbers, client = crowd(acting(people["petugas"]), 120), client_for("petugas")
    run = desk.printed(client, worker=numbers)
    job, seen = Job.get(), []

    def with_somebody_looking(job, progress):
        def told(done, total):
            progress(done, total)
            seen.append(bar_of(client.get(f"/kartu/lembar/{run}", headers=desk.BY_HTMX).text))

        queue._uses[job.kind](job, told)

    queue.run_job(job.id, with_somebody_looking)
    assert seen == [(50, 120), (100, 120), (120, 120)]
    assert "120 kartu siap dicetak." in client.get(f"/kartu/lembar/{run}").text


def test_page_of_one_person_s_run_names_and_links_the_person(client_for, visit, reg_no):
    client = client_for("petugas")
    answer = visit(client, f"/kartu/lembar/{desk.printed(client, worker=reg_no)}")
    lead = answer.text.partition('class="lead"')[2].partition("</p>")[0]
    assert "Slamet W." in lead and reg_no in lead
    assert f"/pekerja/{reg_no}" in answer.page.addresses
