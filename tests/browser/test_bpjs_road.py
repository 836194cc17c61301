"""From a company's batch to a card that says *terlindungi*: asked of BPJS, paid by its code, answered by its file, a
third of the people rejected; and what is sent twice, cut off, or speaks of somebody else."""

import re
from io import BytesIO
from urllib.parse import urlparse

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import expect

from kiosk.domain.clock import today
from tests.browser import verbs
from tests.browser.sight import PHONE, expect_accessible, sideways
from tests.browser.test_company_road import picture

PEOPLE, REJECTED, MONTHS = 6, 2, 3
HEADINGS = "NIK;Nama;Tempat Lahir;Nama Ibu;Alamat;Kelurahan;Pekerjaan"
NAMES = ("Suyatno", "Sukirman", "Sutrisno", "Suparjo", "Sumarno", "Sugiyono")
CODE, RECEIPT, REFERENCE = "260912345678", "261122007712", "TRF BNI 2026 4471"
REASON = "Nama tidak sesuai data Dukcapil"
ANSWER = ["No", "NIK", "Nama Peserta", "No. KPJ", "Tgl Efektif", "Status", "Keterangan"]


@pytest.fixture
def person(new_context, troubles):
    """A browser of their own for each: person("mitra") is a page where they have signed in."""

    def sign_in(who: str):
        page = new_context(accept_downloads=True).new_page()
        page.on("pageerror", lambda fault: troubles.append(str(fault)))
        verbs.masuk(page, who)
        return page

    return sign_in


def test_only_the_answer_of_bpjs_makes_anyone_protected(person, troubles, new_context):
    company, admin, passer_by = person("mitra"), person("admin"), new_context().new_page()
    batch, bill = batch_with_a_bill(company)
    submission = asked_of_bpjs(admin)
    people = exported(admin, submission)
    assert {name.casefold() for _nik, name in people} == {name.casefold() for name in NAMES}
    given_to_bpjs(admin, submission)
    company.goto(batch)
    card = verbs.alamat_dalam_qr(verbs.mitra_mencetak_kartu_batch(company))
    assert verdict(passer_by, card) == "registered"

    note_code(admin, bill)
    company.goto(f"/tagihan/{bill}")
    expect(company.locator("#payment-code")).to_contain_text(CODE)
    pay_and_confirm(company, admin, bill)
    assert verdict(passer_by, card) == "registered"

    whole = answer_file(people)
    cut_off(admin, submission, whole)
    answered(admin, submission, whole)
    admin.goto(f"/bpjs/{submission}")
    expect(admin.locator("data#lines-accepted")).to_have_attribute("value", str(PEOPLE - REJECTED))
    expect(admin.locator("data#lines-rejected")).to_have_attribute("value", str(REJECTED))
    expect_accessible(admin)
    assert verdict(passer_by, card) == "protected"

    the_same_again(admin, submission, whole, people)
    who_was_rejected(company)
    receipt(admin, bill)
    assert [said for said in troubles if "status of 422" not in said] == []


def test_an_answer_for_somebody_who_was_not_asked_changes_nothing(person):
    admin = person("admin")
    admin.goto("/bpjs/balasan")
    stranger = [["1", "3374010101700001", "Orang Lain", "26091234567", f"{today():%d/%m/%Y}", "Diterima", ""]]
    send_answer(admin, answer_bytes(stranger))
    expect(admin.locator("data#lines-stranger")).to_have_attribute("value", "1")
    expect(admin.locator("data#lines-total")).to_have_attribute("value", "1")
    expect_accessible(admin)
    admin.set_viewport_size(PHONE)
    assert sideways(admin) == []


def batch_with_a_bill(page) -> tuple[str, str]:
    """The batch's address and the bill's number."""
    rows = [
        f"337401{10 + at}098500{40 + at};{name};Semarang;Sumini {name};Jl. Kakap {at};Kauman;Nelayan"
        for at, name in enumerate(NAMES, 1)
    ]
    page.goto("/batch/baru")
    page.locator("#name").fill("CSR Jalan BPJS")
    page.locator("#first_month").select_option(index=0)
    page.locator(f"input[name=months][value='{MONTHS}']").check()
    sheet = {"name": "daftar.csv", "mimeType": "text/csv", "buffer": "\n".join([HEADINGS, *rows]).encode()}
    page.locator("#sheet").set_input_files(sheet)
    page.locator("#consent").check()
    page.get_by_role("button", name="Buka batch").click()
    expect(page.locator("data#rows-ready")).to_have_attribute("value", str(PEOPLE), timeout=verbs.PATIENCE)
    batch = page.url
    page.get_by_role("button", name="Buat tagihan").click()
    expect(page.locator("data#bill-amount")).to_be_visible()
    return batch, page.url.rpartition("/")[2]


def asked_of_bpjs(page) -> str:
    """From the home page's way to BPJS; answers with the submission's number."""
    page.goto("/bpjs")
    expect_accessible(page)
    page.locator("#wadahs").get_by_role("link", name="PT Sinar Pesisir").first.click()
    expect(page.get_by_role("heading", name=re.compile("siap diajukan"))).to_be_visible()
    expect_accessible(page)
    page.get_by_role("button", name="Susun pengajuan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Pengajuan D")
    expect_accessible(page)
    return page.url.rpartition("/")[2]


def exported(page, submission: str) -> list[tuple[str, str]]:
    """NIK and name of those whom this test brought, as they stand in the file for BPJS."""
    page.get_by_role("link", name="Unduh berkas untuk BPJS").first.click()
    expect_accessible(page)
    with page.expect_download() as coming:
        page.get_by_role("button", name=re.compile("Unduh")).click()
    assert submission in coming.value.suggested_filename
    sheet = load_workbook(BytesIO(coming.value.path().read_bytes())).active
    headings, *rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    nik, name = (
        next(at for at, text in enumerate(headings) if word in text.upper()) for word in ("NIK", "NAMA")
    )
    ours = {name.casefold() for name in NAMES}
    return [(row[nik], row[name]) for row in rows if row[name].casefold() in ours]


def given_to_bpjs(page, submission: str) -> None:
    page.goto(f"/bpjs/{submission}")
    page.locator("#sent_on").fill(f"{today():%d/%m/%Y}")
    page.get_by_role("button", name="Catat sudah diserahkan").click()
    expect(page.get_by_role("heading", name=re.compile("menunggu jawaban BPJS"))).to_be_visible()


def note_code(page, bill: str) -> None:
    page.goto(f"/tagihan/{bill}")
    amount = verbs.angka(page, "bill-amount")
    page.locator("#payment-code summary").click()
    page.locator("#code").fill(CODE)
    page.locator("#payment-code #amount").fill(str(amount))
    page.get_by_role("button", name="Simpan kode").click()
    expect(page.locator("#payment-code")).to_contain_text(CODE)


def pay_and_confirm(company, admin, bill: str) -> None:
    amount = verbs.angka(company, "bill-amount")
    company.get_by_role("link", name="Catat pembayaran").click()
    company.get_by_label("Nomor referensi").fill(REFERENCE)
    company.get_by_label("Tanggal pembayaran").fill(f"{today():%d/%m/%Y}")
    company.get_by_label("Jumlah", exact=True).fill(str(amount))
    company.get_by_label("Bukti pembayaran").set_input_files(picture())
    company.get_by_role("button", name="Catat pembayaran").click()
    expect(company.get_by_role("heading", level=1)).to_contain_text("Pembayaran ")
    admin.goto(company.url)
    admin.get_by_role("button", name="Uangnya ada, terima").click()
    expect(admin.get_by_text(f"Membayar {PEOPLE * MONTHS} bulan untuk {PEOPLE} orang")).to_be_visible()


def answer_file(people: list[tuple[str, str]]) -> bytes:
    """BPJS's: the first ones rejected, the others with a KPJ and today's day."""
    rows = []
    for at, (nik, name) in enumerate(people):
        told = (
            ["", "", "Ditolak", REASON] if at < REJECTED else [kpj(at), f"{today():%d-%m-%Y}", "Diterima", ""]
        )
        rows.append([str(at + 1), nik, name, *told])
    return answer_bytes(rows)


def kpj(at: int) -> str:
    return f"2609876543{at}"


def answer_bytes(rows: list[list[str]]) -> bytes:
    book, out = Workbook(), BytesIO()
    for line in [["DAFTAR HASIL PENDAFTARAN PESERTA BPU"], ANSWER, *rows]:
        book.active.append(line)
    book.save(out)
    return out.getvalue()


def send_answer(page, content: bytes, name: str = "balasan.xlsx") -> None:
    kind = "text/csv" if name.endswith("csv") else "application/octet-stream"
    page.locator("#sheet").set_input_files({"name": name, "mimeType": kind, "buffer": content})
    page.get_by_role("button", name="Unggah dan periksa").click()


def cut_off(page, submission: str, whole: bytes) -> None:
    page.goto(f"/bpjs/{submission}")
    page.get_by_role("link", name="Unggah balasan BPJS").click()
    expect_accessible(page)
    send_answer(page, whole[: len(whole) // 2])
    expect(page.locator("main")).to_contain_text(re.compile("terpotong|rusak|tidak utuh|tidak lengkap"))


def answered(page, submission: str, whole: bytes) -> None:
    page.goto(f"/bpjs/balasan?pengajuan={submission}")
    send_answer(page, whole)
    expect(page.locator("data#lines-accepted")).to_have_attribute("value", str(PEOPLE - REJECTED))
    expect(page.locator("data#lines-rejected")).to_have_attribute("value", str(REJECTED))
    expect_accessible(page)


def the_same_again(page, submission: str, whole: bytes, people: list[tuple[str, str]]) -> None:
    """The same bytes are told of; the same said in another file changes nothing."""
    page.goto(f"/bpjs/balasan?pengajuan={submission}")
    send_answer(page, whole)
    expect(page.locator("main")).to_contain_text("sudah pernah diunggah")
    (nik, name), at = people[-1], len(people) - 1
    line = [nik, name, kpj(at), f"{today():%d/%m/%Y}", "AKTIF"]
    again = "\n".join(["NIK;Nama;KPJ;Tanggal Efektif;Status", ";".join(line)]).encode()
    page.goto("/bpjs/balasan")
    send_answer(page, again, "balasan-lagi.csv")
    expect(page.locator("data#lines-known")).to_have_attribute("value", "1")


def who_was_rejected(page) -> None:
    """The company finds them on its own work list, with the reason."""
    page.goto("/belum-lengkap")
    page.goto("/belum-lengkap?kurang=bpjs")
    expect(page.locator("main")).to_contain_text(NAMES[0])
    page.get_by_role("link", name=NAMES[0]).first.click()
    expect(page.locator("main")).to_contain_text(REASON)


def receipt(page, bill: str) -> None:
    page.goto(f"/tagihan/{bill}")
    expect(page.locator("data#bill-counting")).to_have_attribute("value", str(PEOPLE - REJECTED))
    page.locator("#bpjs-receipt summary").click()
    page.locator("#receipt_no").fill(RECEIPT)
    page.locator("#received_on").fill(f"{today():%d/%m/%Y}")
    page.get_by_role("button", name="Simpan bukti").click()
    counting = str((PEOPLE - REJECTED) * MONTHS)
    expect(page.locator("data#bill-counting")).to_have_attribute("value", counting)
    expect_accessible(page)


def verdict(page, address: str) -> str:
    page.goto(urlparse(address).path)
    return page.locator("#state").get_attribute("data-state")
