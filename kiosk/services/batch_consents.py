"""The signed list of a batch: who still has to sign, and the papers a company lays down. It does not hold a batch up:
consent counts when each person confirms it at the hand-over of the card."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.connection import held, writing
from db.models import Attachment, Batch, Bill, User
from kiosk.domain.clock import today
from kiosk.domain.words import N_
from kiosk.files.evidence import MIMETYPES, PDF, Evidence
from kiosk.services import access, audit, loose_papers, safe
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.batch_ends import still_serves
from kiosk.services.batches import batch_seen_by
from kiosk.services.loose_papers import DAYS_KEPT, LOOSE, LoosePaper
from kiosk.services.once import once

OWNER = "batch_persetujuan"
MOST_AT_ONCE, MOST_IN_ALL = 10, 60

TOO_MANY = N_(
    "Satu batch menyimpan paling banyak %(most)s berkas daftar yang ditandatangani, dan sudah ada %(count)s. Gabungkan "
    "halamannya menjadi satu PDF, lalu unggah lagi."
)
WITHDRAWN = N_("Batch ini dibatalkan dan tidak menanggung siapa pun lagi: daftarnya tidak diunggah lagi.")
BILLED = N_(
    "Batch ini sudah ditagih, maka daftar yang ditandatangani tidak dapat dibuang lagi. Unggah daftar yang benar di "
    "samping yang lama."
)


@dataclass(frozen=True)
class SignedPaper:
    """`is_pdf`, or a picture; `may_open` and `may_remove` for who asked."""

    number: int
    is_pdf: bool
    by: str
    at: datetime
    may_open: bool
    may_remove: bool


def papers_of(batch: Batch, by: Actor) -> list[SignedPaper]:
    """In the order they came, for whoever may see the batch; two queries."""
    rows = _papers(batch.id).select(Attachment, User).join(User).order_by(Attachment.id)
    removable = batch.state == "open" and not _is_billed(batch.id)
    return [
        SignedPaper(
            number=row.id,
            is_pdf=row.kind == PDF,
            by=row.created_by.name,
            at=row.created_at,
            may_open=_may_open(by, batch, row),
            may_remove=removable and row.created_by_id == by.user_id,
        )
        for row in rows
    ]


def may_lay_down(batch: Batch, by: Actor) -> bool:
    """For whoever may see the batch."""
    return by.role != "auditor" and still_serves(batch)


def count_in(batch: Batch) -> int:
    return _papers(batch.id).count()


def lay_down(*, no: str, papers: Sequence[Evidence], client_key: str, by: Actor) -> None:
    """Raises NotThere, NotAllowed, KeyInUse, Refused for a withdrawn batch that holds nobody any more and for more than
    one keeps."""
    batch = batch_seen_by(by, no)
    access.require(by.role != "auditor")
    loose = [loose_papers.lay_down(paper.content, kind=paper.kind, by=by) for paper in papers]
    content = {"batch": no, "papers": [paper.sha256 for paper in loose]}
    once(
        key=client_key,
        purpose="batch.signed_list",
        content=content,
        by=by,
        make=lambda: _attach(batch.id, loose, by),
    )


def _attach(batch_id: int, loose: list[LoosePaper], by: Actor) -> str:
    batch = held(Batch.select().where(Batch.id == batch_id)).get()
    if not still_serves(batch):
        raise Refused(WITHDRAWN)
    count = _papers(batch_id).count()
    if count + len(loose) > MOST_IN_ALL:
        raise Refused(TOO_MANY, most=MOST_IN_ALL, count=count)
    for paper in loose:
        loose_papers.hand_over(paper, owner_kind=OWNER, owner_id=batch_id, by=by)
    audit.record("batch.persetujuan_diunggah", by=by, kind="batch", subject=batch.no, berkas=len(loose))
    return batch.no


def open_paper(*, no: str, number: int, by: Actor) -> tuple[bytes, str]:
    """Its content and its mimetype; whoever looks is noted, since names and signatures stand on it. Raises NotThere,
    NotAllowed."""
    batch = batch_seen_by(by, no)
    row = _paper(batch, number)
    access.require(_may_open(by, batch, row))
    content = safe.file_content(row.path, row.kind)
    with writing():
        audit.record("batch.persetujuan_dibuka", by=by, kind="batch", subject=no)
    return content, MIMETYPES[row.kind]


def remove(*, no: str, number: int, why: str, by: Actor) -> None:
    """By who laid it down, until the batch is billed; the file itself goes with the loose papers. Raises NotThere,
    NotAllowed, Refused."""
    batch = batch_seen_by(by, no)
    with writing():
        held(Batch.select(Batch.id).where(Batch.id == batch.id)).get()
        row = _paper(batch, number)
        access.require(by.role != "auditor" and row.created_by_id == by.user_id)
        if _is_billed(batch.id):
            raise Refused(BILLED)
        values = {
            "owner_kind": LOOSE,
            "owner_id": by.user_id,
            "delete_after": today() + timedelta(days=DAYS_KEPT),
        }
        Attachment.update(values).where(Attachment.id == row.id).execute()
        audit.record("batch.persetujuan_dibuang", by=by, kind="batch", subject=no, alasan=why)


def _papers(batch_id: int):
    return Attachment.select().where(Attachment.owner_kind == OWNER, Attachment.owner_id == batch_id)


def _paper(batch: Batch, number: int) -> Attachment:
    row = _papers(batch.id).where(Attachment.id == number).first()
    if row is None:
        raise NotThere
    return row


def _may_open(by: Actor, batch: Batch, row: Attachment) -> bool:
    """The company, the admin, the officer who opened the batch and who laid it down; of those who see the batch."""
    own = by.user_id in (batch.created_by_id, row.created_by_id)
    return by.role in ("mitra", "admin") or (by.role == "petugas" and own)


def _is_billed(batch_id: int) -> bool:
    return Bill.select().where(Bill.batch == batch_id, Bill.cancelled_at.is_null()).exists()
