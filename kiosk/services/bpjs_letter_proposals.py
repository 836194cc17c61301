"""For whom BPJS should be asked to let a membership begin earlier: found by the rule of domain/bpjs_continuity, for one
funder or counted for all. Nobody who is frozen or was merged away."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import Funder, StartLetterLine, Worker
from kiosk.domain.bpjs_continuity import Start, broken_by
from kiosk.services import places, settings
from kiosk.services.bpjs_broken_starts import FOUND
from kiosk.services.bpjs_letter_queries import as_date, asked, lines_by_id, person_and_start

MOST = 100  # people of one letter


@dataclass(frozen=True)
class Proposal:
    """`why` is one of domain/bpjs_continuity.WORDS; `asked_in` the latest letter that has asked already, or empty: BPJS
    refused it on `refused_on`, None where it did not, with its reason."""

    worker_id: int
    name: str
    reg_no: str
    area: str
    start: Start
    why: str
    asked_in: str = ""
    refused_on: date | None = None
    refused_why: str = ""


def proposed_for(funder_id: int, *, most: int = MOST) -> list[Proposal]:
    """The first `most` of one funder: those no letter has named yet, then those one has; of each the earliest months
    first."""
    found: dict[int, Proposal] = {}
    for is_asked in (False, True):
        for way in FOUND:
            rows = way.rows().where(way.month.funder == funder_id)
            rows = rows.where(asked(way) if is_asked else ~asked(way)).order_by(way.month.month, Worker.id)
            for proposal in _proposals(person_and_start(way, rows).limit(most - len(found))):
                found.setdefault(proposal.worker_id, proposal)
    return list(found.values())


def among(funder_id: int, worker_ids: Iterable[int]) -> dict[int, Proposal]:
    """Those of these people (some hundred) who are proposed now."""
    found: dict[int, Proposal] = {}
    for way in FOUND:
        rows = way.rows().where(way.month.funder == funder_id, Worker.id.in_(sorted(worker_ids)))
        for proposal in _proposals(person_and_start(way, rows)):
            found.setdefault(proposal.worker_id, proposal)
    return found


def counts() -> list[tuple[Funder, int]]:
    """Funder → how many of its people no letter has named yet, by name; a query for each way, one for the funders."""
    people: dict[int, int] = {}
    for way in FOUND:
        counted = way.rows().select(way.month.funder, fn.COUNT(fn.DISTINCT(Worker.id)))
        for funder_id, count in counted.where(~asked(way)).group_by(way.month.funder).tuples():
            people[funder_id] = people.get(funder_id, 0) + count
    funders = Funder.select().where(Funder.id.in_(sorted(people))).order_by(Funder.name, Funder.id)
    return [(funder, people[funder.id]) for funder in funders]


def _proposals(rows) -> Iterator[Proposal]:
    lapse_months, found = settings.whole("lapse_months"), list(rows.dicts())
    lines = lines_by_id([row["asked_by"] for row in found if row["asked_by"]])
    for row in found:
        start = Start(
            first_month=as_date(row["first_month"]),
            paid_on=as_date(row["paid_on"]),
            effective_on=as_date(row["answered_on"]),
            covered_before=as_date(row["covered_before"]),
        )
        if why := broken_by(start, lapse_months=lapse_months):
            area = places.area_name(row["kelurahan_code"], row["home_regency"])
            before = _asked_before(lines.get(row["asked_by"]))
            yield Proposal(row["worker_id"], row["name"], row["reg_no"], area, start, why, **before)


def _asked_before(line: StartLetterLine | None) -> dict:
    if line is None:
        return {}
    return {"asked_in": line.letter.no, "refused_on": line.refused_on, "refused_why": line.refused_why or ""}
