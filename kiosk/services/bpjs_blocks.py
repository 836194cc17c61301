"""What keeps BPJS from being asked for a person: said before anybody asks, with what mends it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from peewee import fn

from db.models import Submission, SubmissionLine, Worker
from kiosk.services import missing, settings, standing
from kiosk.services.missing import Kind

REFUSED = ("dukcapil", "bpjs")  # codes of missing.KINDS: whose NIK or data somebody has refused
FROZEN, APPROVAL = "frozen", "approval"


@dataclass(frozen=True)
class Block:
    """`lacks` are fields that are empty or refused, `standing` is FROZEN or APPROVAL or empty, `asked_in` the number of
    the submission in which the person waits for an answer, or empty."""

    lacks: tuple[Kind, ...]
    standing: str
    asked_in: str


def required() -> tuple[Kind, ...]:
    """What BPJS asks for by the setting of today, and what has been refused, in the order of /belum-lengkap."""
    fields = {name.strip() for name in settings.setting("bpjs_required").split(",")}
    asked = (missing.BPJS, missing.USEFUL)
    return tuple(
        kind
        for kind in missing.KINDS
        if kind.code in REFUSED or (kind.group in asked and kind.field in fields)
    )


def is_blocked():
    """The condition over Worker; never null."""
    return is_lacking() | is_asked()


def is_lacking(kinds: Iterable[Kind] | None = None):
    """Data are missing or refused, or the person may not be funded: somebody here has to mend it. Never null. `kinds`
    are some of required(), where the others are said elsewhere."""
    lacking = (kind.condition() for kind in (required() if kinds is None else kinds))
    return reduce(or_, lacking, ~standing.is_free())


def is_asked():
    """Stands in a submission, of whomever, that waits to be sent or answered."""
    return fn.EXISTS(_asked())


def blocks_of(workers: Iterable[Worker]) -> dict[int, Block]:
    """By worker, two queries for a page of them."""
    workers = {worker.id: worker for worker in workers}
    kinds, asked_in = required(), _asked_in(workers)
    lacks = [kind.condition().alias(_column(kind)) for kind in kinds]
    rows = Worker.select(Worker.id, *lacks).where(Worker.id.in_(list(workers)))
    return {
        row.id: Block(
            lacks=tuple(kind for kind in kinds if getattr(row, _column(kind))),
            standing=_standing_of(workers[row.id]),
            asked_in=asked_in.get(row.id, ""),
        )
        for row in rows
    }


def _asked():
    return SubmissionLine.select(SubmissionLine.id).where(
        SubmissionLine.worker == Worker.id, SubmissionLine.state == "asked"
    )


def _asked_in(workers: Iterable[int]) -> dict[int, str]:
    rows = SubmissionLine.select(SubmissionLine.worker, Submission.no).join(Submission)
    return dict(
        rows.where(SubmissionLine.worker.in_(list(workers)), SubmissionLine.state == "asked").tuples()
    )


def _standing_of(worker: Worker) -> str:
    if worker.frozen_at or worker.merged_into_id:
        return FROZEN
    return APPROVAL if standing.awaits_approval(worker) else ""


def _column(kind: Kind) -> str:
    return f"lacks_{kind.code.replace('-', '_')}"
