"""BPJS answers about one person, not in a file: /bpjs/<no>/baris/<n>/jawaban."""

import re
from datetime import timedelta

import pytest

from db.models import AuditEvent, Card, CoverageMonth, Submission, SubmissionLine, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.words import long_date
from kiosk.services import safe
from tests.services.at_once import acting, nik
from tests.services.billing import batch_of, billed, pay
from tests.services.bpjs_desk import asked, kpj, says, take_in
from tests.services.crowd import crowd
from tests.services.registering import layout
from tests.web import desk
from tests.web.house_rules import check_page

SOURCE, REASON = "portal SIPP, 21 November 2026", "NIK tidak padan"
SEEN = re.compile(r'name="seen" value="([0-9a-f]{64})"')
BEFORE = today() - timedelta(days=3)
THIS = first_of_month(today())


@pytest.fixture
def admin(client_for):
    return client_for("admin")


@pytest.fixture
def address(people) -> str:
    """The page of somebody whom BPJS was asked for, two paid months."""
    return waiting(people)


def waiting(people, **other) -> str:
    by = acting(people["admin"])
    bill = billed(batch_of(people, 1, 2, **other), acting(people["mitra"]))
    pay(bill, bill.amount, by)
    return f"/bpjs/{asked([Worker.get()], by=by).no}/baris/1/jawaban"


def fields(**other) -> dict:
    return {
        "client_key": desk.key(),
        "what": "accepted",
        "effective_on": f"{BEFORE:%d/%m/%Y}",
        "kpj": "",
        "reason": "",
        "source": SOURCE,
        **other,
    }


def rejection(**other) -> dict:
    return fields(**{"what": "rejected", "effective_on": "", "reason": REASON, **other})


def read(client, address: str, **other) -> tuple[dict, str]:
    """A rejection as it was filled in with the mark of what was shown, and the page that showed it."""
    filled = rejection(**other)
    answer = desk.send(client, address, filled)
    assert answer.status_code == 200, answer.text
    check_page(answer)
    return filled | {"seen": SEEN.search(answer.text)[1]}, answer.text


def state() -> str:
    return SubmissionLine.get().state


def test_somebody_is_typed_and_answered_and_card_and_page_say_so(admin, client_for, people, address, visit):
    """From the portal's page to the card."""
    layout()
    no, petugas = Submission.get().no, client_for("petugas")
    link = f'href="{address}"'
    assert link in visit(admin, f"/bpjs/{no}").text and link not in visit(admin, f"/bpjs/{no}/salin").text
    desk.send(admin, f"/bpjs/{no}/salin/1/diketik")
    assert link in visit(admin, f"/bpjs/{no}/salin").text
    assert link in desk.send(admin, f"/bpjs/{no}/salin/1").text
    page = visit(admin, address).text
    assert "Menunggu jawaban" in page and "PT Sinar Pesisir" in page and nik(1) not in page
    done = desk.send(admin, address, fields(kpj="2600 0000-001"))
    assert done.status_code == 303 and done.location.endswith(f"/bpjs/{no}") and state() == "accepted"
    page = visit(admin, f"/bpjs/{no}").text
    assert "Jawaban BPJS dicatat: diterima, iurannya sudah dibayar." in page and link not in page
    assert safe.open_text(Worker.get().kpj_sealed, safe.KPJ) == kpj(0) and kpj(0) not in page
    page = visit(petugas, f"/pekerja/{Worker.get().reg_no}").text
    assert "Diterima BPJS" in page and SOURCE in page and "26••••••001" in page
    desk.printed(petugas, worker=Worker.get().reg_no)
    words = visit(admin, f"/v/{Card.get().token}").text.upper()
    assert "TERLINDUNGI" in words.replace("BELUM TERLINDUNGI", "").replace("TIDAK TERLINDUNGI", "")


def test_a_rejection_is_read_first_and_then_done(admin, address, visit):
    amount = sum(row.amount for row in CoverageMonth.select())
    filled, page = read(admin, address)
    assert f"Rp{amount:,}".replace(",", ".") in page and "menjadi kredit PT Sinar Pesisir" in page
    assert REASON in page and SOURCE in page and state() == "asked"
    assert desk.send(admin, address, filled | {"sure": "y"}).status_code == 303 and state() == "rejected"
    assert REASON in visit(admin, "/bpjs/ditolak").text
    page = visit(admin, address).text
    assert "sudah tercatat" in page and "Dari mana jawaban ini" not in page


def test_without_the_tick_nothing_is_done(admin, address):
    filled, _page = read(admin, address)
    answer = desk.send(admin, address, filled)
    assert answer.status_code == 422 and "Baca dulu akibatnya, lalu tandai" in answer.text
    assert state() == "asked"


def test_what_was_filled_in_can_be_changed_again(admin, address):
    filled, _page = read(admin, address)
    answer = desk.send(admin, address, filled | {"ubah": "y"})
    assert answer.status_code == 200 and f'value="{REASON}"' in answer.text and state() == "asked"


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"what": ""}, "Pilih apa jawaban BPJS"),
        ({"effective_on": ""}, "Isi hari mulai yang disebut BPJS"),
        ({"effective_on": "kemarin"}, "kemarin"),
        ({"effective_on": f"{today() + timedelta(days=1):%d/%m/%Y}"}, "belum tiba"),
        ({"effective_on": "01/01/1990"}, "Periksa tahunnya"),
        ({"kpj": "2600000000"}, "KPJ"),
        ({"kpj": "26000000001234"}, "KPJ"),
        ({"reason": REASON}, "Kosongkan alasannya"),
        ({"source": ""}, "Tulis dari mana jawaban ini"),
        ({"source": "portal"}, "Tulis sedikit lebih lengkap"),
        ({"source": "telepon tentang NIK 3374011705030001"}, "angka yang panjang"),
        ({"what": "rejected", "effective_on": ""}, "Tulis alasan BPJS menolak orang ini."),
        ({"what": "rejected", "effective_on": "", "reason": "-"}, "Tulis alasan BPJS menolak orang ini."),
        ({"what": "rejected", "reason": REASON}, "Kosongkan hari mulainya"),
        (
            {"what": "rejected", "effective_on": "", "kpj": "26000000001", "reason": REASON},
            "Kosongkan nomor KPJ",
        ),
        ({"what": "rejected", "effective_on": "", "reason": "KPJ 26000000001 salah"}, "angka yang panjang"),
    ],
)
def test_what_cannot_be_is_said_beside_the_form_which_stays_filled(admin, address, other, sentence):
    answer = desk.send(admin, address, fields(**other))
    assert answer.status_code == 422 and sentence in answer.text
    check_page(answer)
    if "source" not in other:
        assert SOURCE in answer.text
    assert state() == "asked"


@pytest.mark.parametrize("field", ["reason", "source"])
def test_mother_s_name_is_typed_in_no_reason(admin, address, field):
    Worker.update(mother_name_sealed=safe.seal("Sumirah Wati", safe.MOTHER)).execute()
    answer = desk.send(admin, address, rejection(**{field: "nama ibu SUMIRAH WATI lain"}))
    assert answer.status_code == 422 and "memuat nama ibu kandung" in answer.text
    assert f'id="{field}-error"' in answer.text and state() == "asked"
    check_page(answer)


def test_mother_s_name_is_not_typed_beside_an_acceptance_either(admin, address):
    Worker.update(mother_name_sealed=safe.seal("Sumirah Wati", safe.MOTHER)).execute()
    answer = desk.send(admin, address, fields(source="telepon, ibunya Sumirah Wati"))
    assert answer.status_code == 422 and 'id="source-error"' in answer.text and state() == "asked"


def test_an_old_number_is_taken_with_a_remark(admin, address, visit):
    assert desk.send(admin, address, fields(kpj="94J30123456")).status_code == 303
    assert "kartu Jamsostek lama" in visit(admin, f"/bpjs/{Submission.get().no}").text
    assert safe.open_text(Worker.get().kpj_sealed, safe.KPJ) == "94J30123456"


def test_a_dash_is_no_number(admin, address):
    assert desk.send(admin, address, fields(kpj="-")).status_code == 303
    assert state() == "accepted" and Worker.get().kpj_sealed is None


def test_a_number_of_somebody_else_is_said_beside_its_field(admin, people, address):
    [other] = crowd(acting(people["petugas"]), 1, numbered=50, kpj=kpj(0))
    answer = desk.send(admin, address, fields(kpj=kpj(0)))
    assert answer.status_code == 422 and f"sudah tercatat untuk orang lain, {other}" in answer.text
    check_page(answer)
    assert state() == "asked"


def test_a_file_in_between_makes_it_a_conflict_and_nothing_is_done_twice(admin, people, address):
    filled, _page = read(admin, address)
    take_in([says(Worker.get(), on=BEFORE, kpj=kpj(0))], by=acting(people["admin"]))
    for late in (fields(), filled | {"sure": "y"}):
        answer = desk.send(admin, address, late)
        assert answer.status_code == 409 and "sudah tercatat, maka tidak ada yang dicatat lagi" in answer.text
        check_page(answer)
        assert "/pembetulan" in answer.text
    assert state() == "accepted"


def test_the_second_press_answers_as_the_first(admin, address):
    filled = fields(kpj=kpj(0))
    assert [desk.send(admin, address, filled).status_code for _press in range(2)] == [303, 303]
    assert desk.send(admin, address, filled | {"kpj": kpj(1)}).status_code == 409
    assert AuditEvent.select().where(AuditEvent.action == "bpjs.diterima").count() == 1


def test_the_second_press_of_a_rejection_too(admin, address):
    filled, _page = read(admin, address)
    for _press in range(2):
        assert desk.send(admin, address, filled | {"sure": "y"}).status_code == 303
    assert AuditEvent.select().where(AuditEvent.action == "bpjs.ditolak").count() == 1


def test_what_was_not_sent_yet_leads_to_its_sending_first(admin, address, visit):
    Submission.update(sent_on=None).execute()
    no = Submission.get().no
    assert address not in visit(admin, f"/bpjs/{no}").text
    page = visit(admin, address).text
    assert "belum dicatat terkirim" in page and f'href="/bpjs/{no}"' in page and "Dari mana" not in page
    assert desk.send(admin, address, fields()).status_code == 422 and state() == "asked"


def test_who_was_taken_out_is_not_answered_about(admin, address, visit):
    assert desk.send(admin, address.replace("jawaban", "pencabutan")).status_code == 303
    assert "tidak diajukan lagi di sini" in visit(admin, address).text
    assert desk.send(admin, address, fields()).status_code == 409 and state() == "dropped"


def test_what_begins_late_says_how_to_ask_for_an_earlier_day(admin, people, visit):
    """The first month asked for is over before the day that BPJS names."""
    address = waiting(people, first=add_months(THIS, -1))
    desk.send(admin, address, fields(effective_on=f"{THIS:%d/%m/%Y}"))
    page = visit(admin, f"/bpjs/{Submission.get().no}").text
    assert "mulainya terlambat" in page and "lewat Surat ke BPJS" in page and long_date(THIS) in page


def test_the_auditor_looks_without_a_button_and_the_others_do_not(client_for, admin, address, visit):
    auditor, no = client_for("auditor"), Submission.get().no
    page = visit(auditor, address).text
    assert (
        "PT Sinar Pesisir" in page
        and "<button" not in page.split('action="' + address)[1].split("</form>")[0]
    )
    assert address not in visit(auditor, f"/bpjs/{no}").text
    assert desk.send(auditor, address, fields()).status_code == 403
    for name in ("petugas", "mitra", "mitra2", "opd", "donatur"):
        assert client_for(name).get(address).status_code == 403
        assert desk.send(client_for(name), address, fields()).status_code == 403
    assert admin.get(address.replace("/baris/1/", "/baris/9/")).status_code == 404 and state() == "asked"
