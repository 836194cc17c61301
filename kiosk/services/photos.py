"""The photograph of a worker: one a person, sealed, replaced by a newer one."""

from db.models import Attachment, Worker
from kiosk.domain.words import N_
from kiosk.files.vault import VaultError
from kiosk.services import access, audit, identity_rights, loose_papers, one_worker, safe, standing
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.loose_papers import LoosePaper
from kiosk.services.once import once
from kiosk.services.portions import in_chunks

OWNER, PHOTO = "pekerja", "foto"
MAY_KEEP = ("petugas", "mitra", "admin")
PEOPLE_AT_ONCE = 300

FROZEN = N_(
    "Data orang ini dibekukan, maka fotonya tidak dapat ditambah atau diganti. Buka pembekuannya dulu."
)


def photo_of(*, reg_no: str, by: Actor) -> bytes:
    """The JPEG. Raises NotThere where there is none, NotAllowed."""
    worker = one_worker.seen_by(by, one_worker.numbered(reg_no))
    row = _photos_of(worker.id).order_by(Attachment.id.desc()).first()
    if row is None:
        raise NotThere
    return safe.file_content(row.path, PHOTO)


def photos_of(worker_ids: list[int]) -> dict[int, bytes]:
    """The JPEG of each of these workers who has one that can be opened; for paper that is printed, not for pages."""
    newest: dict[int, str] = {}
    for chunk in in_chunks(worker_ids, PEOPLE_AT_ONCE):
        rows = Attachment.select(Attachment.owner_id, Attachment.path).where(
            Attachment.owner_kind == OWNER, Attachment.owner_id.in_(chunk), Attachment.kind == PHOTO
        )
        newest |= dict(rows.order_by(Attachment.id).tuples())
    opened = {worker_id: _opened(path) for worker_id, path in newest.items()}
    return {worker_id: photo for worker_id, photo in opened.items() if photo}


def _opened(path: str) -> bytes | None:
    """One file that went missing does not keep a whole run from being printed."""
    try:
        return safe.file_content(path, PHOTO)
    except VaultError:
        return None


def has_photo(worker_id: int) -> bool:
    return _photos_of(worker_id).exists()


def may_keep(worker: Worker, by: Actor) -> bool:
    """Of a worker whom this person may see."""
    may = by.role in MAY_KEEP and not worker.merged_into_id and not worker.frozen_at
    return may and not identity_rights.why_not(worker, by)


def keep_photo(*, reg_no: str, photo: bytes, client_key: str, by: Actor) -> None:
    """Keep this JPEG as the worker's photograph. Raises NotThere, NotAllowed, Refused, KeyInUse."""
    worker = one_worker.seen_by(by, one_worker.numbered(reg_no))
    access.require(by.role in MAY_KEEP)
    _refuse_while_held(worker)
    identity_rights.require(worker, by)
    paper = loose_papers.lay_down(photo, kind=PHOTO, by=by)
    once(
        key=client_key,
        purpose="photo",
        content={"worker": reg_no, "photo": paper.sha256},
        by=by,
        make=lambda: _replace(worker, paper, by),
    )


def attach(paper: LoosePaper, *, worker_id: int, by: Actor) -> None:
    """Hand the paper over to the worker, in the caller's transaction. Raises PaperGone."""
    loose_papers.hand_over(paper, owner_kind=OWNER, owner_id=worker_id, by=by)


def let_go(worker_id: int, *, by: Actor) -> None:
    """Leave the photograph to the cleaning, in the caller's transaction: row and file are gone within two days."""
    loose_papers.let_go(owner_kind=OWNER, owner_id=worker_id, kind=PHOTO, by=by)


def _replace(worker: Worker, paper: LoosePaper, by: Actor) -> str:
    let_go(worker.id, by=by)
    attach(paper, worker_id=worker.id, by=by)
    audit.record("foto.disimpan", by=by, kind="pekerja", subject=worker.reg_no)
    return worker.reg_no


def _refuse_while_held(worker: Worker) -> None:
    if worker.merged_into_id:
        raise Refused(standing.MERGED)
    if worker.frozen_at:
        raise Refused(FROZEN)


def _photos_of(worker_id: int):
    return Attachment.select().where(
        Attachment.owner_kind == OWNER, Attachment.owner_id == worker_id, Attachment.kind == PHOTO
    )
