"""Calling people whose cover ends: a network that drops loses nothing of what was noted, and the number stays put."""

import re

from playwright.sync_api import Page, expect

from tests.browser import verbs


def test_note_of_a_call_stays_when_the_network_drops(page: Page):
    verbs.petugas_masuk(page)
    page.goto("/berakhir")
    page.locator(".calling summary").first.click()
    calling = page.locator(".calling").first
    calling.get_by_role("button", name="Tampilkan nomor").click()
    expect(calling.locator(".phone-number")).to_have_text(re.compile(r"\d{4}-\d{3,4}"))
    calling.locator("select[name=outcome]").select_option("no_answer")
    calling.locator("input[name=note]").fill("Anaknya yang mengangkat")
    page.context.set_offline(True)
    calling.get_by_role("button", name="Catat").click()
    expect(page.locator("#notice")).to_contain_text("Sambungan internet terputus")
    expect(calling.locator("input[name=note]")).to_have_value("Anaknya yang mengangkat")
    page.context.set_offline(False)
    calling.get_by_role("button", name="Catat").click()
    expect(page.locator("body")).to_contain_text("dicoba 1×, terakhir: Tidak menjawab")
    page.locator(".calling summary").first.click()
    expect(page.locator(".calling").first).to_contain_text("Anaknya yang mengangkat")
