"""Why somebody who was drafted is left out when a run is sealed: a reason for each of them, with their money. Who was
never in the line was told of when it was built."""

from collections.abc import Mapping

from db.models import DebitItem, DebitLine, Pledge
from kiosk.domain import debit_skips
from kiosk.domain.debits import Skip, Verdict

Bonds = Mapping[tuple[int, int], int]  # (mandate, worker) → the pledge that stands for them


def bonds_of(lines: list[DebitLine]) -> Bonds:
    """One query."""
    asked = Pledge.mandate.in_([one.mandate_id for one in lines])
    rows = Pledge.select(Pledge.mandate, Pledge.worker, Pledge.id).where(asked).order_by(Pledge.id)
    return {(mandate_id, worker_id): pledge_id for mandate_id, worker_id, pledge_id in rows.tuples()}


def reasons_of(line: DebitLine, gone: list[DebitItem], verdict: Verdict | None, bonds: Bonds) -> list[Skip]:
    """As the judgement says; of a month that is not there any more only that it changed. Their amounts add up to what
    `gone` was drafted for."""
    told = [skip for skip in verdict.skips if skip.reason != debit_skips.NOT_PLANNED] if verdict else []
    if gone and (whole := next((skip for skip in told if skip.pledge_id is None), None)):
        return [Skip(whole.reason, amount=sum(item.amount for item in gone))]
    why = {skip.pledge_id: skip.reason for skip in told}
    pledges = [bonds.get((line.mandate_id, item.worker_id)) for item in gone]
    return [
        Skip(why.get(pledge_id, debit_skips.CHANGED), pledge_id, item.amount)
        for item, pledge_id in zip(gone, pledges, strict=True)
    ]
