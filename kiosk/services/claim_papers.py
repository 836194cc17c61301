"""The papers that BPJS asks for with a claim: a list by kind, and photographs of what the family has brought. They are
opened by who serves the family and by admin, each look is noted. Some time after the claim is over (claim_forgetting)
they are deleted."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from db.connection import writing
from db.models import Attachment, Claim, ClaimPaper, User
from kiosk.domain import claims
from kiosk.domain.clock import local, today
from kiosk.domain.words import N_
from kiosk.files.evidence import MIMETYPES, PDF, PICTURE, Evidence
from kiosk.services import access, audit, loose_papers, safe, settings
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.claim_lookup import MAY_ACT, OWNER, claim_seen_by, claim_to_change
from kiosk.services.loose_papers import DAYS_KEPT, LOOSE, LoosePaper
from kiosk.services.once import once

MOST_OF_ONE = 6

TOO_MANY = N_(
    "Untuk satu berkas disimpan paling banyak %(most)s foto atau PDF, dan sudah ada %(count)s. Ganti yang lama, atau "
    "buang dulu yang tidak perlu."
)
CLOSED = N_("Laporan ini ditutup karena keliru, maka berkasnya tidak ditambah lagi.")


@dataclass(frozen=True)
class PaperFile:
    """`deleted_on` once its time was over: then nobody can open it any more."""

    number: int
    at: datetime
    by: str
    deleted_on: date | None

    @property
    def day(self) -> date:
        return local(self.at).date()


@dataclass(frozen=True)
class PaperLine:
    """One paper of the list with what is there of it, the oldest first."""

    paper: ClaimPaper
    files: list[PaperFile] = field(default_factory=list)

    @property
    def is_there(self) -> bool:
        return bool(self.files)

    @property
    def is_full(self) -> bool:
        return sum(not one.deleted_on for one in self.files) >= MOST_OF_ONE


@dataclass(frozen=True)
class PaperList:
    """`there` of the `needed` ones are there; `opens`: whether this reader may look at them, `may_change` whether they
    may add and take away. `kept_days` after the end of the claim everything is deleted."""

    lines: list[PaperLine]
    there: int
    needed: int
    opens: bool
    may_change: bool
    kept_days: int


def papers_of(claim: Claim, by: Actor) -> PaperList:
    """For whoever may see the claim; two queries."""
    files: dict[str, list[PaperFile]] = defaultdict(list)
    for row in _rows(claim.id).select(Attachment, User).join(User).order_by(Attachment.id):
        files[row.kind].append(_file(row))
    listed = [PaperLine(paper, files.get(paper.code, [])) for paper in _listed(claim.kind, set(files))]
    needed = [line for line in listed if line.paper.needed and claim.kind in line.paper.kinds.split()]
    return PaperList(
        lines=listed,
        there=sum(line.is_there for line in needed),
        needed=len(needed),
        opens=by.role in MAY_ACT,
        may_change=may_change(claim, by),
        kept_days=settings.whole("claim_paper_days"),
    )


def line_of(claim: Claim, code: str, by: Actor) -> PaperLine:
    """Raises NotThere for a paper that is not in this claim's list."""
    line = next((one for one in papers_of(claim, by).lines if one.paper.code == code), None)
    if line is None:
        raise NotThere
    return line


def needed_for(kind: str) -> list[ClaimPaper]:
    """What BPJS asks for in any case, in the order of the list; one query."""
    return [paper for paper in _listed(kind, set()) if paper.needed]


def more_for(kind: str) -> list[ClaimPaper]:
    """What it asks for only of some."""
    return [paper for paper in _listed(kind, set()) if not paper.needed]


def may_change(claim: Claim, by: Actor) -> bool:
    """For whoever may see the claim."""
    return by.role in MAY_ACT and claim.state != claims.CLOSED_WRONG


def lay_down(
    *, no: str, code: str, papers: Sequence[Evidence], instead: bool, client_key: str, by: Actor
) -> None:
    """`instead`: in place of what is there of this paper. Raises NotThere, NotAllowed, KeyInUse, PaperGone, Refused for
    a closed claim and for more than one keeps."""
    claim = claim_seen_by(by, no)
    access.require(by.role in MAY_ACT)
    line_of(claim, code, by)
    loose = [loose_papers.lay_down(paper.content, kind=code, by=by) for paper in papers]
    once(
        key=client_key,
        purpose="claim.papers",
        content={"claim": no, "code": code, "instead": instead, "papers": [one.sha256 for one in loose]},
        by=by,
        make=lambda: _attach(no, code, loose, instead, by),
    )


def open_paper(*, no: str, number: int, by: Actor) -> tuple[bytes, str]:
    """Its content and its mimetype; the look is written down first. Raises NotThere, NotAllowed."""
    claim = claim_seen_by(by, no)
    access.require(by.role in MAY_ACT)
    row = _row(claim, number)
    content = safe.file_content(row.path, row.kind)
    with writing():
        audit.record("klaim.berkas_dibuka", by=by, kind=OWNER, subject=no, berkas=row.kind)
    return content, MIMETYPES[PDF if content.startswith(b"%PDF-") else PICTURE]


def file_of(*, no: str, number: int, by: Actor) -> tuple[Claim, PaperLine, PaperFile]:
    """What is about to be taken away. Raises NotThere, NotAllowed."""
    claim = claim_seen_by(by, no)
    row = _row(claim, number)
    line = line_of(claim, row.kind, by)
    return claim, line, next(one for one in line.files if one.number == number)


def remove(*, no: str, number: int, by: Actor) -> None:
    """The file itself is gone within two days. Raises NotThere, NotAllowed, Refused for a closed claim."""
    claim_seen_by(by, no)
    with writing():
        claim = claim_to_change(by, no)
        _require_open(claim)
        row = _row(claim, number)
        Attachment.update(_loose(by.user_id)).where(Attachment.id == row.id).execute()
        audit.record("klaim.berkas_dibuang", by=by, kind=OWNER, subject=no, berkas=row.kind)


def _attach(no: str, code: str, loose: list[LoosePaper], instead: bool, by: Actor) -> str:
    claim = claim_to_change(by, no)
    _require_open(claim)
    present = _rows(claim.id).where(Attachment.kind == code, Attachment.path != "")
    if instead:
        Attachment.update(_loose(by.user_id)).where(Attachment.id.in_([row.id for row in present])).execute()
    count = 0 if instead else present.count()
    if count + len(loose) > MOST_OF_ONE:
        raise Refused(TOO_MANY, most=MOST_OF_ONE, count=count)
    for paper in loose:
        loose_papers.hand_over(paper, owner_kind=OWNER, owner_id=claim.id, by=by)
    audit.record("klaim.berkas_disimpan", by=by, kind=OWNER, subject=no, berkas=code, jumlah=len(loose))
    return no


def _require_open(claim: Claim) -> None:
    if claim.state == claims.CLOSED_WRONG:
        raise Refused(CLOSED)


def _loose(user_id: int | None) -> dict:
    return {
        "owner_kind": LOOSE,
        "owner_id": user_id,
        "delete_after": today() + timedelta(days=DAYS_KEPT),
    }


def _listed(kind: str, with_files: set[str]) -> list[ClaimPaper]:
    """What this kind asks for, and what was brought while it was another."""
    rows = ClaimPaper.select().order_by(ClaimPaper.place, ClaimPaper.code)
    return [row for row in rows if kind in row.kinds.split() or row.code in with_files]


def _rows(claim_id: int):
    return Attachment.select().where(Attachment.owner_kind == OWNER, Attachment.owner_id == claim_id)


def _row(claim: Claim, number: int) -> Attachment:
    """Always with its claim: another one's is not there."""
    row = _rows(claim.id).where(Attachment.id == number, Attachment.path != "").first()
    if row is None:
        raise NotThere
    return row


def _file(row: Attachment) -> PaperFile:
    return PaperFile(row.id, row.created_at, row.created_by.name, None if row.path else row.delete_after)
