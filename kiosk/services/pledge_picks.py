"""Whom a donor may pick from the waiting list: initials, occupation, kelurahan and how long they have waited, and a
sealed handle that tells nothing of the person and fits its reader alone."""

import json
from dataclasses import dataclass

from peewee import Value, fn

from db.models import Donor, Pledge, Worker
from kiosk.domain.words import N_
from kiosk.files.vault import VaultError
from kiosk.services import new_members, pledges, safe, waiting
from kiosk.services.acting import Actor, Refused
from kiosk.services.pledge_months import next_debit_month

PICK = "pledge.pick"
STRANGE = N_(
    "Pilihan ini tidak dikenal, atau dibuka dengan akun lain. Buka daftarnya lagi, lalu pilih sekali lagi."
)


@dataclass(frozen=True)
class PickWish:
    """Codes, empty for any."""

    kecamatan: str = ""
    kelurahan: str = ""
    occupation: str = ""

    @property
    def listed(self) -> waiting.Wish:
        return waiting.Wish(
            kecamatan=self.kecamatan,
            kelurahan=self.kelurahan,
            occupation=self.occupation,
            scheme=pledges.SCHEME,
        )


@dataclass(frozen=True)
class Offered:
    """One line of the list."""

    handle: str
    initials: str
    occupation: str
    area: str
    days: int


def page_of(*, by: Actor, wish: PickWish, page: int = 1) -> tuple[list[Offered], bool]:
    """One page, the longest waiting first, and whether more follow. Pages follow each other in that order where the
    list is narrow (is_in_order), else in the order of registration."""
    rows, follows = waiting.page_of(by=by, wish=wish.listed, page=page, conditions=_may_be_taken(by))
    found = [
        Offered(_handle(row.worker_id, by), row.name, row.occupation, row.area, row.days) for row in rows
    ]
    return sorted(found, key=lambda one: -one.days), follows


def count(*, by: Actor, wish: PickWish) -> int:
    """As waiting.count."""
    return waiting.count(by=by, wish=wish.listed, conditions=_may_be_taken(by))


def is_in_order(by: Actor, wish: PickWish) -> bool:
    return waiting.is_narrow(by, wish.listed)


def person_meant(handle: str, by: Actor) -> Worker:
    """Raises Refused for a handle that is not this reader's."""
    try:
        worker_id, user_id = json.loads(safe.open_text(bytes.fromhex(handle), PICK) or "")
    except (ValueError, VaultError):
        raise Refused(STRANGE) from None
    found = Worker.get_or_none(Worker.id == worker_id) if user_id == by.user_id else None
    if found is None:
        raise Refused(STRANGE)
    return found


def handles_of(worker_ids: list[int], by: Actor) -> dict[int, str]:
    """Handles of those among these people whom the reader may pick now; one query."""
    free = waiting.first_of(
        by=by,
        wish=PickWish().listed,
        most=len(worker_ids),
        conditions=[*_may_be_taken(by), Worker.id.in_(worker_ids)],
    )
    return {worker.id: _handle(worker.id, by) for worker in free}


def _handle(worker_id: int, by: Actor) -> str:
    return safe.seal(json.dumps([worker_id, by.user_id]), PICK).hex()


def _may_be_taken(by: Actor) -> list:
    """Young enough, nobody's already (whom BPJS has rejected has no month and is still somebody's), and not the
    reader."""
    taken = Pledge.select(Value(1)).where(Pledge.worker == Worker.id, Pledge.ended_at.is_null())
    own = Donor.select(Donor.nik_hash).where(Donor.user == by.user_id)
    return [
        new_members.may_be_member(next_debit_month()),
        ~fn.EXISTS(taken),
        Worker.nik_hash.not_in(own),
    ]
