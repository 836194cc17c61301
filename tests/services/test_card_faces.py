"""What the file of a print run says of a person, and whom it never names."""

import re
from io import BytesIO

import pytest
from pypdfium2 import PdfDocument

from db.models import Card, Worker
from kiosk.domain.clock import months_from
from kiosk.services import ledger, safe, worker_flags
from kiosk.services.acting import Actor
from kiosk.services.cards import card_pdf
from kiosk.services.print_run_files import part_pdf
from kiosk.services.print_runs import print_cards
from tests.ledger_rows import planned_months, somebody
from tests.services.at_once import key, nik
from tests.services.crowd import crowd

KPJ, PHONE = "26000123456", "6281234567890"
DONOR = "Dermawati Puspita"


def fronts_of(by: Actor, *reg_nos: str) -> list[str]:
    """Printed anew: what each front says."""
    return words_on(part_pdf(no=print_cards(client_key=key(), by=by, reg_nos=reg_nos), by=by))[::2]


def words_on(pdf: bytes) -> list[str]:
    """Side by side, blanks for line ends."""
    sides = (page.get_textpage().get_text_bounded() for page in PdfDocument(BytesIO(pdf)))
    return [" ".join(side.split()) for side in sides]


def fund(by: str, kind: str) -> None:
    """Everybody's next three months, by one funder of this name."""
    funder = somebody(kind, by)
    for worker in Worker.select():
        planned_months(worker, months_from(ledger.first_open_month(), 3), funder=funder)


def test_kpj_is_printed_where_it_is_known_and_awaited_where_not(petugas):
    without, known = crowd(petugas, 2)
    Worker.update(kpj_sealed=safe.seal(KPJ, safe.KPJ)).where(Worker.reg_no == known).execute()
    said = dict(zip((without, known), fronts_of(petugas, without, known), strict=True))
    assert without in said[without] and known in said[known]
    assert "menunggu KPJ" in said[without] and KPJ not in said[without]
    assert KPJ in said[known] and "menunggu KPJ" not in said[known]


def test_no_kpj_is_awaited_for_whom_bpjs_has_refused_until_that_is_mended(petugas, admin):
    (reg_no,) = crowd(petugas, 1)
    worker_flags.raise_flags(worker_flags.BPJS_REJECTED, {Worker.get().id: "NIK tidak padan"}, by=admin)
    front = fronts_of(petugas, reg_no)[0]
    assert "menunggu KPJ" not in front and "belum ada" in front.partition("Nomor KPJ")[2]
    worker_flags.settle(worker_id=Worker.get().id, kind=worker_flags.BPJS_REJECTED, by=admin)
    front, _back = words_on(card_pdf(serial=Card.get().serial, by=petugas))
    assert "menunggu KPJ" in front


def test_kpj_that_comes_after_the_card_was_made_is_on_its_next_file(petugas):
    assert "menunggu KPJ" in fronts_of(petugas, *crowd(petugas, 1))[0]
    Worker.update(kpj_sealed=safe.seal(KPJ, safe.KPJ)).execute()
    front, _back = words_on(card_pdf(serial=Card.get().serial, by=petugas))
    assert KPJ in front and "menunggu KPJ" not in front


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("asn", "ASN orang tua asuh"),
        ("apbd", "Pemerintah Kota (APBD)"),
        ("dbhcht", "Pemerintah Kota (DBHCHT)"),
        ("mandiri", "iuran sendiri"),
    ],
)
def test_card_says_what_kind_of_funder_pays_and_never_a_donor_s_name(petugas, kind, words):
    numbers = crowd(petugas, 1)
    fund(DONOR, kind)
    run = print_cards(client_key=key(), by=petugas, reg_nos=numbers)
    sides = words_on(part_pdf(no=run, by=petugas)) + words_on(card_pdf(serial=Card.get().serial, by=petugas))
    assert words in sides[0] and words in sides[2]
    assert not any(part in side for part in DONOR.split() for side in sides)


def test_company_that_pays_is_named(petugas):
    numbers = crowd(petugas, 1)
    fund(DONOR, "csr")
    assert DONOR in fronts_of(petugas, *numbers)[0]


def test_neither_nik_nor_phone_is_in_the_file(petugas):
    run = print_cards(client_key=key(), by=petugas, reg_nos=crowd(petugas, 2))
    sides = words_on(part_pdf(no=run, by=petugas))
    assert len(sides) == 4 and not any(long_figures(side) for side in sides)
    assert f"{nik(1)[:4]}••••••••{nik(1)[-4:]}" in sides[0]


@pytest.mark.parametrize("secret", [nik(1), PHONE])
def test_nik_or_phone_in_the_file_is_seen_when_planted(petugas, secret):
    numbers = crowd(petugas, 1)
    fund(secret, "csr")
    assert long_figures(fronts_of(petugas, *numbers)[0]) == [secret]


def long_figures(said: str) -> list[str]:
    """Longer than what a mask leaves of a NIK; a KPJ is one, and these people have none."""
    return re.findall(r"\d{9,}", said)
