"""BPJS does not let a membership begin earlier, whatever the letter asked: noted for each person of it, with BPJS's
reason and day, and taken back where that was a slip. It changes no month."""

from collections.abc import Iterable
from datetime import date

from db.connection import held, writing
from db.models import StartLetter, StartLetterLine, Worker
from kiosk.domain.clock import local, today
from kiosk.domain.words import N_, long_date
from kiosk.services import access, audit
from kiosk.services.acting import Actor, NotThere, Refused

NOBODY = N_("Pilih paling sedikit satu orang dalam surat ini.")
NOT_IN_IT = N_("Orang yang dipilih tidak ada dalam surat ini. Muat ulang halaman ini.")
ANSWERED = N_("%(name)s sudah dijawab BPJS dengan hari mulai %(day)s, maka tidak dapat dicatat ditolak.")
NOT_REFUSED = N_("%(name)s tidak tercatat ditolak, maka tidak ada yang dibatalkan.")
TO_COME = N_("Tanggal %(day)s belum tiba. Isi hari BPJS menolaknya.")
TOO_EARLY = N_("Surat ini baru dibuat pada %(made)s, maka tidak mungkin ditolak pada %(day)s.")


class WrongDay(Refused):
    """Stands beside the field the day was written in."""


def refuse(*, no: str, people: Iterable[str], on: date, why: str, by: Actor) -> int:
    """BPJS has refused what this letter asks for these people (registration numbers); answers with how many. Noted
    again, the newer day and reason hold. Raises NotAllowed, NotThere, WrongDay, Refused for nobody, for who is not in
    the letter, and for whom BPJS has answered."""
    access.require(by.role == "admin")
    with writing():
        letter = _held(no)
        _require_day(letter, on)
        lines = _lines(letter, people)
        for line in lines:
            if line.answered_from:
                raise Refused(ANSWERED, name=line.worker.name, day=long_date(line.answered_from))
        _note(lines, on, why)
        _write_down("bpjs.surat_ditolak", letter, lines, by, tanggal=on.isoformat(), alasan=why)
    return len(lines)


def wait_again(*, no: str, people: Iterable[str], by: Actor) -> int:
    """These people wait for BPJS's answer to this letter after all; answers with how many. Raises NotAllowed, NotThere,
    Refused."""
    access.require(by.role == "admin")
    with writing():
        letter = _held(no)
        lines = _lines(letter, people)
        for line in lines:
            if line.refused_on is None:
                raise Refused(NOT_REFUSED, name=line.worker.name)
        _note(lines, None, None)
        _write_down("bpjs.surat_menunggu_lagi", letter, lines, by)
    return len(lines)


def _held(no: str) -> StartLetter:
    """Until the transaction ends: of two who note at once, one comes after the other."""
    letter = held(StartLetter.select().where(StartLetter.no == no)).first()
    if letter is None:
        raise NotThere
    return letter


def _require_day(letter: StartLetter, on: date) -> None:
    made_on = local(letter.made_at).date()
    if on > today():
        raise WrongDay(TO_COME, day=long_date(on))
    if on < made_on:
        raise WrongDay(TOO_EARLY, made=long_date(made_on), day=long_date(on))


def _lines(letter: StartLetter, people: Iterable[str]) -> list[StartLetterLine]:
    """With their workers; held."""
    numbers = set(people)
    if not numbers:
        raise Refused(NOBODY)
    chosen = Worker.select(Worker.id).where(Worker.reg_no.in_(sorted(numbers)))
    query = StartLetterLine.select().where(
        StartLetterLine.letter == letter, StartLetterLine.worker.in_(chosen)
    )
    lines = list(held(query.order_by(StartLetterLine.id)))
    if len(lines) != len(numbers):
        raise Refused(NOT_IN_IT)
    workers = {
        row.id: row for row in Worker.select().where(Worker.id.in_([line.worker_id for line in lines]))
    }
    for line in lines:
        line.worker = workers[line.worker_id]
    return lines


def _note(lines: list[StartLetterLine], on: date | None, why: str | None) -> None:
    ids = [line.id for line in lines]
    StartLetterLine.update(refused_on=on, refused_why=why).where(StartLetterLine.id.in_(ids)).execute()


def _write_down(
    action: str, letter: StartLetter, lines: list[StartLetterLine], by: Actor, **what: str
) -> None:
    """Person by person, by the letter's number."""
    told = {"surat": letter.no, **what}
    audit.record_all(action, by=by, kind="pekerja", lines={line.worker.reg_no: told for line in lines})
