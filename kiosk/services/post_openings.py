"""At which post a batch takes people in, how many, until which day: checked alike for a new batch and for one that
exists.

Places bind the post and nobody else: an officer brings nobody in once they are full. Whom the company names itself, by
a sheet, a mended row, free months or from the waiting list, always comes in, and takes a place like everybody."""

from dataclasses import dataclass
from datetime import date

from db.models import Batch, BatchRow, Post
from kiosk.domain.clock import today
from kiosk.domain.words import N_, long_date, number
from kiosk.services import places
from kiosk.services.acting import Actor, Refused

MOST_PLACES = 100_000
NO_POST = N_("Pilih pos dari daftar, atau kosongkan bila batch ini tidak dibuka di pos.")
TOO_FEW = N_(
    "Sudah ada %(taken)s orang dalam batch ini. Isi paling sedikit %(taken)s tempat, atau kosongkan."
)
BAD_PLACES = N_(
    "Jumlah tempat paling sedikit 1 dan paling banyak %(most)s, atau kosongkan bila tidak dibatasi."
)
DAY_OVER = N_("Tanggal %(day)s sudah lewat. Isi hari ini atau hari sesudahnya, atau kosongkan.")


class PlacesRefused(Refused):
    """So many places there cannot be."""


class DayRefused(Refused):
    """Until that day it cannot be open."""


@dataclass(frozen=True)
class Opening:
    """`post` is a post's code, empty for none; without `places` there is no limit, without `until` no last day.
    `places`: with so many people in the batch, whichever way they came, the post brings in nobody more."""

    post: str = ""
    places: int | None = None
    until: date | None = None


def posts_for(by: Actor) -> list[tuple[str, str]]:
    """(code, name) of posts at which this person may open a batch: an officer at own ones."""
    if by.role == "petugas":
        return [(post.code, post.name) for post in by.posts]
    return [(post.code, post.name) for post in places.posts()]


def columns_of(opening: Opening, *, taken: int = 0, by: Actor) -> dict:
    """The columns of the batch. Raises Refused for a post that is not this person's, PlacesRefused, DayRefused."""
    if not opening.post:
        return {"open_at": None, "places": None, "open_until": None}
    if opening.post not in dict(posts_for(by)):
        raise Refused(NO_POST)
    if opening.places is not None and not 1 <= opening.places <= MOST_PLACES:
        raise PlacesRefused(BAD_PLACES, most=number(MOST_PLACES))
    if opening.places is not None and opening.places < taken:
        raise PlacesRefused(TOO_FEW, taken=number(taken))
    if opening.until and opening.until < today():
        raise DayRefused(DAY_OVER, day=long_date(opening.until))
    post = Post.get(Post.code == opening.post)
    return {"open_at": post, "places": opening.places, "open_until": opening.until}


def places_taken(batch_id: int) -> int:
    """By people who stand in the batch, whichever way they came."""
    return BatchRow.select().where(BatchRow.batch == batch_id, BatchRow.state == "ready").count()


def places_left_for(by: Actor, batch: Batch) -> int | None:
    """How many this person may still bring in; None without a limit, as for the company and the admin."""
    if batch.places is None or not binds(by):
        return None
    return max(batch.places - places_taken(batch.id), 0)


def binds(by: Actor) -> bool:
    """Whether places are a limit to what this person does."""
    return by.role == "petugas"
