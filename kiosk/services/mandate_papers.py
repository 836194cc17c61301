"""The copies that come with a mandate (bank book and KTP), sealed with a watermark that names their only purpose. Once
the mandate is settled their bytes are gone; that they were there, their fingerprint and who looked stays."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from db.connection import writing
from db.models import Attachment, Mandate
from kiosk.domain import mandates
from kiosk.domain.clock import today, utc_now
from kiosk.domain.words import N_
from kiosk.services import access, audit, loose_papers, mandate_lookup, safe
from kiosk.services.acting import SYSTEM, Actor, NotThere, Refused
from kiosk.services.loose_papers import LOOSE, LoosePaper

OWNER = "surat_kuasa"
BANK_BOOK, KTP = COPIES = ("buku_rekening", "ktp")
TITLES = {BANK_BOOK: N_("Salinan buku rekening"), KTP: N_("Salinan KTP")}
PDF, PICTURE = "pdf", "foto"
MIMETYPES = {PDF: "application/pdf", PICTURE: "image/jpeg"}
TAKES = (mandates.DRAFT, mandates.SIGNED)

TOO_LATE = N_("Surat kuasa ini sudah selesai diperiksa, maka berkas tidak dapat ditambahkan lagi.")


@dataclass(frozen=True)
class Copy:
    """`what` is one of COPIES, `form` PDF or PICTURE. `deleted_on` is None while its bytes are there; `checked_by` is
    the account of who settled the mandate then."""

    what: str
    form: str
    sha256: str
    added_at: datetime
    deleted_on: date | None
    checked_by: int | None


def copies_of(mandate: Mandate) -> dict[str, Copy]:
    """By what they are; one query. For who may see the mandate."""
    rows = sorted(_rows(mandate), key=lambda row: (bool(row.path), row.id))  # one that is there counts
    return {row.kind.rpartition("_")[0]: _copy(row) for row in rows}


def missing_of(mandate: Mandate) -> list[str]:
    """Which of COPIES nobody has added yet, or has to add again."""
    return lacking_among(copies_of(mandate))


def lacking_among(copies: Mapping[str, Copy]) -> list[str]:
    """Which of COPIES are not there, or are there no more."""
    return [what for what in COPIES if what not in copies or copies[what].deleted_on]


def missing_among(mandate_ids: Collection[int]) -> dict[int, list[str]]:
    """The same for each of these mandates, one query."""
    rows = _copies().where(Attachment.owner_id.in_(list(mandate_ids)), Attachment.path != "")
    there = {(row.owner_id, row.kind.rpartition("_")[0]) for row in rows}
    return {one: [what for what in COPIES if (one, what) not in there] for one in mandate_ids}


def lay_down(content: bytes, *, what: str, form: str, by: Actor) -> LoosePaper:
    """Seal a copy that carries its watermark (files/watermarks) to disk, before the form it came with is saved."""
    return loose_papers.lay_down(content, kind=f"{what}_{form}", by=by)


def attach(mandate: Mandate, paper: LoosePaper, *, what: str, by: Actor) -> None:
    """In the caller's transaction, which holds the mandate; an earlier copy of the same is deleted as in delete_all.
    Raises PaperGone, Refused once the mandate is settled."""
    if mandate.state not in TAKES:
        raise Refused(TOO_LATE)
    _delete(_rows(mandate).where(Attachment.kind.in_(_kinds(what))), by)
    loose_papers.hand_over(paper, owner_kind=OWNER, owner_id=mandate.id, by=by)
    audit.record("kuasa.berkas_ditambah", by=by, kind=OWNER, subject=mandate.no, berkas=what)


def open_copy(*, no: str, what: str, by: Actor) -> tuple[bytes, str]:
    """Its content and its mimetype, for who checks the mandate (department, admin) and for its donor; whoever looks is
    noted. Raises NotThere where it is not, or is deleted; NotAllowed."""
    mandate = mandate_lookup.seen_by(by, no)
    access.require(mandate_lookup.may_check(by, mandate) or mandate_lookup.is_own(by, mandate))
    row = _rows(mandate).where(Attachment.kind.in_(_kinds(what)), Attachment.path != "").first()
    if row is None:
        raise NotThere
    content = safe.file_content(row.path, row.kind)
    with writing():
        audit.record("kuasa.berkas_dibuka", by=by, kind=OWNER, subject=no, berkas=what)
    return content, MIMETYPES[row.kind.rpartition("_")[2]]


def delete_all(mandate: Mandate, *, by: Actor) -> None:
    """In the caller's transaction: from its end on nobody opens them any more. The files themselves lie loose and
    overdue then; whoever calls removes them after the transaction (loose_papers.delete_left_over), else the cleaning of
    the hour does."""
    _delete(_rows(mandate), by)


def delete_settled() -> int:
    """Delete what a mandate left that ended by itself: its time ran out, or the last of its people is gone. The files
    lie loose and overdue then; answers with how many."""
    over = Mandate.select(Mandate.id).where(Mandate.state.not_in(TAKES))
    with writing():
        return _delete(_copies().where(Attachment.owner_id.in_(over)), SYSTEM)


def deleted_of(mandate: Mandate):
    """The query of those whose bytes are gone (mandate_copy_traces)."""
    return _rows(mandate).where(Attachment.path == "")


def _delete(query, by: Actor) -> int:
    rows = list(query.where(Attachment.path != ""))
    overdue = today() - timedelta(days=1)
    for row in rows:
        Attachment.create(
            owner_kind=LOOSE, owner_id=row.created_by_id, kind=row.kind, sha256=row.sha256, path=row.path,
            created_by=row.created_by_id, delete_after=overdue,
        )  # fmt: skip
    gone = {"path": "", "delete_after": today(), "note": f"{by.user_id or ''} {utc_now():%Y-%m-%dT%H:%M:%S}"}
    Attachment.update(gone).where(Attachment.id.in_([row.id for row in rows])).execute()
    return len(rows)


def _rows(mandate: Mandate):
    return _copies().where(Attachment.owner_id == mandate.id)


def _copies():
    kinds = [kind for what in COPIES for kind in _kinds(what)]
    return Attachment.select().where(Attachment.owner_kind == OWNER, Attachment.kind.in_(kinds))


def _kinds(what: str) -> list[str]:
    return [f"{what}_{form}" for form in MIMETYPES] if what in COPIES else []


def _copy(row: Attachment) -> Copy:
    what, _, form = row.kind.rpartition("_")
    checker = row.note.partition(" ")[0] if not row.path else ""
    deleted_on = None if row.path else row.delete_after
    return Copy(what, form, row.sha256, row.created_at, deleted_on, int(checker) if checker else None)
