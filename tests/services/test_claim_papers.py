"""The papers of a claim and whom one calls about it: sealed, opened for a look that is noted, forgotten in the end."""

from datetime import timedelta

import pytest
import time_machine
from peewee import DatabaseError

from db.connection import writing
from db.models import Attachment, AuditEvent, Claim, ClaimPaper, Worker
from kiosk.domain.clock import today, utc_now
from kiosk.files.evidence import PICTURE, Evidence
from kiosk.services import claim_forgetting, claim_heirs, claim_papers, loose_papers, safe
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.once import KeyInUse
from tests.services.at_once import acting, all_at_once, key
from tests.services.claim_desk import reported, step, told
from tests.services.crowd import crowd, worker

PICTURE_BYTES = b"\xff\xd8\xff foto berkas"


@pytest.fixture
def petugas(people):
    return acting(people["petugas"])


@pytest.fixture
def admin(people):
    return acting(people["admin"])


@pytest.fixture
def claim(petugas) -> Claim:
    return reported(worker(crowd(petugas, 1)[0]), petugas)


def laid_down(claim: Claim, by, code: str = "ktp", *contents: bytes, **other) -> None:
    wish = {
        "no": claim.no,
        "code": code,
        "papers": [Evidence(PICTURE, content) for content in contents or (PICTURE_BYTES,)],
        "instead": False,
        "client_key": key(),
    }
    claim_papers.lay_down(**(wish | other), by=by)


def files_of(claim: Claim, code: str = "ktp") -> list[Attachment]:
    rows = Attachment.select().where(Attachment.owner_kind == "klaim", Attachment.owner_id == claim.id)
    return list(rows.where(Attachment.kind == code).order_by(Attachment.id))


def noted(claim: Claim, by, **other) -> None:
    wish = {"name": "Siti Aminah", "relation": "spouse", "phone": "6281234567890", "client_key": key()}
    claim_heirs.note(no=claim.no, **(wish | other), by=by)


def actions(claim: Claim) -> list[str]:
    rows = AuditEvent.select().where(AuditEvent.subject == claim.no).order_by(AuditEvent.id)
    return [row.action for row in rows if "berkas" in row.action or "keluarga" in row.action]


def test_list_is_that_of_the_kind_and_counts_what_is_needed(claim, petugas):
    listed = claim_papers.papers_of(claim, petugas)
    codes = [line.paper.code for line in listed.lines]
    assert codes[0] == "lapor-tahap-1" and "akta-kematian" not in codes and "laporan-polisi" in codes
    assert (listed.there, listed.needed) == (0, sum(line.paper.needed for line in listed.lines))
    laid_down(claim, petugas)
    laid_down(claim, petugas, "laporan-polisi")
    assert claim_papers.papers_of(claim, petugas).there == 1  # the police report is not needed of everybody


def test_list_of_a_death_asks_for_other_papers(petugas):
    claim = reported(worker(crowd(petugas, 1)[0]), petugas, "death")
    codes = [line.paper.code for line in claim_papers.papers_of(claim, petugas).lines]
    assert "akta-kematian" in codes and "lapor-tahap-1" not in codes


def test_only_what_a_source_confirms_is_said_without_doubt():
    unconfirmed = [row for row in ClaimPaper.select() if "[BG]" in row.source]
    assert len(unconfirmed) == ClaimPaper.select().count() - 1
    assert all("perlu dipastikan" in row.source for row in unconfirmed)
    assert ClaimPaper.get(ClaimPaper.code == "lapor-tahap-1").source == "DOMAIN 1.7 [W38, W39]"


def test_photograph_rests_sealed_and_each_look_is_noted(claim, petugas, admin):
    laid_down(claim, petugas)
    [row] = files_of(claim)
    assert safe.has_file(row.path) and row.delete_after is None
    for by in (petugas, admin):
        assert claim_papers.open_paper(no=claim.no, number=row.id, by=by) == (PICTURE_BYTES, "image/jpeg")
    assert actions(claim) == ["klaim.berkas_disimpan", *["klaim.berkas_dibuka"] * 2]
    laid_down(claim, petugas, "kronologi", b"%PDF-1.7 surat")
    [letter] = files_of(claim, "kronologi")
    assert claim_papers.open_paper(no=claim.no, number=letter.id, by=admin)[1] == "application/pdf"


def test_replaced_the_old_is_gone_and_added_it_stands_beside(claim, petugas):
    laid_down(claim, petugas)
    laid_down(claim, petugas, "ktp", b"\xff\xd8\xff dua")
    assert len(files_of(claim)) == 2
    laid_down(claim, petugas, "ktp", b"\xff\xd8\xff tiga", instead=True)
    [row] = files_of(claim)
    assert claim_papers.open_paper(no=claim.no, number=row.id, by=petugas)[0].endswith(b"tiga")
    paths = [one.path for one in Attachment.select().where(Attachment.owner_kind == "lepas")]
    with time_machine.travel(utc_now() + timedelta(days=3)):
        loose_papers.delete_left_over()
    assert len(paths) == 2 and not any(safe.has_file(path) for path in paths)


def test_taken_away_it_is_there_no_more(claim, petugas):
    laid_down(claim, petugas)
    [row] = files_of(claim)
    claim_papers.remove(no=claim.no, number=row.id, by=petugas)
    assert files_of(claim) == [] and claim_papers.papers_of(claim, petugas).there == 0
    for act in (claim_papers.remove, claim_papers.open_paper):
        with pytest.raises(NotThere):
            act(no=claim.no, number=row.id, by=petugas)
    assert actions(claim)[-1] == "klaim.berkas_dibuang"


def test_sent_twice_it_is_kept_once_and_no_more_than_fits(claim, petugas):
    same = key()
    for _ in range(2):
        laid_down(claim, petugas, client_key=same)
    assert len(files_of(claim)) == 1
    with pytest.raises(KeyInUse):
        laid_down(claim, petugas, "ktp", b"\xff\xd8\xff lain", client_key=same)
    answers = all_at_once([lambda: laid_down(claim, petugas, "ktp", *[PICTURE_BYTES] * 3)] * 3)
    assert [type(one).__name__ for one in answers].count("Refused") == 2
    assert len(files_of(claim)) == 4


def test_paper_of_another_claim_or_of_no_list_is_not_there(claim, petugas):
    other = reported(worker(crowd(petugas, 1, numbered=2)[0]), petugas)
    laid_down(other, petugas)
    [row] = files_of(other)
    with pytest.raises(NotThere):
        claim_papers.open_paper(no=claim.no, number=row.id, by=petugas)
    for code in ("akta-kematian", "tidak-ada"):
        with pytest.raises(NotThere):
            laid_down(claim, petugas, code)


def test_auditor_reads_that_it_is_there_and_strangers_nothing(claim, petugas, people):
    laid_down(claim, petugas)
    noted(claim, petugas)
    [row] = files_of(claim)
    auditor = acting(people["auditor"])
    listed = claim_papers.papers_of(claim, auditor)
    assert (listed.there, listed.opens, listed.may_change) == (1, False, False)
    shown = claim_heirs.masked(claim, auditor)
    assert not shown.may_open and not shown.may_change
    for name in ("auditor", "petugas2", "mitra", "donatur", "opd"):
        by = acting(people[name])
        for act in (
            lambda by=by: claim_papers.open_paper(no=claim.no, number=row.id, by=by),
            lambda by=by: laid_down(claim, by),
            lambda by=by: claim_heirs.open_contact(no=claim.no, by=by),
            lambda by=by: noted(claim, by),
            lambda by=by: claim_heirs.remove(no=claim.no, by=by),
            lambda by=by: claim_papers.remove(no=claim.no, number=row.id, by=by),
        ):
            with pytest.raises(NotAllowed):
                act()
    claim_papers.open_paper(no=claim.no, number=row.id, by=acting(people["rekan"]))
    assert claim_heirs.open_contact(no=claim.no, by=acting(people["rekan"])).name == "Siti Aminah"


def test_contact_rests_sealed_and_is_shown_masked(claim, petugas):
    noted(claim, petugas)
    row = Claim.get_by_id(claim.id)
    assert b"Siti" not in bytes(row.heir_name_sealed) and b"6281" not in bytes(row.heir_phone_sealed)
    shown = claim_heirs.masked(row, petugas)
    assert (shown.called, shown.relation, shown.phone) == ("S. A.", "Suami atau istri", "0812•••••890")
    contact = claim_heirs.open_contact(no=claim.no, by=petugas)
    assert (contact.name, contact.phone) == ("Siti Aminah", "0812-3456-7890")
    person = Worker.get_by_id(claim.worker_id)
    assert person.name not in contact.words and "Rp" not in contact.words and claim.no in contact.words
    assert actions(claim) == ["klaim.keluarga_dicatat", "klaim.keluarga_dibuka"]
    told_of = "".join(str(line.detail) for line in AuditEvent.select())
    assert "Siti" not in told_of and "81234567890" not in told_of


def test_contact_is_replaced_and_taken_out(claim, petugas):
    noted(claim, petugas)
    noted(claim, petugas, name="Budi", relation="child", phone="")
    contact = claim_heirs.open_contact(no=claim.no, by=petugas)
    assert (contact.name, contact.phone) == ("Budi", "")
    for _ in range(2):
        claim_heirs.remove(no=claim.no, by=petugas)
    assert actions(claim).count("klaim.keluarga_dihapus") == 1
    with pytest.raises(NotThere):
        claim_heirs.open_contact(no=claim.no, by=petugas)


def test_closed_as_wrong_nothing_is_added_any_more(claim, petugas):
    laid_down(claim, petugas)
    [row] = files_of(claim)
    claim = step(claim, petugas, "closed_wrong", note="Orang lain.")
    assert not claim_papers.papers_of(claim, petugas).may_change
    for act in (
        lambda: laid_down(claim, petugas),
        lambda: noted(claim, petugas),
        lambda: claim_papers.remove(no=claim.no, number=row.id, by=petugas),
    ):
        with pytest.raises(Refused):
            act()


def test_some_time_after_its_end_the_bytes_are_deleted_and_one_reads_what_was_there(claim, petugas):
    laid_down(claim, petugas)
    noted(claim, petugas)
    [row] = files_of(claim)
    path = row.path
    with time_machine.travel(utc_now() + timedelta(days=400)):
        assert claim_forgetting.delete_old() == 0  # still open
    claim = told(claim, petugas)
    claim = step(claim, petugas, "refused", note="Bukan kecelakaan kerja.")
    with time_machine.travel(utc_now() + timedelta(days=364)):
        assert claim_forgetting.delete_old() == 0
    with time_machine.travel(utc_now() + timedelta(days=366)):
        assert claim_forgetting.delete_old() == 1 and claim_forgetting.delete_old() == 0
        day = today()
        loose_papers.delete_left_over()
    assert not safe.has_file(path)
    listed = claim_papers.papers_of(claim, petugas)
    [file] = next(line for line in listed.lines if line.paper.code == "ktp").files
    assert file.deleted_on == day and listed.there == 1
    with pytest.raises(NotThere):
        claim_papers.open_paper(no=claim.no, number=row.id, by=petugas)
    assert Claim.get_by_id(claim.id).heir_name_sealed is None
    assert AuditEvent.get(AuditEvent.action == "klaim.berkas_dihapus").detail == {"jumlah": 1}


def test_what_happened_is_wiped_with_the_rest_and_cannot_be_edited_before(petugas):
    claim = reported(worker(crowd(petugas, 1)[0]), petugas, told="Jatuh dari becak.")
    for values in ({"told_sealed": None}, {"told_sealed": b"lain"}):
        with pytest.raises(DatabaseError), writing():
            Claim.update(values).where(Claim.id == claim.id).execute()
    claim = step(claim, petugas, "closed_wrong", note="Orang lain.")
    with pytest.raises(DatabaseError), writing():
        Claim.update(told_sealed=b"lain").where(Claim.id == claim.id).execute()
    with time_machine.travel(utc_now() + timedelta(days=364)):
        assert claim_forgetting.delete_old() == 0
    with time_machine.travel(utc_now() + timedelta(days=366)):
        assert claim_forgetting.delete_old() == 1 and claim_forgetting.delete_old() == 0
        day = today()
    wiped = Claim.get_by_id(claim.id)
    assert (wiped.told_sealed, wiped.told_deleted_on, wiped.no) == (None, day, claim.no)
    assert AuditEvent.get(AuditEvent.action == "klaim.berkas_dihapus").detail == {"jumlah": 0}
