"""Printers: how the printer of a place pulls its paper, kept per post, per company, and for the programme owner."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from db.connection import writing
from db.models import Company, Post, PrinterSetting, PrintRun
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.files.card_sheets import CR80, FLIPS, LAYOUTS, LONG, Offset, Printing, alignment_pdf
from kiosk.services import access, audit
from kiosk.services.acting import Actor, Refused
from kiosk.services.own_posts import post_seen_by

OWNER = "dinas"
OF_COMPANY = "perusahaan:"
OFFSETS = ("front_x", "front_y", "back_x", "back_y")
FARTHEST = 1000  # hundredths of a millimetre, to either side
TOO_FAR = N_(
    "Paling jauh %(most)s mm. Bila cetakan meleset lebih jauh, periksa dulu ukuran kertas di printer."
)
MAY_SET = ("petugas", "mitra", "admin")


@dataclass(frozen=True)
class Place:
    """Where a printer stands. `post` is the post's code, empty for a company's printer and the programme owner's."""

    code: str
    name: str
    post: str = ""


@dataclass(frozen=True)
class PrinterWish:
    """A setting for one layout as it was typed: offsets in hundredths of a millimetre, to the right and down; `usual`
    where this is what the place mostly prints."""

    layout: str = CR80
    usual: bool = True
    flip: str = LONG
    front_x: int = 0
    front_y: int = 0
    back_x: int = 0
    back_y: int = 0

    def __post_init__(self) -> None:
        if self.layout not in LAYOUTS or self.flip not in FLIPS:
            raise ValueError("A printer wish names a layout and an edge that exist")


def place_of(by: Actor) -> str:
    """Whose printer `by` uses today: the post's code, `perusahaan:<code>`, or the programme owner's."""
    if by.role == "mitra":
        return OF_COMPANY + Company.get_by_id(by.company_id).code
    return by.post.code if by.post else OWNER


def setting_of(by: Actor, place: str | None = None, layout: str | None = None) -> PrinterSetting:
    """The setting of a place, by default of the own one of today, for a layout, by default the usual one; an unsaved
    row of defaults where nobody has set anything. One query."""
    wanted = place or place_of(by)
    rows = {row.layout: row for row in PrinterSetting.select().where(PrinterSetting.place == wanted)}
    usual = next((row.layout for row in rows.values() if row.usual), CR80)
    chosen = layout or usual
    return rows.get(chosen) or PrinterSetting(place=wanted, layout=chosen, usual=chosen == usual)


def printing_of(row: PrintRun | PrinterSetting) -> Printing:
    """What the files floor needs, in millimetres, of a run or of a printer's setting."""
    return Printing(
        layout=row.layout,
        start=getattr(row, "start", 1),
        flip=row.flip,
        front=Offset(row.front_x / 100, row.front_y / 100),
        back=Offset(row.back_x / 100, row.back_y / 100),
    )


def place_seen_by(by: Actor, post: str = "") -> Place:
    """The place whose setting may be looked at: with a post's code that post, else the own one of today. Raises
    NotThere, NotAllowed."""
    if post and by.role != "mitra":
        return _of_post(post_seen_by(by, post))
    if by.role == "mitra":
        return Place(place_of(by), Company.get_by_id(by.company_id).name)
    return _of_post(by.post) if by.post else Place(OWNER, "")


def _of_post(post) -> Place:
    return Place(post.code, post.name, post.code)


def choices_for(by: Actor) -> list[Place]:
    """The posts whose printer one may choose beside one's own place; none for a company."""
    if by.role in access.SEES_ALL:
        return [_of_post(post) for post in Post.select().where(Post.active).order_by(Post.name)]
    return [_of_post(post) for post in by.posts]


def keep(*, place: Place, wish: PrinterWish, by: Actor) -> bool:
    """Keep the setting of a place that place_seen_by gave; answers whether anything changed. Raises NotAllowed,
    Refused."""
    access.require(by.role in MAY_SET)
    for offset in OFFSETS:
        require_near(getattr(wish, offset))
    before, values = setting_of(by, place.code, wish.layout), asdict(wish)
    if all(getattr(before, name) == value for name, value in values.items()) and before.id:
        return False
    changed = {**values, "changed_by": by.user_id, "changed_at": utc_now()}
    with writing():
        PrinterSetting.insert(place=place.code, **changed).on_conflict(
            conflict_target=[PrinterSetting.place, PrinterSetting.layout], update=changed
        ).execute()
        if wish.usual:
            _no_longer_usual(place.code, but=wish.layout)
        audit.record("kartu.printer_disetel", by=by, kind="printer", subject=place.code, **values)
    return True


def require_near(distance: int) -> None:
    """Raises Refused for an offset that no printer is wrong by."""
    if abs(distance) > FARTHEST:
        raise Refused(TOO_FAR, most=FARTHEST // 100)


def _no_longer_usual(place: str, *, but: str) -> None:
    others = (PrinterSetting.place == place, PrinterSetting.layout != but)
    PrinterSetting.update(usual=False).where(*others).execute()


def alignment_page(
    *,
    place: Place,
    layout: str | None,
    by: Actor,
    language: str = "id",
    translate: Callable[[str], str] = str,
) -> bytes:
    """The page by which offsets are measured (PDF), as this printer is set now, in the reader's language. Looking
    changes nothing."""
    printing = printing_of(setting_of(by, place.code, layout))
    return alignment_pdf(printing, language=language, translate=translate)
