"""Correct what is on record about a person: with a reason, on what the form was opened on, kept as what changed.

Months already planned or paid keep what they were counted as: a correction touches no row of the ledger."""

from collections.abc import Mapping

from peewee import IntegrityError

from db.connection import held
from db.models import Worker
from kiosk.domain.correction_reasons import only_fills
from kiosk.domain.words import N_
from kiosk.services import (
    access,
    audit,
    correction_flags,
    correction_notes,
    identity_rights,
    kpj_guards,
    one_worker,
    person_values,
    poverty_newcomers,
    poverty_rematching,
    safe,
    standing,
)
from kiosk.services.acting import Actor
from kiosk.services.correction_refusals import (
    AgeIsDecided,
    ChangedMeanwhile,
    NikKnown,
    NothingChanged,
    ReasonMissing,
)
from kiosk.services.once import once
from kiosk.services.person_values import Value

MAY_CORRECT = ("petugas", "mitra", "admin")
SOMEBODY = N_("orang lain")


def correct(
    *,
    reg_no: str,
    values: Mapping[str, Value],
    reason: str,
    client_key: str,
    seen: str,
    asks_approval: bool = False,
    by: Actor,
) -> None:
    """Change the fields of `values` that differ; a field left out stays. `seen` is Person.seen of the opened form,
    `reason` a code of CORRECTION_REASONS or a short text, empty where only what was empty is filled in.

    Raises NotThere, NotAllowed, MovedTo, Refused by identity_rights, NothingChanged, ReasonMissing, AgeIsDecided,
    KpjFromBpjs, ChangedMeanwhile, NikKnown, KeyInUse."""
    access.require(by.role in MAY_CORRECT)
    try:
        once(
            key=client_key,
            purpose="correction",
            content={
                "worker": reg_no,
                "reason": reason,
                **{f"value.{field}": values[field] for field in values},
            },
            by=by,
            make=lambda: _correct(reg_no, values, reason, seen, asks_approval, by),
        )
    except IntegrityError:
        if owner := _who_has(values.get("nik")):
            raise NikKnown(owner) from None
        raise


def _correct(reg_no: str, values: Mapping, reason: str, seen: str, asks_approval: bool, by: Actor) -> str:
    worker = one_worker.current_seen_by(by, held(one_worker.numbered(reg_no)))
    identity_rights.require(worker, by)
    before = person_values.values_of(worker)
    _require_unchanged(worker, before, seen)
    after = _agreeing({**before, **values})
    changes = [(field, before[field], after[field]) for field in after if after[field] != before[field]]
    before_disnaker = worker.approval in (standing.ASKED, standing.DECLINED) and by.role != "admin"
    if before_disnaker and before["birth_on"] != after["birth_on"]:
        raise AgeIsDecided
    if not changes:
        raise NothingChanged
    completes = only_fills(changes)
    if not (reason or completes):
        raise ReasonMissing
    changed = {field: new for field, _old, new in changes}
    kpj_guards.require(worker.id, changed, by)
    _write(worker, changed)
    if changed.keys() & {"nik", "name"}:
        poverty_rematching.look_again(worker.id)
    if "nik" in changed:
        poverty_newcomers.match([Worker.get_by_id(worker.id)])
    correction_notes.note(
        worker_id=worker.id, kind=correction_notes.CORRECTION, changes=changes, reason=reason, by=by
    )
    fields = list(changed)
    action = correction_notes.COMPLETED if completes else correction_notes.CORRECTED
    audit.record(action, by=by, kind="pekerja", subject=reg_no, isian=fields)
    correction_flags.bring_in_step(worker, after, new_nik="nik" in fields, by=by)
    correction_flags.settle_rejection(worker, fields, by=by)
    if asks_approval and not worker.approval:
        correction_flags.ask_approval(worker, reason, by)
    return reg_no


def _require_unchanged(worker: Worker, now: Mapping[str, Value], seen: str) -> None:
    fields = person_values.changed_since(worker.reg_no, seen, now)
    if fields:
        last = next(iter(correction_notes.latest([worker.id], limit=1)), None)
        raise ChangedMeanwhile(fields, last.by.name if last else SOMEBODY, last.at if last else None)


def _agreeing(values: dict[str, Value]) -> dict[str, Value]:
    """Whoever lives in a kelurahan of ours has no regency elsewhere; what agrees with the NIK needs no reason."""
    if values["kelurahan"]:
        values["home_regency"] = None
    if not correction_flags.differs(values):
        values["ktp_reason"] = None
    return values


def _write(worker: Worker, changed: Mapping[str, Value]) -> None:
    """The look before saving names the other person; the unique index on the NIK's hash stays the judge."""
    owner = _who_has(changed.get("nik"))
    if owner:
        raise NikKnown(owner)
    Worker.update(**person_values.columns_of(changed)).where(Worker.id == worker.id).execute()


def _who_has(nik: str | None) -> Worker | None:
    return Worker.get_or_none(Worker.nik_hash == safe.index(nik, safe.NIK)) if nik else None
