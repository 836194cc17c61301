"""The lists on paper: whose names stand there, and what never does."""

from io import BytesIO

import pypdfium2
import pytest

from db.models import Card, PrintedCard
from kiosk.domain.clock import today, utc_now
from kiosk.files.handover_lists import HandoverList, ListedCard, handover_list_pdf
from kiosk.services import handover_lists, print_run_lookup
from tests.web import desk
from tests.web.handovers.counter import LISTED, hand_over

PATH = "/kartu/serah-terima.pdf"


def text_of(answer) -> str:
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    pages = pypdfium2.PdfDocument(BytesIO(answer.data))
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def test_waiting_cards_stand_in_the_list_with_what_is_signed(client_for, serial, reg_no):
    text = text_of(client_for("petugas").get(PATH))
    for word in (desk.NAME, reg_no, serial, "Kauman", "Pos Pasar Johar", "Tanda tangan", "halaman 1 dari 1"):
        assert word in text


def test_no_number_of_a_person_stands_there(client_for, serial):
    text = text_of(client_for("petugas").get(PATH)).replace(" ", "")
    for secret in (desk.NIK, desk.NIK[-4:], "3374", desk.PHONE, desk.PHONE[-4:]):
        assert secret not in text


def test_words_of_consent_stand_above_when_somebody_is_asked(client_for, serial, listed):
    assert "belum menyetujui sendiri" not in text_of(client_for("petugas").get(PATH))
    text = text_of(client_for("mitra").get(PATH))
    assert f"{LISTED[1]} *" in text and "BPJS Ketenagakerjaan" in text and "PT Sinar Pesisir" in text


def test_filters_narrow_the_paper_too(client_for, serial, listed):
    text = text_of(client_for("admin").get(f"{PATH}?pos=johar"))
    assert desk.NAME in text and LISTED[1] not in text


def test_too_long_a_list_is_to_be_narrowed(client_for, serial, listed, monkeypatch):
    monkeypatch.setattr(handover_lists, "MOST", 1)
    answer = client_for("admin").get(PATH)
    assert answer.status_code == 422 and "Saring dulu" in answer.text
    assert client_for("admin").get(f"{PATH}?pos=johar").status_code == 200


def test_empty_list_says_so(client_for, people):
    assert "Tidak ada kartu yang masih harus diserahkan" in text_of(client_for("petugas").get(PATH))


@pytest.fixture
def run(client_for) -> str:
    """Sugeng and Wahyu of one batch, printed and not yet judged."""
    sheet = desk.small_sheet(LISTED, ("3374021105850002", "Wahyu Hidayat"))
    return desk.printed(client_for("mitra"), batch=desk.opened(client_for("mitra"), sheet=sheet))


def test_print_run_has_its_list_in_the_order_of_its_places(client_for, run):
    text = text_of(client_for("mitra").get(f"/kartu/lembar/{run}/daftar.pdf"))
    names = [place.card.worker.name for place in PrintedCard.select().order_by(PrintedCard.place)]
    assert run in text
    assert text.index(names[0]) < text.index(names[1])


def test_number_on_the_list_of_a_run_is_the_place_in_the_run_also_when_others_are_gone(client_for, run):
    first, second = (place.card for place in PrintedCard.select().order_by(PrintedCard.place))
    Card.update(void_at=utc_now()).where(Card.id == first.id).execute()
    text = text_of(client_for("mitra").get(f"/kartu/lembar/{run}/daftar.pdf"))
    before = text[: text.index(second.worker.name)].split()
    assert before[-1] == "2"


def test_signature_line_never_stands_alone():
    """However many lines there are: on the last page stands at least one card."""
    crowd = [
        ListedCard(number, f"Orang {number}", f"SMG-{number}", "Kauman", f"K26-{number:07d}", False)
        for number in range(18)
    ]
    for count in (16, 17, 18):
        sheet = HandoverList("Pos", "semua", today(), crowd[:count], "", "", "Disnaker")
        pages = pypdfium2.PdfDocument(BytesIO(handover_list_pdf(sheet)))
        last = pages[len(pages) - 1].get_textpage().get_text_range()
        assert "Petugas yang menyerahkan" in last and "K26-" in last, count


def test_void_and_received_cards_leave_the_list_of_a_run(client_for, run):
    first, second = (place.card for place in PrintedCard.select().order_by(PrintedCard.place))
    hand_over(client_for("mitra"), first.serial, consent="y", consent_how="self")
    text = text_of(client_for("mitra").get(f"/kartu/lembar/{run}/daftar.pdf"))
    assert first.serial not in text and second.serial in text
    Card.update(void_at=utc_now()).where(Card.id == second.id).execute()
    assert second.serial not in text_of(client_for("mitra").get(f"/kartu/lembar/{run}/daftar.pdf"))


def test_long_run_has_a_list_for_each_part(client_for, run, monkeypatch):
    monkeypatch.setattr(print_run_lookup, "CARDS_PER_PART", 1)
    first, second = (place.card.serial for place in PrintedCard.select().order_by(PrintedCard.place))
    address = f"/kartu/lembar/{run}/daftar.pdf"
    assert first in text_of(client_for("mitra").get(address))
    text = text_of(client_for("mitra").get(f"{address}?bagian=2"))
    assert second in text and first not in text and "bagian 2" in text
    assert first in text_of(client_for("mitra").get(f"{address}?bagian=nol"))


def test_list_of_a_run_is_its_owners_and_colleagues(client_for, run):
    address = f"/kartu/lembar/{run}/daftar.pdf"
    names = ("mitra", "mitra_rekan", "mitra2", "petugas", "admin", "auditor")
    answers = {name: client_for(name).get(address).status_code for name in names}
    assert answers == dict(zip(names, (200, 200, 403, 403, 200, 200), strict=True))
