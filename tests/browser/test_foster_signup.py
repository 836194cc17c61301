"""A civil servant signs up on a phone in the office: of five short steps these are two, and the link."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.sight import PHONE, expect_accessible, sideways

PASSWORD = "kuda-nil-lampu-tujuh"


@pytest.fixture
def phone(new_context):
    return new_context(viewport=PHONE).new_page()


def expect_fine(page) -> None:
    assert sideways(page) == []
    expect_accessible(page)


def heading(page):
    return page.get_by_role("heading", level=1)


def mengisi_diri(page, nama: str = "Ratna Kusumawati") -> None:
    page.get_by_label("Nama lengkap").fill(nama)
    page.locator("input[name=status_asn][value=pns]").check()
    page.get_by_label("NIP", exact=True).fill("197807152005012011")
    page.get_by_label("NIK", exact=True).fill("3374015507780003")
    page.get_by_role("button", name="Simpan dan lanjut").click()


def mengisi_kontak(page, surel: str, opd: str = "DISKOMINFO") -> None:
    page.get_by_label("Jabatan").fill("Analis Kebijakan")
    page.get_by_label("OPD").select_option(opd)
    page.get_by_label("Nomor HP").fill("0812-3456-7890")
    page.get_by_label("Alamat surel").fill(surel)
    page.get_by_role("button", name="Simpan dan kirim tautan").click()


def test_a_civil_servant_signs_up_on_a_phone(phone):
    page, surel = phone, f"ratna{uuid4().hex[:8]}@asn.test"
    page.goto("/asn")
    expect_fine(page)
    page.get_by_role("link", name="Mulai daftar").first.click()
    page.get_by_role("button", name="Simpan dan lanjut").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect_fine(page)
    mengisi_diri(page)
    expect(page.locator(".steps-words")).to_contain_text("Langkah 2 dari 5")
    expect_fine(page)
    mengisi_kontak(page, surel)
    expect(heading(page)).to_have_text("Periksa surel Anda")
    expect_fine(page)
    page.get_by_role("link", name="Buka tautan contoh").click()
    expect(heading(page)).to_have_text("Buat kata sandi")
    expect_fine(page)
    page.get_by_label("Kata sandi baru", exact=True).fill(PASSWORD)
    page.get_by_label("Ulangi kata sandi baru").fill(PASSWORD)
    page.get_by_role("button", name="Buat akun dan lanjut").click()
    expect(page).to_have_url(re.compile(r"/asn/daftar/pekerja$"))
    page.goto("/asn/saya/data")
    expect(page.get_by_text("3374••••••••0003")).to_be_visible()
    expect_fine(page)


def test_what_was_typed_waits_for_the_next_visit_and_works_without_a_script(without_script):
    page = without_script
    page.set_viewport_size(PHONE)
    page.goto("/asn/daftar")
    mengisi_diri(page, nama="Budi Santoso")
    expect(heading(page)).to_have_text("Tempat kerja dan kontak")
    page.context.clear_cookies(name="payung")  # the browser was closed
    page.goto("/asn/daftar")
    expect(heading(page)).to_have_text("Tempat kerja dan kontak")
    page.get_by_role("link", name="Siapa Anda").first.click()
    expect(page.get_by_label("Nama lengkap")).to_have_value("Budi Santoso")
    expect(page.get_by_label("NIK", exact=True)).to_have_value("")
    page.get_by_role("button", name="Mulai dari awal").click()
    expect(page.get_by_label("Nama lengkap")).to_have_value("")
