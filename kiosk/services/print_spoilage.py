"""Whose cards are about to be void as spoiled: shown by name before it counts, since it cannot be taken back."""

from dataclasses import dataclass
from hashlib import sha256

from db.models import PrintedCard, PrintRun
from kiosk.domain.place_numbers import in_words
from kiosk.domain.words import N_
from kiosk.services import access
from kiosk.services.acting import Actor, Refused
from kiosk.services.card_states import open_places
from kiosk.services.portions import in_chunks
from kiosk.services.print_run_lookup import CARDS_AT_ONCE, places_with_people, run_seen_by

MOST_SHOWN = 500


WHICH_ONES = N_("Tandai kartu yang gagal, atau pilih Semua tercetak baik.")
NO_SUCH_PLACE = N_(
    "Nomor %(places)s tidak ada dalam cetakan ini, atau kartunya sudah diserahkan. Periksa nomornya."
)


class SpoiledPlaces(Refused):
    """What is wrong with the places that were named as spoiled."""


class NotShownYet(Exception):
    """Who answers has not seen whose cards become void; nothing was noted."""


@dataclass(frozen=True)
class SpoiledCards:
    """The first MOST_SHOWN of `count` places with card and worker; `named`: the ids of those whose name may be shown;
    `mark` stands for exactly these cards at these places."""

    run: PrintRun
    places: list[PrintedCard]
    count: int
    named: set[int]
    mark: str


def spoiled_of(*, no: str, numbers: frozenset[int], by: Actor) -> SpoiledCards:
    """What stands at these places now. Raises NotThere, NotAllowed."""
    run = run_seen_by(by, no)
    shown = _places(run, sorted(numbers)[:MOST_SHOWN])
    named = access.seen_among(by, [place.card.worker for place in shown])
    return SpoiledCards(run, shown, len(numbers), named, _mark_of(run, numbers))


def require_printed(run: PrintRun, numbers: frozenset[int]) -> None:
    """Raises SpoiledPlaces where none is named, or one that the run does not have or that was told of before."""
    if not numbers:
        raise SpoiledPlaces(WHICH_ONES)
    untold = open_places().select(PrintedCard.place).where(PrintedCard.run == run)
    if unknown := numbers - {place for (place,) in untold.tuples()}:
        raise SpoiledPlaces(NO_SUCH_PLACE, places=in_words(unknown))


def require_seen(run: PrintRun, numbers: frozenset[int], seen: str | None) -> None:
    """Raises NotShownYet where `seen` is the mark of other cards, or of none; None asks for nothing."""
    if numbers and seen is not None and seen != _mark_of(run, numbers):
        raise NotShownYet


def _mark_of(run: PrintRun, numbers: frozenset[int]) -> str:
    """Another one as soon as another card lies at one of these places."""
    found = []
    for chunk in in_chunks(sorted(numbers), CARDS_AT_ONCE):
        rows = PrintedCard.select(PrintedCard.place, PrintedCard.card)
        found += list(rows.where(PrintedCard.run == run, PrintedCard.place.in_(chunk)).tuples())
    return sha256(repr(sorted(found)).encode()).hexdigest()


def _places(run: PrintRun, numbers: list[int]) -> list[PrintedCard]:
    found = []
    for chunk in in_chunks(numbers, CARDS_AT_ONCE):
        found += list(places_with_people(run).where(PrintedCard.place.in_(chunk)))
    return found
