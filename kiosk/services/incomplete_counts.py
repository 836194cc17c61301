"""How many people lack what; and, for the list, which people these counts speak of."""

import time
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from itertools import accumulate
from operator import or_

from peewee import fn

from db.models import Worker, WorkerFlag
from kiosk.domain.clock import utc_now
from kiosk.services import access
from kiosk.services.acting import Actor
from kiosk.services.home_areas import lives_in
from kiosk.services.missing import BPJS, USEFUL, kinds_for, to_settle
from kiosk.services.standing import ASKED, is_free
from kiosk.services.worker_flags import BPJS_REJECTED

SLOW, KEPT = 0.5, 300  # seconds: what took longer to count than the first is told again for the second

_kept: dict[tuple, "Counts"] = {}


@dataclass(frozen=True)
class Counts:
    """How many people each kind fits, by its code; `total` people in all. `parts` are the numbers of people by what is
    worst about them, in the order of the list. `counted_at` is UTC."""

    total: int
    by_kind: dict[str, int]
    parts: tuple[int, ...]
    counted_at: datetime
    took: float = 0.0


def counts(*, by: Actor, kelurahan: str = "") -> Counts:
    """By one pass over the people in scope. A pass over the whole city takes a while, so its answer is kept for some
    minutes, for those who see everybody; `counted_at` says from when it is."""
    if by.role not in access.SEES_ALL or kelurahan:
        return _counted(by, kelurahan)
    kept = _kept.get(access.SEES_ALL)
    if kept is None or (utc_now() - kept.counted_at).total_seconds() > KEPT:
        kept = _counted(by, kelurahan)
        _kept.update({access.SEES_ALL: kept} if kept.took > SLOW else {})
    return kept


def to_check_in_city() -> int:
    """How many flags are open and how many approvals are asked for: what waits for the city itself. Whom BPJS rejected
    waits for post or company, and is counted for itself (bpjs_counters). Two looks at the few rows there are, where
    counts looks at everybody."""
    open_ones = WorkerFlag.settled_at.is_null() & (WorkerFlag.kind != BPJS_REJECTED)
    flags = WorkerFlag.select().join(Worker).where(open_ones, Worker.frozen_at.is_null())
    asked = Worker.select().where(Worker.approval == ASKED, ~is_free(), Worker.frozen_at.is_null())
    return flags.count() + asked.count()


def forget() -> None:
    """Count anew the next time."""
    _kept.clear()


def in_scope(by: Actor, kelurahan: str):
    """Nobody who is frozen; whoever was merged is in no scope."""
    query = access.workers_in_scope(by).where(Worker.frozen_at.is_null())
    return query.where(*lives_in(kelurahan))


def groups(by: Actor) -> list:
    """The conditions for something to settle, for what BPJS asks, for what is useful."""
    empty = [
        reduce(or_, [kind.condition() for kind in kinds_for(by) if kind.group == group])
        for group in (BPJS, USEFUL)
    ]
    return [to_settle(by), *empty]


def _counted(by: Actor, kelurahan: str) -> Counts:
    began = time.monotonic()
    kinds = kinds_for(by)
    conditions = [*(kind.condition() for kind in kinds), *accumulate(groups(by), or_)]
    columns = [fn.COUNT(Worker.id).filter(condition) for condition in conditions]
    found = in_scope(by, kelurahan).select(*columns).tuples().get()
    by_kind = {kind.code: count for kind, count in zip(kinds, found, strict=False)}
    settle, with_bpjs, total = found[len(kinds) :]
    parts = (settle, with_bpjs - settle, total - with_bpjs)
    return Counts(total, by_kind, parts, utc_now(), time.monotonic() - began)
