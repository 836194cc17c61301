"""Papers wait sealed until the person is saved; what nobody claims is cleaned away; one photograph a person."""

from datetime import timedelta

import pytest
from huey import MemoryHuey

from db.connection import writing
from db.models import Attachment, AuditEvent, Consent, Worker
from kiosk import tasks
from kiosk.domain.clock import today
from kiosk.services import consents, enrolment_papers, loose_papers, photos, safe
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.enrolment import enrol
from kiosk.services.enrolment_papers import EnrolmentPapers
from kiosk.services.loose_papers import LoosePaper, PaperGone
from kiosk.services.once import KeyInUse
from tests.services.at_once import acting
from tests.services.test_enrolment import KEY, entry

FACE, OTHER_FACE, NAME = b"\xff\xd8\xff face", b"\xff\xd8\xff other", b"\x89PNG name"


@pytest.fixture
def rekan(people):
    return acting(people["rekan"])


def sealed_files() -> set[str]:
    folder = safe._folder
    return {str(path.relative_to(folder)) for path in folder.rglob("*.sealed")}


def loose() -> int:
    return Attachment.select().where(Attachment.owner_kind == "lepas").count()


def grow_old(days: int = 2) -> None:
    """As if what is loose had been laid down so many days earlier."""
    with writing():
        for row in list(Attachment.select().where(Attachment.owner_kind == "lepas")):
            row.delete_after -= timedelta(days=days)
            row.save()


def test_photo_and_signature_belong_to_the_person_and_the_consent(petugas):
    papers = EnrolmentPapers(photo=FACE, signature=NAME, consent_note="form. no. 12")
    reg_no = enrol(entry=entry(), client_key=KEY, papers=papers, by=petugas)
    assert photos.photo_of(reg_no=reg_no, by=petugas) == FACE
    worker = Worker.get()
    given = consents.given_by(worker, petugas)
    assert (given.consent.note, given.signed, given.signature) == ("form. no. 12", True, NAME)
    owners = {(row.owner_kind, row.owner_id, row.kind, row.delete_after) for row in Attachment.select()}
    assert owners == {
        ("pekerja", worker.id, "foto", None),
        ("persetujuan", Consent.get().id, "tanda_tangan", None),
    }


def test_nothing_of_a_photo_lies_on_disk_in_clear(petugas):
    enrol(entry=entry(), client_key=KEY, papers=EnrolmentPapers(photo=FACE), by=petugas)
    (row,) = Attachment.select()
    assert FACE not in (safe._folder / row.path).read_bytes()


def test_company_learns_that_somebody_signed_and_does_not_see_it(people, petugas):
    enrol(entry=entry(), client_key=KEY, papers=EnrolmentPapers(signature=NAME), by=petugas)
    given = consents.given_by(Worker.get(), acting(people["mitra"]))
    assert given.signed and given.signature is None


def test_person_without_papers_has_none(petugas):
    reg_no = enrol(entry=entry(), client_key=KEY, by=petugas)
    assert not Attachment.select().exists()
    given = consents.given_by(Worker.get(), petugas)
    assert (given.consent.note, given.signed, given.signature) == (None, False, None)
    with pytest.raises(NotThere):
        photos.photo_of(reg_no=reg_no, by=petugas)


def test_the_same_papers_again_answer_the_same(petugas):
    papers = EnrolmentPapers(photo=FACE, signature=NAME)
    first = enrol(entry=entry(), client_key=KEY, papers=papers, by=petugas)
    assert enrol(entry=entry(), client_key=KEY, papers=papers, by=petugas) == first
    assert Worker.select().count() == 1
    assert Attachment.select().where(Attachment.owner_kind != "lepas").count() == 2


@pytest.mark.parametrize(
    "other",
    [
        EnrolmentPapers(photo=OTHER_FACE, signature=NAME, consent_note="a"),
        EnrolmentPapers(photo=FACE, signature=b"\x89PNG other", consent_note="a"),
        EnrolmentPapers(photo=FACE, signature=NAME, consent_note="b"),
        EnrolmentPapers(signature=NAME, consent_note="a"),
    ],
)
def test_other_papers_under_the_same_key_are_refused(petugas, other):
    enrol(
        entry=entry(),
        client_key=KEY,
        papers=EnrolmentPapers(photo=FACE, signature=NAME, consent_note="a"),
        by=petugas,
    )
    with pytest.raises(KeyInUse):
        enrol(entry=entry(), client_key=KEY, papers=other, by=petugas)


def test_photo_laid_down_before_is_the_same_content_as_the_file(petugas):
    kept = loose_papers.lay_down(FACE, kind=photos.PHOTO, by=petugas)
    assert EnrolmentPapers(photo=kept).content() == EnrolmentPapers(photo=FACE).content()
    first = enrol(entry=entry(), client_key=KEY, papers=EnrolmentPapers(photo=kept), by=petugas)
    assert enrol(entry=entry(), client_key=KEY, papers=EnrolmentPapers(photo=kept), by=petugas) == first
    assert photos.photo_of(reg_no=first, by=petugas) == FACE


def test_aborted_enrolment_leaves_loose_papers_that_are_cleaned_away(petugas, monkeypatch):
    def die(self, **_more):
        raise RuntimeError("in the middle")

    before = sealed_files()
    monkeypatch.setattr(enrolment_papers.OnDisk, "attach", die)
    with pytest.raises(RuntimeError):
        enrol(entry=entry(), client_key=KEY, papers=EnrolmentPapers(photo=FACE, signature=NAME), by=petugas)
    assert not Worker.select().exists() and loose() == 2
    assert loose_papers.delete_left_over() == 0  # not before their day is over
    grow_old()
    assert loose_papers.delete_left_over() == 2
    assert not Attachment.select().exists() and sealed_files() == before


@pytest.mark.parametrize("who", ["rekan", "nobody's id", "other content"])
def test_paper_is_handed_to_its_own_uploader_only(petugas, rekan, who):
    kept = loose_papers.lay_down(FACE, kind=photos.PHOTO, by=rekan if who == "rekan" else petugas)
    wanted = {"rekan": kept, "nobody's id": LoosePaper(999_999, kept.sha256)}.get(who) or LoosePaper(
        kept.id, "0" * 64
    )
    with pytest.raises(PaperGone):
        enrol(entry=entry(), client_key=KEY, papers=EnrolmentPapers(photo=wanted), by=petugas)
    assert not Worker.select().exists()


def test_paper_is_handed_over_once(petugas):
    kept = loose_papers.lay_down(FACE, kind=photos.PHOTO, by=petugas)
    enrol(entry=entry(), client_key=KEY, papers=EnrolmentPapers(photo=kept), by=petugas)
    with pytest.raises(PaperGone):
        enrol(
            entry=entry(2, name="Budi Hartono"),
            client_key="f" * 32,
            papers=EnrolmentPapers(photo=kept),
            by=petugas,
        )
    assert Worker.select().count() == 1


def test_content_is_given_to_its_uploader_also_after_it_was_handed_over(petugas, rekan):
    kept = loose_papers.lay_down(FACE, kind=photos.PHOTO, by=petugas)
    assert loose_papers.content_of(kept, kind=photos.PHOTO, by=petugas) == FACE
    assert loose_papers.content_of(kept, kind=photos.PHOTO, by=rekan) is None
    assert loose_papers.content_of(kept, kind="ktp", by=petugas) is None
    enrol(entry=entry(), client_key=KEY, papers=EnrolmentPapers(photo=kept), by=petugas)
    assert loose_papers.content_of(kept, kind=photos.PHOTO, by=petugas) == FACE


def test_content_whose_file_is_gone_is_none(petugas):
    kept = loose_papers.lay_down(FACE, kind=photos.PHOTO, by=petugas)
    safe.remove_file(Attachment.get_by_id(kept.id).path)
    assert loose_papers.content_of(kept, kind=photos.PHOTO, by=petugas) is None


def test_cleaning_takes_more_than_fits_into_one_transaction(petugas, monkeypatch):
    monkeypatch.setattr(loose_papers, "REMOVED_AT_ONCE", 2)
    for number in range(5):
        loose_papers.lay_down(b"%d" % number, kind=photos.PHOTO, by=petugas)
    grow_old()
    loose_papers.lay_down(b"of today", kind=photos.PHOTO, by=petugas)
    assert loose_papers.delete_left_over() == 5
    assert loose() == 1


def test_cleaning_goes_on_where_the_file_is_gone_already(petugas):
    kept = loose_papers.lay_down(FACE, kind=photos.PHOTO, by=petugas)
    safe.remove_file(Attachment.get_by_id(kept.id).path)
    grow_old()
    assert loose_papers.delete_left_over() == 1


def test_worker_process_cleans_every_hour(petugas):
    loose_papers.lay_down(FACE, kind=photos.PHOTO, by=petugas)
    grow_old()
    huey = MemoryHuey()
    tasks.add_periodic_work(huey)
    (job,) = [task for task in huey._registry.periodic_tasks if task.name == "loose_papers"]
    job.execute()
    assert loose() == 0


def test_newer_photo_replaces_the_older_which_is_cleaned_away(petugas):
    reg_no = enrol(entry=entry(), client_key=KEY, papers=EnrolmentPapers(photo=FACE), by=petugas)
    photos.keep_photo(reg_no=reg_no, photo=OTHER_FACE, client_key="a" * 32, by=petugas)
    assert photos.photo_of(reg_no=reg_no, by=petugas) == OTHER_FACE
    line = AuditEvent.get(AuditEvent.action == "foto.disimpan")
    assert (line.subject, line.user_id) == (reg_no, petugas.user_id)
    grow_old()
    assert loose_papers.delete_left_over() == 1
    assert photos.photo_of(reg_no=reg_no, by=petugas) == OTHER_FACE


def test_photo_sent_twice_is_kept_once(petugas):
    reg_no = enrol(entry=entry(), client_key=KEY, by=petugas)
    for _time in range(2):
        photos.keep_photo(reg_no=reg_no, photo=FACE, client_key="a" * 32, by=petugas)
    assert AuditEvent.select().where(AuditEvent.action == "foto.disimpan").count() == 1
    assert Attachment.select().where(Attachment.owner_kind == "pekerja").count() == 1
    with pytest.raises(KeyInUse):
        photos.keep_photo(reg_no=reg_no, photo=OTHER_FACE, client_key="a" * 32, by=petugas)


def test_stranger_and_auditor_add_no_photo(people, petugas):
    reg_no = enrol(entry=entry(), client_key=KEY, by=petugas)
    for name in ("petugas2", "mitra", "auditor", "donatur"):
        with pytest.raises(NotAllowed):
            photos.keep_photo(reg_no=reg_no, photo=FACE, client_key="a" * 32, by=acting(people[name]))
    with pytest.raises(NotThere):
        photos.keep_photo(reg_no="SMG-0000000-0", photo=FACE, client_key="a" * 32, by=petugas)
    assert not Attachment.select().exists()


def test_frozen_person_gets_no_photo(petugas):
    reg_no = enrol(entry=entry(), client_key=KEY, by=petugas)
    with writing():
        Worker.update(frozen_at=today()).execute()
    with pytest.raises(Refused, match="dibekukan"):
        photos.keep_photo(reg_no=reg_no, photo=FACE, client_key="a" * 32, by=petugas)
