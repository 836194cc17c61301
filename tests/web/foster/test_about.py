"""/asn: what a foster parent does and what it costs, for everybody."""

import re

import time_machine

from tests.ledger_rows import undecided


def said(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2]))


def test_page_says_the_price_of_today_and_the_full_one(stranger, visit):
    with time_machine.travel("2026-11-10 03:00:00"):
        words = said(visit(stranger, "/asn"))
    assert "Saat ini Rp8.400" in words and "Tarif penuh Rp16.800" in words and "ditambah Rp20.000" in words
    assert "Sukarela, dan dapat dicabut kapan saja" in words


def test_both_prices_stand_while_the_cut_is_not_decided(stranger, visit):
    undecided()
    with time_machine.travel("2026-11-10 03:00:00"):
        assert "Rp8.400 atau Rp16.800: potongan untuk uang ASN belum diputuskan" in said(
            visit(stranger, "/asn")
        )


def test_one_clear_press_begins(stranger, visit):
    page = visit(stranger, "/asn").text
    assert page.count('class="button button-primary"') == 1
    assert re.search(r'class="button button-primary" href="/asn/daftar"', page)


def test_a_donor_is_led_to_the_own_page_and_others_read_it(client_for, visit):
    answer = client_for("donatur").get("/asn")
    assert answer.status_code == 303 and answer.location in ("/", "/asn/saya")
    for name in ("petugas", "opd", "admin", "auditor"):
        visit(client_for(name), "/asn")
