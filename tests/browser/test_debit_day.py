"""The treasurer's day: the coming month is built, the skipped are read, it is sealed and signed, handed to the bank
after the while in which the seal can be broken; the bank's answer, one that failed and is tried again, the money goes
on to BPJS."""

import re
import sqlite3
import time

import pytest
from playwright.sync_api import expect

from kiosk.domain.clock import add_months, first_of_month, today
from tests.browser import verbs
from tests.browser.sight import PHONE, expect_accessible, sideways

DESK = {"width": 1280, "height": 800}
NO_FUNDS = "SALDO TIDAK CUKUP"


@pytest.fixture
def treasurer(new_context, troubles):
    page = new_context(accept_downloads=True, viewport=DESK).new_page()
    page.on("pageerror", lambda fault: troubles.append(str(fault)))
    verbs.masuk(page, "admin")
    return page


def expect_fine(page) -> None:
    """At the desk and on a phone."""
    expect_accessible(page)
    page.set_viewport_size(PHONE)
    assert sideways(page) == []
    page.set_viewport_size(DESK)


def figure(page, name: str) -> int:
    return int(page.locator(f"data#{name}").first.get_attribute("value"))


def test_the_treasurers_day(treasurer, troubles, demo_folder):
    page, month = treasurer, f"/debit/{add_months(first_of_month(today()), 1):%Y-%m}"
    lines = builds(page, month)
    reads_the_skipped(page)
    seals(page, lines)
    sees_that_nothing_leaves_yet(page, month)
    nothing_is_waited_for(demo_folder)
    content = hands_over(page, month)
    the_day_comes(demo_folder)
    keys = keys_of(page, f"{month}/1")
    failed = keys[0]
    assert all(key in content for key in keys)
    answers(page, f"{month}/1", keys, failed)
    sees_who_failed(page, failed)
    tries_again(page, month)
    forwards(page)
    assert [said for said in troubles if "status of 422" not in said] == []


def builds(page, month: str) -> int:
    """Answers with how many lines there are."""
    page.goto("/debit")
    # On some days what failed last comes first; then the next debit is a link.
    expect(page.get_by_text(re.compile("^Susun debet")).first).to_be_visible()
    expect_fine(page)
    page.goto(month)
    page.get_by_role("button", name=re.compile("^Susun debet")).first.click()
    expect(page).to_have_url(re.compile(f"{month}$"))
    expect(page.get_by_role("heading", name="Periksa, lalu segel")).to_be_visible(timeout=verbs.PATIENCE)
    expect_fine(page)
    return figure(page, "lines-total")


def reads_the_skipped(page) -> None:
    page.locator("#skips").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dilewati")
    expect_fine(page)
    page.go_back()


def seals(page, lines: int) -> None:
    page.get_by_role("link", name="Segel …").click()
    assert figure(page, "seal-lines") == lines
    expect_fine(page)
    page.get_by_role("button", name="Segel", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("Masih dapat dibuka sampai"))).to_be_visible(
        timeout=verbs.PATIENCE
    )
    expect_fine(page)


def sees_that_nothing_leaves_yet(page, month: str) -> None:
    expect(page.get_by_role("link", name="Serahkan ke bank …")).to_have_count(0)
    page.goto(f"{month}/1/penyerahan")
    expect(page.get_by_text("Baru dapat diserahkan")).to_be_visible()
    expect_fine(page)
    sheet = page.request.get(f"{month}/1/lembar-kendali.pdf")
    assert sheet.headers["content-type"] == "application/pdf"


def nothing_is_waited_for(demo_folder) -> None:
    """From now on a seal is not waited for: the setting, as an admin of the house changes it."""
    change(
        demo_folder,
        "INSERT INTO setting (key, value, valid_from, basis, source) VALUES (?, '0', ?, 'uji', 'uji')",
        "debit_undo_minutes",
    )


def the_day_comes(demo_folder) -> None:
    """The next debit is always ahead, and what succeeds before its day is not believed."""
    change(demo_folder, "UPDATE debit_run SET debit_on = ?2 WHERE state = ?1", "sent")


def change(demo_folder, sql: str, what: str) -> None:
    with sqlite3.connect(demo_folder / "payung.sqlite3", timeout=60) as store:
        store.execute(sql, (what, f"{today()}"))


def hands_over(page, month: str) -> str:
    """Answers with the bytes for the bank, as text."""
    leaves = page.get_by_role("link", name="Serahkan ke bank …")
    patience = time.monotonic() + verbs.PATIENCE / 1000
    page.goto(month)
    while not leaves.is_visible() and time.monotonic() < patience:
        page.reload()  # settings are read anew every few seconds
    leaves.click()
    expect_fine(page)
    page.get_by_role("button", name="Serahkan ke bank", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("menunggu jawaban bank"))).to_be_visible()
    expect_fine(page)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Ambil berkas untuk bank").click()
    return coming.value.path().read_text()


def keys_of(page, run: str) -> list[str]:
    """The references of the first page of lines."""
    page.goto(f"{run}/baris")
    expect_fine(page)
    links = page.locator("main tbody th a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    return [link.rpartition("/")[2] for link in links]


def answers(page, run: str, keys: list[str], failed: str) -> None:
    """All of the first page were debited, but one."""
    amounts = [
        re.sub(r"\D", "", text)
        for text in page.locator("main tbody td[data-label=Jumlah] .cell-body").all_inner_texts()
    ]
    rows = [
        f"{key},{amount},{'GAGAL' if key == failed else 'BERHASIL'},{NO_FUNDS if key == failed else ''},BJT{at:06},"
        for at, (key, amount) in enumerate(zip(keys, amounts, strict=True), 1)
    ]
    head = "referensi,jumlah,status,alasan,referensi_bank,tanggal_debet"
    page.goto(f"{run}/balasan")
    expect_fine(page)
    content = "\r\n".join([head, *rows, ""]).encode()
    page.locator("#sheet").set_input_files({"name": "balasan.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Unggah dan catat").click()
    expect(page.locator("data#rows-failed")).to_have_attribute("value", "1", timeout=verbs.PATIENCE)
    assert figure(page, "rows-paid") == len(keys) - 1
    expect_fine(page)


def sees_who_failed(page, failed: str) -> None:
    page.locator("#rows-failed").click()
    page.locator(f"a[href$='/baris/{failed}']").click()
    expect(page.get_by_text("Saldo tidak cukup").first).to_be_visible()
    expect_fine(page)


def tries_again(page, month: str) -> None:
    page.goto(month)
    expect(page.get_by_text("1 gagal dan dapat dicoba lagi")).to_be_visible()
    page.get_by_role("button", name="Susun percobaan ulang").click()
    expect(page.get_by_role("heading", name="Periksa, lalu segel")).to_be_visible(timeout=verbs.PATIENCE)
    assert figure(page, "lines-total") == 1
    expect_fine(page)


def forwards(page) -> None:
    page.goto("/debit/penerusan")
    amount = figure(page, "forward-amount")
    expect_fine(page)
    page.get_by_role("button", name="Buat tagihannya").click()
    expect(page).to_have_url(re.compile(r"/tagihan/T\d\d-\w+$"))
    assert figure(page, "bill-amount") == amount
    expect(page.get_by_text("sudah lunas")).to_be_visible()
    page.goto("/debit")
    expect_fine(page)
