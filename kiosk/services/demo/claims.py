"""Accidents and deaths of made-up people in the last months: told in time and too late, paid, refused, closed as wrong,
and one of two hours ago of which BPJS knows nothing yet.

What is kept of each is what the services keep of a report (claim_reports) and of its steps (claim_steps), only at the
time when it would have been. Whoever dies has no month behind the one of the death, so nothing is let go.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from db.models import AuditEvent, Claim, ClaimStep, Post, Worker
from kiosk.domain import claims
from kiosk.domain.clock import add_months, local, noon_of, utc_now
from kiosk.files.evidence import PICTURE, Evidence
from kiosk.services import accounts, claim_heirs, claim_papers, claim_reports, claim_steps
from kiosk.services.acting import Actor
from kiosk.services.claim_lookup import OWNER
from kiosk.services.claim_reports import Report
from kiosk.services.deaths import COVER_ENDED, DEATH_REASON, DIED
from kiosk.services.demo.claim_cases import ACCIDENTS, DEATHS, JUST_NOW, Case, Death, Step
from kiosk.services.demo.mandate_papers import example
from kiosk.services.demo.people import Person
from kiosk.services.demo.rows import insert

DAY_OF_DEATH = 20
COVERED_SINCE = -4  # months; of whom an accident happens to
HEIR, HEIRS_PHONE = "Siti (contoh)", "62811000{number:04}"
JUST_NOW_HOURS, REPORTED_HOURS = 2, 1


def add_claims(people: list[Person], day: date) -> int:
    """Before anybody is called or gets a card; returns how many. Where nobody fits, there are fewer."""
    pick = Pick(people)
    for case in DEATHS:
        if person := pick.for_death(case):
            died_on = add_months(day, person.spans[0].last).replace(day=DAY_OF_DEATH)
            _report(person, case, died_on)
    for case in ACCIDENTS:
        if person := pick.covered():
            _report(person, case, day - timedelta(days=case.ago))
    if person := pick.covered():
        _report_now(person, JUST_NOW)
    return Claim.select().count()


def add_claim_papers() -> None:
    """Half of the papers of the newest claim that waits for them, and whom one calls about it, by the services."""
    claim = Claim.select().where(Claim.state == claims.PAPERS).order_by(Claim.happened_at.desc()).first()
    if claim is None:
        return
    by = accounts.actor_of(user_id=claim.created_by_id, post_id=claim.post_id)
    needed = claim_papers.needed_for(claim.kind)
    for paper in needed[: len(needed) // 2]:
        picture = Evidence(PICTURE, example(paper.name, claim.worker.name))
        claim_papers.lay_down(
            no=claim.no, code=paper.code, papers=[picture], instead=False,
            client_key=f"demo-{claim.no}-{paper.code}", by=by,
        )  # fmt: skip
    claim_heirs.note(
        no=claim.no, name=HEIR, relation="spouse", phone=HEIRS_PHONE.format(number=claim.id),
        client_key=f"demo-{claim.no}-heirs", by=by,
    )  # fmt: skip


class Pick:
    """Nobody twice; those of Pos Pasar Johar first, where the demo's own officer sees them."""

    def __init__(self, people: list[Person]):
        alone = [person for person in people if len(person.spans) == 1 and person.batch is None]
        self._ended = [person for person in alone if _is_over(person)]
        covered = [person for person in alone if _is_covered(person)]
        johar = Post.get(Post.code == "johar").id
        covered.sort(key=lambda person: person.row["enrolled_post"] != johar)
        self._covered = iter(covered)

    def covered(self) -> Person | None:
        return next(self._covered, None)

    def for_death(self, case: Death) -> Person | None:
        """Whose cover ended with the month of the death, after so many months."""
        fits = (
            person
            for person in self._ended
            if person.spans[0].last <= case.latest and _length(person) in case.months
        )
        if person := next(fits, None):
            self._ended.remove(person)
        return person


def _is_over(person: Person) -> bool:
    span = person.spans[0]
    return span.funder in ("apbd", "dbhcht") and not span.asked and span.last < 0


def _is_covered(person: Person) -> bool:
    span = person.spans[0]
    return span.funder == "apbd" and span.first <= COVERED_SINCE and span.last >= 0


def _length(person: Person) -> int:
    return person.spans[0].last - person.spans[0].first + 1


def _report(person: Person, case: Case, day: date) -> None:
    entry = _entry(case, day, case.hour)
    _keep(person, entry, noon_of(day + timedelta(days=case.reported)) - timedelta(hours=1), case.steps)


def _report_now(person: Person, case: Case) -> None:
    moment = local(utc_now() - timedelta(hours=JUST_NOW_HOURS))
    entry = _entry(case, moment.date(), moment.time().replace(second=0, microsecond=0))
    _keep(person, entry, utc_now() - timedelta(hours=REPORTED_HOURS), ())


def _entry(case: Case, day: date, hour: time | None) -> Report:
    facility = claim_reports.facilities()[0].code if case.kind in claims.ON_THE_CLOCK else ""
    return Report(
        kind=case.kind, day=day, hour=hour, place=case.place, on_the_way=case.on_the_way, facility=facility,
        told=case.told,
    )  # fmt: skip


def _keep(person: Person, entry: Report, reported_at: datetime, steps: tuple[Step, ...]) -> None:
    """The claim with those of its steps whose day has come."""
    worker = Worker.get_by_id(person.id)
    by = accounts.actor_of(user_id=person.row["enrolled_by"], post_id=person.row["enrolled_post"])
    claim_reports.require_possible(worker, entry)
    claim = Claim.create(**claim_reports.claim_columns(worker, entry, by) | {"created_at": reported_at})
    first = claim_reports.first_step(entry, local(reported_at).date())
    rows = [_step_row(claim, by, reported_at, first), *_step_rows(claim, by, entry.day, steps)]
    insert(ClaimStep, rows)
    if entry.is_death:
        _set_at_rest(worker, entry, reported_at, by)
    insert(AuditEvent, [_line(by, row, claim, worker) for row in rows])
    claim_steps.follow_steps(claim)


def _step_rows(claim: Claim, by: Actor, day: date, steps: tuple[Step, ...]) -> Iterator[dict]:
    for number, step in enumerate(steps):
        at = noon_of(day + timedelta(days=step.after)) + timedelta(minutes=number)
        if at < utc_now():
            told = {"told_at": at, "how": "call_centre", "ref": f"CONTOH/{claim.id:04}"}
            said = {"state": step.state, "on_day": local(at).date(), "amount": step.amount, "note": step.note}
            yield _step_row(claim, by, at, said | (told if step.state == claims.TOLD else {}))


def _step_row(claim: Claim, by: Actor, at: datetime, said: dict) -> dict:
    """Every column, so that all rows of one insert are alike."""
    empty = {"kind": "", "told_at": None, "how": "", "ref": "", "amount": None, "note": "", "corrects": None}
    return {"claim": claim.id, **empty, **said, "at": at, "by": by.user_id}


def _set_at_rest(worker: Worker, entry: Report, at: datetime, by: Actor) -> None:
    """As cover_ends does it, where there is no month to let go and no card yet."""
    Worker.update(
        died_on=entry.death_day, frozen_at=at, frozen_by=by.user_id, frozen_reason=DEATH_REASON
    ).where(Worker.id == worker.id).execute()
    said = {"sebab": DIED, "hari_terakhir": entry.death_day.isoformat(), "bulan_dilepas": 0}
    insert(AuditEvent, [_event(by, at, COVER_ENDED, "pekerja", worker.reg_no, said)])


def _line(by: Actor, row: dict, claim: Claim, worker: Worker) -> dict:
    if row["state"] == claims.REPORTED:
        said = {"jenis": claim.kind, "pekerja": worker.reg_no}
        return _event(by, row["at"], "klaim.dilaporkan", OWNER, claim.no, said)
    return _event(by, row["at"], "klaim.langkah", OWNER, claim.no, {"keadaan": row["state"]})


def _event(by: Actor, at: datetime, action: str, kind: str, subject: str, detail: dict) -> dict:
    return {
        "at": at, "user_id": by.user_id, "user_name": by.name, "role": by.role, "post_id": by.post_id,
        "action": action, "subject_kind": kind, "subject": subject, "detail": detail,
    }  # fmt: skip
