"""Admin gives rows that name no kelurahan to the officers of one: ticked, or all whose kecamatan is guessed to be its
own. Admin takes them back in one press, officers send back one at a time whom they know to live elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from db.connection import held, in_turn
from db.models import PovertyHandover, PovertyList, PovertyRow
from kiosk.domain.clock import utc_now
from kiosk.domain.poverty_rows import SEALED, UNKNOWN
from kiosk.domain.words import N_
from kiosk.services import access, audit, places, poverty_unplaced
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.once import once
from kiosk.services.portions import in_chunks

HANDOVERS = 57  # one press at a time
MOST_AT_ONCE, AT_ONCE = 5_000, 500
KIND = "serahan_miskin"

NOT_OF_IT = N_("Pilih kelurahan di kecamatan dugaannya.")
NOBODY = N_("Pilih paling sedikit satu orang.")
BY_HAND_ALONE = N_("Orang tanpa dugaan kecamatan diserahkan satu per satu di halaman barisnya.")
GONE = N_(
    "Orang yang dipilih tidak menunggu lagi, mungkin sudah diserahkan rekan Anda. Muat ulang halamannya."
)
MORE_NOW = N_(
    "Kini ada %(count)s orang, lebih banyak daripada yang Anda lihat tadi. Periksa, lalu serahkan lagi."
)
ALL_CAME_BACK = N_(
    "Semua orang ini pernah dikembalikan dari kelurahan itu karena bukan warganya. Pilih kelurahan lain, atau centang "
    "orangnya."
)
RETURNED = N_("Serahan ini sudah dikembalikan.")


@dataclass(frozen=True)
class HandoverWish:
    """`kecamatan` is the group's; `rows` are handles as in UnplacedPerson, None for all of the group, of which `seen`
    were there when the press was offered; `list_no` narrows to one list."""

    kecamatan: str
    kelurahan: str
    rows: tuple[str, ...] | None
    seen: int = 0
    list_no: str = ""


@dataclass(frozen=True)
class Handed:
    """How many rows were given; `left` were not, because these officers had sent them back."""

    count: int
    left: int
    area: str


def hand_over(*, wish: HandoverWish, client_key: str, by: Actor) -> Handed:
    """Give rows of one group to the officers of a kelurahan in it, once per key; MOST_AT_ONCE at most. Raises
    NotAllowed, KeyInUse, Refused."""
    access.require(by.role == "admin")
    _require_possible(wish)
    content = {**vars(wish), "rows": sorted(wish.rows or ()), "all": wish.rows is None, "seen": 0}
    answer, _first = once(
        key=client_key,
        purpose="poverty.hand_over",
        content=content,
        by=by,
        make=lambda: _hand_over(wish, by),
    )
    given, left = map(int, answer.split("/"))
    return Handed(given, left, places.area_name(wish.kelurahan))


def _require_possible(wish: HandoverWish) -> None:
    if wish.kecamatan == poverty_unplaced.BY_HAND:
        raise Refused(BY_HAND_ALONE)
    area = places.areas_by_code().get(wish.kelurahan)
    if area is None or area.kecamatan_code != wish.kecamatan:
        raise Refused(NOT_OF_IT)
    if wish.rows is not None and not wish.rows:
        raise Refused(NOBODY)


def _hand_over(wish: HandoverWish, by: Actor) -> str:
    in_turn(HANDOVERS)
    query, left = poverty_unplaced.waiting(by, kecamatan=wish.kecamatan, list_no=wish.list_no), 0
    if wish.rows is None:
        query, left = _without_who_came_back(query, wish.kelurahan, wish.seen)
    else:
        query = query.where(reduce(or_, _named(wish.rows)))
    in_order = query.select(PovertyRow.id).order_by(PovertyRow.poverty_list.desc(), PovertyRow.number)
    made = give([row_id for (row_id,) in in_order.limit(MOST_AT_ONCE).tuples()], wish.kelurahan, by)
    if made is None:
        raise Refused(ALL_CAME_BACK if left else GONE)
    detail = {"kelurahan": wish.kelurahan, "orang": made.rows}
    audit.record("miskin.serahan_dibuat", by=by, kind=KIND, subject=str(made.id), **detail)
    return f"{made.rows}/{left}"


def _without_who_came_back(query, kelurahan: str, seen: int):
    """And how many those are."""
    there = query.count()
    if there > seen:
        raise Refused(MORE_NOW, count=there)
    theirs = PovertyHandover.select(PovertyHandover.id).where(PovertyHandover.kelurahan == kelurahan)
    others = query.where(PovertyRow.handover.is_null() | PovertyRow.handover.not_in(theirs))
    return others, there - others.count()


def give(row_ids: Iterable[int], kelurahan: str, by: Actor) -> PovertyHandover | None:
    """In the caller's transaction: those of these rows that still wait for a kelurahan, or None for none."""
    ids = _held(row_ids, PovertyRow.kelurahan.is_null(), PovertyRow.state == UNKNOWN)
    if not ids:
        return None
    made = PovertyHandover.create(kelurahan=kelurahan, rows=len(ids), handed_by=by.user_id)
    _set(ids, kelurahan=kelurahan, handover=made.id)
    return made


def take_back(*, number: int, client_key: str, by: Actor) -> int:
    """What of a handover still waits is nobody's again, once per key. How many rows. Raises NotThere, NotAllowed,
    KeyInUse, Refused."""
    access.require(by.role == "admin")
    if PovertyHandover.get_or_none(PovertyHandover.id == number) is None:
        raise NotThere
    answer, _first = once(
        key=client_key, purpose="poverty.take_back", content={"handover": number}, by=by,
        make=lambda: _take_back(number, by),
    )  # fmt: skip
    return int(answer)


def _take_back(number: int, by: Actor) -> str:
    handover = held(PovertyHandover.select().where(PovertyHandover.id == number)).get()
    if handover.returned_at:
        raise Refused(RETURNED)
    theirs = PovertyRow.select(PovertyRow.id).where(PovertyRow.handover == number)
    ids = _held([row_id for (row_id,) in theirs.tuples()], PovertyRow.state.in_(SEALED))
    _set(ids, kelurahan=None, handover=None)
    changes = {"returned_by": by.user_id, "returned_at": utc_now()}
    PovertyHandover.update(changes).where(PovertyHandover.id == number).execute()
    audit.record("miskin.serahan_dikembalikan", by=by, kind=KIND, subject=str(number), orang=len(ids))
    return str(len(ids))


def _named(handles: Iterable[str]) -> list:
    """A condition for each list that is named."""
    numbers: dict[str, list[int]] = {}
    for handle in handles:
        no, _sign, number = handle.rpartition("/")
        if number.isascii() and number.isdigit() and len(number) < 8:
            numbers.setdefault(no, []).append(int(number))
    named = [(PovertyList.no == no) & PovertyRow.number.in_(many) for no, many in numbers.items()]
    return named or [PovertyRow.id.is_null()]


def _held(row_ids: Iterable[int], *conditions) -> list[int]:
    """In the order of their ids, in which an enrolment holds them too."""
    rows = PovertyRow.select(PovertyRow.id).order_by(PovertyRow.id)
    return [
        row.id
        for chunk in in_chunks(sorted(row_ids), AT_ONCE)
        for row in held(rows.where(PovertyRow.id.in_(chunk), *conditions))
    ]


def _set(row_ids: Iterable[int], **values) -> None:
    for chunk in in_chunks(row_ids, AT_ONCE):
        PovertyRow.update(values).where(PovertyRow.id.in_(chunk)).execute()
