"""A batch open at a post: what stands there today, opened and changed, closed early."""

from dataclasses import dataclass
from datetime import date, timedelta

from db.connection import held, writing
from db.models import Batch, Company, Post
from kiosk.domain.clock import today
from kiosk.domain.words import N_
from kiosk.services import access, audit, batches, post_openings
from kiosk.services.acting import Actor, Refused
from kiosk.services.post_openings import Opening

CLOSED = N_("Batch ini sudah dibatalkan, atau bulan pertamanya sudah lewat, maka tidak dapat dibuka di pos.")
INACTIVE = N_("Perusahaan ini tidak aktif, maka batch-nya tidak dapat dibuka di pos.")


@dataclass(frozen=True)
class OpeningShown:
    """`post` is None where the batch was never open at one. `is_open`: people may be enrolled into it there today.
    `left` is None without a limit."""

    post: Post | None
    places: int | None
    taken: int
    until: date | None
    is_open: bool
    may_change: bool

    @property
    def left(self) -> int | None:
        return None if self.places is None else max(self.places - self.taken, 0)


def opening_of(batch: Batch, by: Actor) -> OpeningShown:
    """For whoever may see the batch, which comes with its company."""
    takes_people = batches.takes_sheets(batch)
    last_day_over = batch.open_until is not None and batch.open_until < today()
    return OpeningShown(
        post=batch.open_at,
        places=batch.places,
        taken=post_openings.places_taken(batch.id),
        until=batch.open_until,
        is_open=batch.open_at_id is not None and takes_people and not last_day_over,
        may_change=may_change(batch, by) and takes_people,
    )


def may_change(batch: Batch, by: Actor) -> bool:
    """The company, the admin, and the officer who opened the batch for it."""
    opened_it = by.role == "petugas" and batch.created_by_id == by.user_id
    return opened_it or by.role == "admin" or (by.role == "mitra" and batch.company_id == by.company_id)


def set_opening(*, no: str, opening: Opening, by: Actor) -> None:
    """Without a post: open at none any more. Raises NotThere, NotAllowed, Refused as post_openings.columns_of does, and
    for a batch that takes nobody in."""
    with writing():
        batch = _to_change(no, by)
        # Places that stay as they are may be fewer than a sheet has brought people since.
        taken = 0 if opening.places == batch.places else post_openings.places_taken(batch.id)
        columns = post_openings.columns_of(opening, taken=taken, by=by)
        Batch.update(columns).where(Batch.id == batch.id).execute()
        audit.record("batch.pos_diatur", by=by, kind="batch", subject=no, **_said(opening))


def _said(opening: Opening) -> dict:
    """What is set of it, for the trail."""
    until = opening.until.isoformat() if opening.until else ""
    given = {"pos": opening.post, "tempat": opening.places, "sampai": until}
    return {name: value for name, value in given.items() if value}


def close(*, no: str, by: Actor) -> None:
    """From this moment on nobody more is enrolled at the post, which keeps seeing the batch. Done already: nothing
    more. Raises NotThere, NotAllowed."""
    with writing():
        batch = _to_change(no, by, still_open=False)
        yesterday = today() - timedelta(days=1)
        if batch.open_at_id and (batch.open_until is None or batch.open_until > yesterday):
            Batch.update(open_until=yesterday).where(Batch.id == batch.id).execute()
            audit.record("batch.pos_ditutup", by=by, kind="batch", subject=no)


def _to_change(no: str, by: Actor, *, still_open: bool = True) -> Batch:
    """Held: whoever enrols into it comes before or after."""
    seen = batches.batch_seen_by(by, no)
    access.require(may_change(seen, by))
    batch = held(Batch.select().where(Batch.id == seen.id)).get()
    if still_open and not Company.get_by_id(batch.company_id).active:
        raise Refused(INACTIVE)
    if still_open and not batches.takes_sheets(batch):
        raise Refused(CLOSED)
    return batch
