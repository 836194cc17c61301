"""Before people of the waiting list come into a batch: how many wait, how many would come, what they cost."""

from collections import Counter
from dataclasses import dataclass

from db.models import Batch, Company, Funder, Worker
from kiosk.domain.clock import months_from
from kiosk.services import access, ledger, waiting
from kiosk.services.acting import Actor
from kiosk.services.batch_prices import BatchPrice, price_for
from kiosk.services.new_members import may_be_member
from kiosk.services.post_openings import places_left_for

MOST = 500


@dataclass(frozen=True)
class PickWish:
    """Codes as the waiting list has them, empty for any; how many people."""

    kecamatan: str = ""
    kelurahan: str = ""
    occupation: str = ""
    count: int = 0

    @property
    def listed(self) -> waiting.Wish:
        return waiting.Wish(kecamatan=self.kecamatan, kelurahan=self.kelurahan, occupation=self.occupation)


@dataclass(frozen=True)
class Preview:
    """Counted to waiting.MOST_COUNTED: who `waits`, who of them is `too_old` to begin. `given` would come into the
    batch now, for `price`. `places_left` is None without a limit for who asks;
    `in_order`: the longest waiting come first, else the
    first registered."""

    waits: int
    too_old: int
    given: int
    price: BatchPrice
    places_left: int | None
    in_order: bool


def open_batches_of(by: Actor) -> list[Batch]:
    """The batches into which this person may take people, the newest first, with their companies."""
    first = ledger.first_open_month()
    query = access.batches_in_scope(by).select(Batch, Company).join(Company)
    takes = (Batch.state == "open") & (Batch.first_month >= first) & Company.active
    return list(query.where(takes).order_by(Batch.id.desc()).limit(50))


def preview(*, batch: Batch, wish: PickWish, by: Actor) -> Preview:
    """Raises TariffMissing."""
    fits = may_be_member(batch.first_month)
    left = places_left_for(by, batch)
    found = candidates(batch, wish, min(wish.count, MOST, MOST if left is None else left), by)
    occupations = Counter(worker.occupation_id for worker in found)
    kind = Funder.get_by_id(batch.company.funder_id).kind
    return Preview(
        waits=waiting.count(by=by, wish=wish.listed),
        too_old=waiting.count(by=by, wish=wish.listed, conditions=[~fits]),
        given=len(found),
        price=price_for(kind, occupations, months_from(batch.first_month, batch.months)),
        places_left=left,
        in_order=waiting.is_narrow(by, wish.listed),
    )


def candidates(batch: Batch, wish: PickWish, most: int, by: Actor) -> list[Worker]:
    """Who waits and may come, in the order in which they come."""
    fits = may_be_member(batch.first_month)
    return waiting.first_of(by=by, wish=wish.listed, most=most, conditions=[fits])
