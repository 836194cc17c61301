"""Copies of bank book and KTP: marked before they are sealed, replaced by newer ones, gone once all is settled."""

from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
import time_machine
from PIL import Image

from db.models import Attachment, AuditEvent, Donor
from kiosk.domain.clock import today, utc_now
from kiosk.files import evidence, watermarks
from kiosk.files.evidence import Evidence
from kiosk.services import accounts, holds, loose_papers, mandate_copies, mandate_papers, mandates, safe
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.once import KeyInUse
from tests.services import asn_desk, mandate_desk
from tests.services.at_once import key

pytestmark = pytest.mark.usefixtures("people")
PHOTO = Evidence(evidence.PICTURE, mandate_desk.picture("JPEG"))


@pytest.fixture
def ratna() -> Donor:
    return asn_desk.donor()


def add(mandate, copies=None, **more) -> None:
    said = {"copies": copies or {"ktp": PHOTO, "buku_rekening": PHOTO}, "client_key": key()} | more
    mandate_copies.add(no=mandate.no, by=asn_desk.acting(mandate.donor), **said)


def copy_of(kind: str) -> Attachment:
    mine = Attachment.owner_kind == mandate_papers.OWNER
    return Attachment.get(Attachment.kind == kind, mine, Attachment.path != "")


def kept(kind: str) -> bytes:
    row = copy_of(kind)
    return safe.file_content(row.path, row.kind)


def files_on_disk() -> set[str]:
    """Every sealed file of the store."""
    folder = safe.handed_on()[1] / safe.SEALED_FILES
    return {str(file) for file in folder.rglob("*") if file.is_file()}


def test_a_photograph_is_marked_before_it_is_kept(ratna):
    mandate = asn_desk.signed(ratna)
    add(mandate)
    assert kept("ktp_foto") == watermarks.marked(PHOTO.content, mandate_copies.purpose_of(mandate.no))
    assert Image.open(BytesIO(kept("ktp_foto"))).size == (640, 420)
    assert mandate.no in mandate_copies.purpose_of(mandate.no)
    assert mandate_papers.missing_of(mandate) == []


def test_a_pdf_is_drawn_anew_with_its_mark(ratna):
    mandate = asn_desk.signed(ratna)
    sent = watermarks.pdf_of([mandate_desk.picture("JPEG")] * 2)
    add(mandate, {"buku_rekening": Evidence(evidence.PDF, sent)})
    assert len(pypdfium2.PdfDocument(kept("buku_rekening_pdf"))) == 2
    assert kept("buku_rekening_pdf") != sent
    assert mandate_papers.missing_of(mandate) == ["ktp"]


def test_a_pdf_of_many_pages_is_refused_and_nothing_is_kept(ratna):
    mandate = asn_desk.signed(ratna)
    sent = watermarks.pdf_of([mandate_desk.picture("JPEG")] * 5)
    with pytest.raises(Refused, match="4 halaman"):
        add(mandate, {"ktp": Evidence(evidence.PDF, sent)})
    assert mandate_papers.copies_of(mandate) == {}


def test_a_pdf_page_of_an_absurd_size_is_refused_with_what_to_do(ratna):
    mandate, before = asn_desk.signed(ratna), files_on_disk()
    document, sent = pypdfium2.PdfDocument.new(), BytesIO()
    document.new_page(0.01, 0.01)
    document.save(sent)
    with pytest.raises(Refused, match="lebih kecil dari 5 cm"):
        add(mandate, {"ktp": Evidence(evidence.PDF, sent.getvalue())})
    assert files_on_disk() == before


def test_a_newer_copy_takes_the_place_of_the_older(ratna):
    mandate = asn_desk.signed(ratna)
    add(mandate)
    other = Evidence(evidence.PICTURE, mandate_desk.picture("JPEG", colour="yellow"))
    add(mandate, {"ktp": other})
    assert kept("ktp_foto") == watermarks.marked(other.content, mandate_copies.purpose_of(mandate.no))


def test_a_copy_that_was_replaced_is_deleted_at_once_and_stays_known(ratna):
    mandate, before = asn_desk.signed(ratna), files_on_disk()
    add(mandate)
    old = copy_of("ktp_foto")
    pages = watermarks.pdf_of([mandate_desk.picture("JPEG")])
    add(mandate, {"ktp": Evidence(evidence.PDF, pages)})
    assert len(files_on_disk() - before) == 2 and not safe.has_file(old.path)
    row = Attachment.get_by_id(old.id)
    assert (row.path, row.sha256, row.delete_after) == ("", old.sha256, today())
    assert row.note.startswith(f"{ratna.user_id} ")
    assert mandate_papers.copies_of(mandate)["ktp"].form == "pdf"


@pytest.mark.parametrize("settle", ["verify", "refuse", "revoke"])
def test_once_it_is_settled_nothing_of_it_is_on_disk(ratna, settle):
    mandate, before = asn_desk.signed(ratna), files_on_disk()
    for colour in ("white", "yellow", "pink"):
        photo = Evidence(evidence.PICTURE, mandate_desk.picture("JPEG", colour=colour))
        add(mandate, {"ktp": photo, "buku_rekening": photo})
    by, no = asn_desk.secretary(), mandate.no
    {
        "verify": lambda: mandates.verify(no=no, by=by),
        "refuse": lambda: mandates.refuse(no=no, why="NIP keliru.", by=by),
        "revoke": lambda: mandates.revoke(no=no, on=today(), why="own_request", by=asn_desk.acting(ratna)),
    }[settle]()
    assert files_on_disk() == before
    assert Attachment.select().where(Attachment.owner_kind == loose_papers.LOOSE).count() == 0


def test_copies_of_one_whose_time_ran_out_go_with_the_cleaning_of_the_hour(ratna):
    mandate, before = asn_desk.signed(ratna), files_on_disk()
    add(mandate)
    with time_machine.travel(utc_now() + timedelta(days=32), tick=False):
        holds.release_expired()
        assert mandate_papers.delete_settled() == 2
        assert mandate_papers.delete_settled() == 0
        loose_papers.delete_left_over()
    assert files_on_disk() == before


def test_what_cannot_be_added_stays_nowhere(ratna):
    mandate, before = asn_desk.signed(ratna), files_on_disk()
    with pytest.raises(Refused):
        add(mandate, {"ktp": PHOTO, "buku_rekening": Evidence(evidence.PDF, b"%PDF-1.7 bukan PDF")})
    assert files_on_disk() == before


def test_sent_twice_it_is_added_once(ratna):
    mandate, same, before = asn_desk.signed(ratna), key(), files_on_disk()
    add(mandate, client_key=same)
    add(mandate, client_key=same)
    assert len(files_on_disk() - before) == 2
    assert AuditEvent.select().where(AuditEvent.action == "kuasa.berkas_ditambah").count() == 2
    with pytest.raises(KeyInUse):
        add(mandate, {"ktp": PHOTO}, client_key=same)


def test_only_the_donor_adds_and_only_while_it_waits(ratna, people):
    mandate = asn_desk.signed(ratna)
    for by in (asn_desk.acting(asn_desk.donor()), asn_desk.secretary(), accounts.acting(people["admin"])):
        with pytest.raises(NotAllowed):
            mandate_copies.add(no=mandate.no, copies={"ktp": PHOTO}, client_key=key(), by=by)
    mandates.verify(no=mandate.no, by=asn_desk.secretary(), papers_seen=True)
    with pytest.raises(Refused, match="sudah selesai diperiksa"):
        add(mandate)


def test_who_checks_opens_them_and_is_noted_the_auditor_and_strangers_do_not(ratna, people):
    mandate = asn_desk.signed(ratna)
    add(mandate)
    for by in (asn_desk.secretary(), accounts.acting(people["admin"]), asn_desk.acting(ratna)):
        assert mandate_papers.open_copy(no=mandate.no, what="ktp", by=by) == (kept("ktp_foto"), "image/jpeg")
    assert AuditEvent.select().where(AuditEvent.action == "kuasa.berkas_dibuka").count() == 3
    for by in (
        accounts.acting(people["auditor"]), asn_desk.secretary("DISNAKER"), asn_desk.acting(asn_desk.donor()),
        accounts.acting(people["petugas"]),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            mandate_papers.open_copy(no=mandate.no, what="ktp", by=by)
    with pytest.raises(NotThere):
        mandate_papers.open_copy(no=mandate.no, what="lain", by=asn_desk.secretary())


def test_verified_nobody_opens_them_any_more(ratna):
    mandate = asn_desk.signed(ratna)
    add(mandate)
    path = Attachment.get(Attachment.kind == "ktp_foto").path
    mandates.verify(no=mandate.no, by=asn_desk.secretary())
    assert not safe.has_file(path)
    with pytest.raises(NotThere):
        mandate_papers.open_copy(no=mandate.no, what="ktp", by=asn_desk.secretary())
