"""What an officer writes into a post's stock book by hand, and how an entry is taken back: by its opposite."""

from dataclasses import asdict, dataclass

from db.connection import held
from db.models import CardStock, Post
from kiosk.domain.words import N_, number
from kiosk.services import access, audit, card_stock
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.card_stock import COUNTED, IN, OUT, SPOILED, balance
from kiosk.services.once import once
from kiosk.services.own_posts import post_seen_by, require_seen

MAY_WRITE = ("petugas", "admin")
UNDOES = "undo:"  # what an opposite entry has for a note: this and the other's id
BY_PRINTING = N_(
    "Catatan ini ditulis oleh cetakan %(no)s, jadi tidak dibatalkan di sini. Bila rak tidak cocok, catat hasil hitung."
)
UNDONE = N_("Catatan ini sudah dibatalkan, jadi tidak dibatalkan lagi.")
MORE_THAN_THERE = N_(
    "Menurut buku stok hanya ada %(there)s di rak, sedangkan yang dicatat keluar %(count)s. Periksa jumlahnya. Bila "
    "memang benar, centang Ya, catat juga."
)
MOST = 100_000
TOO_MUCH = N_("Jumlah ini lebih dari seratus ribu. Periksa banyaknya angka nol.")
NOTHING = N_("Jumlahnya nol, jadi tidak ada yang dicatat. Isi paling sedikit 1.")
WHERE_TO = N_("Tulis ke pos mana barang ini keluar, atau untuk apa.")
IS_OPPOSITE = N_("Catatan ini sendiri sebuah pembatalan. Tulis catatan baru bila stoknya berubah lagi.")


class WrongCount(Refused):
    """The number cannot be written."""


class MoreThanThere(WrongCount):
    """More goes than the book has, and nobody has said that this is meant."""


class NoteMissing(Refused):
    """What goes needs a note on where to."""


@dataclass(frozen=True)
class Movement:
    """item and kind are codes of card_stock; `count` is what came, went or was spoiled, at least 1, and for `counted`
    all that lies on the shelf."""

    item: str
    kind: str
    count: int
    note: str = ""


def note_movement(
    *, client_key: str, post_code: str, movement: Movement, by: Actor, is_meant: bool = False
) -> None:
    """One entry in the book of a post, once per key; `is_meant`: also where more goes than the book has. Raises
    NotThere, NotAllowed, WrongCount, MoreThanThere, NoteMissing."""
    access.require(by.role in MAY_WRITE)
    _require_whole(movement)
    post = post_seen_by(by, post_code)
    once(
        key=client_key,
        purpose="card_stock",
        content={"post": post.code, **asdict(movement)},
        by=by,
        make=lambda: str(_write(post, movement, by, is_meant).id),
    )


def undo(*, client_key: str, entry_id: int, by: Actor) -> None:
    """The opposite of an entry that was written by hand, today. Raises NotThere, NotAllowed, Refused."""
    access.require(by.role in MAY_WRITE)
    entry = CardStock.select(CardStock, Post).join(Post).where(CardStock.id == entry_id).first()
    if entry is None:
        raise NotThere
    require_seen(by, entry.post)
    once(
        key=client_key,
        purpose="card_stock_undo",
        content={"entry": entry_id},
        by=by,
        make=lambda: str(_write_opposite(entry, by).id),
    )


def _require_whole(movement: Movement) -> None:
    if movement.count > MOST:
        raise WrongCount(TOO_MUCH)
    if movement.count < (0 if movement.kind == COUNTED else 1):
        raise WrongCount(NOTHING)
    if movement.kind == OUT and not movement.note:
        raise NoteMissing(WHERE_TO)


def _write(post: Post, movement: Movement, by: Actor, is_meant: bool) -> CardStock:
    _hold(post)
    if not is_meant:
        _refuse_more_than_there(post, movement)
    changed, note = _signed(post, movement), _own_words(movement.note)
    entry = card_stock.write(post, movement.item, movement.kind, changed, by=by, note=note)
    _record("kartu.stok_dicatat", post, entry, by)
    return entry


def _refuse_more_than_there(post: Post, movement: Movement) -> None:
    if movement.kind not in (OUT, SPOILED):
        return
    there = max(balance(post, movement.item), 0)
    if movement.count > there:
        raise MoreThanThere(MORE_THAN_THERE, there=number(there), count=number(movement.count))


def _own_words(note: str) -> str:
    """Nobody's words may pass for those of an opposite entry."""
    return f"“{note}”" if note.startswith(UNDOES) else note


def _signed(post: Post, movement: Movement) -> int:
    """What was counted is written as its difference from the book."""
    if movement.kind == COUNTED:
        return movement.count - balance(post, movement.item)
    return movement.count if movement.kind == IN else -movement.count


def _write_opposite(entry: CardStock, by: Actor) -> CardStock:
    post, note = entry.post, f"{UNDOES}{entry.id}"
    _hold(post)
    _refuse_lasting(entry)
    opposite = card_stock.write(post, entry.item, entry.kind, -entry.count, by=by, note=note)
    _record("kartu.stok_dibatalkan", post, entry, by)
    return opposite


def _refuse_lasting(entry: CardStock) -> None:
    if entry.print_run_id:
        raise Refused(BY_PRINTING, no=entry.print_run.no)
    if entry.note.startswith(UNDOES):
        raise Refused(IS_OPPOSITE)
    same_post = CardStock.select().where(CardStock.post == entry.post_id, CardStock.item == entry.item)
    if same_post.where(CardStock.note == f"{UNDOES}{entry.id}").exists():
        raise Refused(UNDONE)


def _hold(post: Post) -> None:
    """Two desks that count the same shelf write one after the other: the second sees what the first has written."""
    list(held(Post.select(Post.id).where(Post.id == post.id)))


def _record(action: str, post: Post, entry: CardStock, by: Actor) -> None:
    audit.record(
        action,
        by=by,
        kind="pos",
        subject=post.code,
        barang=entry.item,
        gerak=entry.kind,
        jumlah=entry.count,
        catatan=entry.id,
    )
