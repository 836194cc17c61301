"""A person as the form of a correction needs them."""

from dataclasses import dataclass
from datetime import date

from db.models import CoverageMonth, Worker, WorkerFlag
from kiosk.domain.findings import Finding
from kiosk.services import (
    bpjs_turned_down,
    correction_notes,
    identity_rights,
    kpj_guards,
    ledger,
    one_worker,
    person_values,
    worker_remarks,
)
from kiosk.services.acting import Actor
from kiosk.services.cards import live_card
from kiosk.services.correction_notes import Change
from kiosk.services.person_values import Value


@dataclass(frozen=True)
class Person:
    """`seen` is what the form was opened on, `months` the live ones; `card_made` whether a card in force carries what
    is on record now; `nik_changed` the last correction of the NIK where its masks hide what changed; `why_not` a
    sentence that names `whom_to_ask`, where the reader changes nothing; `rejection` that BPJS has not taken them;
    `kpj_from_bpjs` that BPJS has named the KPJ, which only the admin may change then."""

    worker: Worker
    values: dict[str, Value]
    seen: str
    months: list[CoverageMonth]
    card_made: bool
    nik_changed: Change | None
    why_not: str
    whom_to_ask: str
    rejection: WorkerFlag | None
    kpj_from_bpjs: bool

    def about_birth_date(self, born: date) -> list[Finding]:
        """What is to be said of the age by another birth date than the one on record."""
        if born == self.values["birth_on"]:
            return []
        return worker_remarks.about_age(Worker(birth_on=born), self.months)

    def masked(self, field: str) -> str:
        return str(person_values.shown(field, self.values[field]) or "")


def person_of(*, reg_no: str, by: Actor) -> Person:
    """Raises NotThere, NotAllowed, MovedTo."""
    worker = one_worker.current_seen_by(by, one_worker.numbered(reg_no))
    values = person_values.values_of(worker)
    return Person(
        worker=worker,
        values=values,
        seen=person_values.prints_of(reg_no, values),
        months=ledger.live_months(worker.id),
        card_made=live_card(worker.id) is not None,
        nik_changed=_hidden_change(worker),
        why_not=identity_rights.why_not(worker, by),
        whom_to_ask=identity_rights.whom_to_ask(worker),
        rejection=bpjs_turned_down.open_about(worker.id),
        kpj_from_bpjs=kpj_guards.is_from_bpjs(worker.id),
    )


def _hidden_change(worker: Worker) -> Change | None:
    """From what is on record alone: beside a NIK that was only typed, the digits would give the whole number away."""
    change = correction_notes.last_change(worker.id, "nik")
    return change if change and change.looks_alike else None
