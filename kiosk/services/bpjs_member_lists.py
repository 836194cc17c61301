"""A list of BPJS's active members held against the ledger, both ways: who is on it and not protected here, who is
protected here and not on it. Both are work for somebody; no month is changed by a list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from db.connection import in_turn
from db.models import Answer
from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.bpjs_mismatches import BPJS_ONLY, OTHER_KPJ, OURS_ONLY
from kiosk.domain.bpjs_outcomes import AGREED, STRANGER, WRONG
from kiosk.domain.bpjs_outcomes import BPJS_ONLY as NOT_OURS
from kiosk.domain.bpjs_outcomes import OTHER_KPJ as OTHER_NUMBER
from kiosk.domain.bpjs_row_faults import NAME_DIFFERS
from kiosk.domain.findings import Finding, block, blocks, warn
from kiosk.domain.names import names_prove
from kiosk.domain.words import N_
from kiosk.services import bpjs_answer_rows, bpjs_list_ends, bpjs_mismatch_rows, safe
from kiosk.services.acting import Actor
from kiosk.services.bpjs_answer_rows import place_of, values_of
from kiosk.services.bpjs_list_queries import Named, is_overtaken, people_under, protected_among

OTHER_KPJ_THERE = N_("KPJ pada baris ini lain dari yang tercatat di sini. Yang tercatat tidak diubah.")

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Fate:
    """What came of one line: `outcome` as in domain/bpjs_outcomes; `worker_id` whoever has the NIK, None for
    strangers, `same_kpj` whether the line names the number in force, None where one side has none."""

    row: CheckedAnswer
    outcome: str
    worker_id: int | None
    more: tuple[Finding, ...] = ()
    same_kpj: bool | None = None


def take_in(*, answer: Answer, rows: Sequence[CheckedAnswer], by: Actor) -> None:
    """Write one chunk (up to 100) of a list of members, in the caller's transaction, in as many statements for many
    rows as for few. Of rows that are written already, those that do not agree are judged anew."""
    in_turn(bpjs_mismatch_rows.LISTS)
    rows, there = bpjs_answer_rows.to_judge(answer, rows)
    if not rows:
        return
    people = people_under([row.nik for row in rows if row.nik])
    protected = protected_among([worker.id for worker in people.values()], answer.as_of)
    fates = [_fate(row, people.get(row.nik), protected) for row in rows]
    values = [values_of(answer, one.row, one.outcome, one.more, worker_id=one.worker_id) for one in fates]
    bpjs_answer_rows.write(values, there)
    if not is_overtaken(answer):
        _note(answer, fates)


def finish(*, answer: Answer, by: Actor, progress: Progress) -> None:
    """After the last row: who is protected here on the list's day and not on it; what the list settles by what it does
    not hold. In transactions of its own of some hundred people each; done again it changes nothing."""
    bpjs_list_ends.finish(answer=answer, by=by, progress=progress)


def _fate(row: CheckedAnswer, worker: Named | None, protected: set[int]) -> Fate:
    """A wrong line of somebody we know keeps them: they are on the list, whatever else is wrong with the line."""
    worker_id = worker.id if worker else None
    if row.nik is None or blocks(row.findings):
        return Fate(row, WRONG, worker_id)
    if worker is None:
        return Fate(row, STRANGER, None)
    if row.name and not names_prove(row.name, worker.name):
        return Fate(row, WRONG, worker_id, (block("name_differs", NAME_DIFFERS),))
    same = safe.index(row.kpj, safe.KPJ) == worker.kpj_hash if row.kpj and worker.kpj_hash else None
    said = (warn("kpj_differs", OTHER_KPJ_THERE),) if same is False else ()
    outcome = NOT_OURS if worker_id not in protected else OTHER_NUMBER if said else AGREED
    return Fate(row, outcome, worker_id, said, same)


def _note(answer: Answer, fates: list[Fate]) -> None:
    """Whoever is on the list is no longer missing from it; what both say alike is settled. Nobody is raised again about
    whom this very list has said so before, and it was settled since."""
    agreed = [fate.worker_id for fate in fates if fate.outcome in (AGREED, OTHER_NUMBER)]
    only_there = [fate for fate in fates if fate.outcome == NOT_OURS]
    bpjs_mismatch_rows.settle_by(answer, agreed, kinds=(BPJS_ONLY, OURS_ONLY))
    bpjs_mismatch_rows.settle_by(answer, [fate.worker_id for fate in only_there], kinds=(OURS_ONLY,))
    bpjs_mismatch_rows.settle_by(answer, [one.worker_id for one in fates if one.same_kpj], kinds=(OTHER_KPJ,))
    _raise(answer, BPJS_ONLY, only_there)
    _raise(answer, OTHER_KPJ, [fate for fate in fates if fate.outcome == OTHER_NUMBER])


def _raise(answer: Answer, kind: str, fates: list[Fate]) -> None:
    told = bpjs_mismatch_rows.told_by(answer, kind, [fate.worker_id for fate in fates]) if fates else set()
    new = [fate for fate in fates if fate.worker_id not in told]
    rows = bpjs_answer_rows.kept_of(answer, [fate.row for fate in new])
    bpjs_mismatch_rows.raise_all(answer, kind, {fate.worker_id: rows[place_of(fate.row)].id for fate in new})
