"""How many people are what: the lines that triggers write are folded into the counts, a short transaction at a time.
Whoever asks (people_sums) adds the lines that are not folded yet."""

from collections import defaultdict

from db import people_kept
from db.connection import in_turn, writing
from db.kept import KeptInsert, KeptQuery
from db.models import PeopleCount, PeopleDelta
from db.models.people_counts import ALL

ENROLLED, RESTING, FUNDED, PAID, SILENT = "enrolled", "resting", "funded", "paid", "silent"
KEY = ("kind", "occupation", "area", "month", "funder_kind", "months", "gap", "aside")
LINES_AT_ONCE, MOST_FOLDS = 500, 400
TURN = 240_024  # one folds at a time

_added = KeptInsert(PeopleCount, adding=(KEY, ("people",)))
_emptied = KeptQuery(
    lambda slot: PeopleCount.delete().where(
        PeopleCount.people == 0, *(getattr(PeopleCount, name) == slot(name) for name in KEY)
    )
)


def fold() -> int:
    """Fold what is there, at most so much that others are not kept waiting for long; answers with the lines folded."""
    folded = 0
    for _turn in range(MOST_FOLDS):
        with writing():
            in_turn(TURN)
            lines = _oldest()
            _add(lines)
        folded += len(lines)
        if len(lines) < LINES_AT_ONCE:
            break
    return folded


def _oldest() -> list[tuple]:
    columns = [getattr(PeopleDelta, name) for name in KEY]
    query = PeopleDelta.select(PeopleDelta.id, *columns, PeopleDelta.people)
    return list(query.order_by(PeopleDelta.id).limit(LINES_AT_ONCE).tuples())


def _add(lines: list[tuple]) -> None:
    """Each line counts four times: where it is, all over the city, in all occupations, and in all of both."""
    sums: dict[tuple, int] = defaultdict(int)
    for _id, kind, occupation, area, *rest, people in lines:
        for work in (occupation, ALL):
            for place in (area, ALL):
                sums[kind, work, place, *rest] += people
    rows = [
        dict(zip((*KEY, "people"), (*key, people), strict=True))
        for key, people in sorted(sums.items())
        if people
    ]
    _added.add_all(rows)
    _emptied.change_all([row for row in rows if row["people"] < 0])
    PeopleDelta.delete().where(PeopleDelta.id.in_([line[0] for line in lines])).execute()


def write_anew() -> None:
    """As the people's own rows say, whatever stood here before. For a store that is being filled."""
    people_kept.count_anew()
