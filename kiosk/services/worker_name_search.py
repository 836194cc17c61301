"""Find workers in one's own scope by how their name sounds; whoever is beyond it is never found by name."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import reduce
from operator import or_

from peewee import fn

from db.models import Worker
from db.words_within import holds
from kiosk.domain.name_sounds import beginnings_of, sounds_of
from kiosk.domain.words import N_
from kiosk.services import access, places
from kiosk.services.acting import Actor, Refused

SHOWN = 50
LOOKED_AT = 300  # of those that fit, the nearest by length
GUESSED_FROM = 500
FEWEST_LETTERS = 3
SHARED_BEGINNING = 3
NEAR_ENOUGH = 0.75
LONGEST_AREA = 3  # words of a kelurahan's name

TOO_SHORT = N_("Tulis paling sedikit tiga huruf dari namanya.")
SAYS_LITTLE = N_("Ini belum cukup untuk mencari nama. Tulis lebih banyak huruf dari namanya.")


@dataclass(frozen=True)
class NamesFound:
    """At most 50 people, the likeliest first. `guessed`: nobody's name fits, these come near; `more`: there are
    others."""

    workers: list[Worker]
    guessed: bool
    more: bool


def by_name(text: str, by: Actor) -> NamesFound:
    """Each word typed begins a word of the name; kelurahan may follow. Raises Refused under three letters."""
    if sum(char.isalpha() for char in text) < FEWEST_LETTERS or not sounds_of(text):
        raise Refused(TOO_SHORT)
    if not _says_enough(text):
        raise Refused(SAYS_LITTLE)
    found = _fitting(text, by)
    guessed = not found
    ranked = _ranked(found, text) if found else _near(text, by)
    return NamesFound(_workers(ranked[:SHOWN]), guessed, len(ranked) > SHOWN)


def _says_enough(text: str) -> bool:
    """`zzz` sounds like one letter, and would find every third person."""
    return max((len(word) for word in sounds_of(text).split()), default=0) > 1


def _fitting(text: str, by: Actor) -> dict[int, str]:
    """Worker id → sounds."""
    found = _looked_up(_begin_so(text), sounds_of(text), LOOKED_AT, by)
    for name, codes in _with_area(text):
        within = [*_begin_so(name), Worker.kelurahan.in_(codes)]
        found |= _looked_up(within, sounds_of(name), LOOKED_AT, by)
    return found


def _begin_so(text: str) -> list:
    return [
        reduce(or_, (holds(Worker.name_sounds, f" {beginning}") for beginning in beginnings))
        for beginnings in beginnings_of(text)
    ]


def _with_area(text: str):
    """The text read as a name and a kelurahan behind it: `Siti Aminah Tanjung Mas`."""
    words = text.split()
    for count in range(1, min(LONGEST_AREA, len(words) - 1) + 1):
        name = " ".join(words[:-count])
        codes = [area.code for area in places.areas_named(" ".join(words[-count:]))]
        if codes and sounds_of(name):
            yield name, codes


def _looked_up(conditions: list, sounds: str, most: int, by: Actor) -> dict[int, str]:
    """Only columns of the index (kelurahan, name_sounds) are asked for, so that the workers' rows stay unread. Each
    part of the scope by itself: together SQLite would take another index and read every row."""
    found = {}
    for part in access.scope_in_parts(by):
        query = (
            part.select(Worker.id, Worker.name_sounds)
            .where(*conditions)
            .order_by(
                (Worker.name_sounds == sounds).desc(),
                fn.ABS(fn.LENGTH(Worker.name_sounds) - len(sounds)),
                Worker.id,
            )
            .limit(most)
        )
        found |= dict(query.tuples())
    return found


def _ranked(found: dict[int, str], text: str) -> list[int]:
    """The same sounds first, then the closest."""
    typed = sounds_of(text)
    matcher = SequenceMatcher(None, b=typed)

    def distance(row_id: int) -> tuple:
        matcher.set_seq1(found[row_id])
        return found[row_id] != typed, -matcher.ratio(), found[row_id], row_id

    return sorted(found, key=distance)


def _near(text: str, by: Actor) -> list[int]:
    """Where nobody fits: words that begin alike and are alike enough."""
    typed = sounds_of(text).split()
    conditions = [holds(Worker.name_sounds, f" {word[:SHARED_BEGINNING]}") for word in typed]
    found = _looked_up(conditions, sounds_of(text), GUESSED_FROM, by)
    return _ranked({row_id: sounds for row_id, sounds in found.items() if _alike(typed, sounds)}, text)


def _alike(typed: list[str], sounds: str) -> bool:
    """Whether each word typed comes near some word of the name."""
    return all(
        any(SequenceMatcher(None, word, other).ratio() >= NEAR_ENOUGH for other in sounds.split())
        for word in typed
    )


def _workers(ids: list[int]) -> list[Worker]:
    """In this order; without those who were merged into another."""
    rows = {row.id: row for row in Worker.select().where(Worker.id.in_(ids), Worker.merged_into.is_null())}
    return [rows[row_id] for row_id in ids if row_id in rows]
