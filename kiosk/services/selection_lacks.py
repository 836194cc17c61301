"""What people of a selection lack of what BPJS asks for, as it is now: each answer by its name, and why the same person
is taken on without it by another money."""

from collections.abc import Iterable
from dataclasses import dataclass

from peewee import Case, fn

from db.models import Selection, SelectionRow, Worker
from kiosk.domain import selections as rule
from kiosk.services import bpjs_blocks, bpjs_members
from kiosk.services.bpjs_blocks import Block
from kiosk.services.missing import Kind


@dataclass(frozen=True)
class Lacks:
    """`block` names what is lacking. `goes_on`: the person is BPJS's member by this programme's money and needs none
    of it; `member_by` are the names of other funders by whose money they are."""

    block: Block
    goes_on: bool
    member_by: tuple[str, ...]


def lacks_of(selection: Selection, rows: Iterable[SelectionRow]) -> dict[int, Lacks]:
    """By the worker's id, of those alone who lack something now; three queries for a page of rows."""
    ids = [row.worker_id for row in rows]
    blocks = bpjs_blocks.blocks_of(Worker.select().where(Worker.id.in_(ids))) if ids else {}
    lacking = {worker_id: block for worker_id, block in blocks.items() if block.lacks}
    funders = bpjs_members.funders_of(lacking, selection.first_month) if lacking else {}
    own = selection.programme.funder_id
    return {
        worker_id: Lacks(block, own in funders.get(worker_id, {}), _others(funders.get(worker_id, {}), own))
        for worker_id, block in lacking.items()
    }


def kinds_of(selection: Selection) -> list[tuple[Kind, int]]:
    """What those lack now who are left out for it, each with how many of them, the same person several times; one
    query."""
    left_out = SelectionRow.select(SelectionRow.worker).where(
        SelectionRow.selection == selection.id,
        SelectionRow.state == rule.LEFT_OUT,
        SelectionRow.why == rule.LACKING,
    )
    kinds = bpjs_blocks.required()
    counted = [fn.COALESCE(fn.SUM(Case(None, [(kind.condition(), 1)], 0)), 0) for kind in kinds]
    each = Worker.select(*counted).where(Worker.id.in_(left_out)).tuples().get()
    return [(kind, int(count)) for kind, count in zip(kinds, each, strict=True) if count]


def _others(funders: dict[int, str], own: int) -> tuple[str, ...]:
    return tuple(sorted(name for funder_id, name in funders.items() if funder_id != own))
