"""A draft is decided by a decree: who can be taken on now is frozen in order, and the worker carries it out."""

from dataclasses import dataclass
from datetime import date

from db.connection import writing
from db.kept import KeptQuery
from db.models import Job, Selection, SelectionRow
from kiosk.domain import selections as rule
from kiosk.domain.clock import local, today, utc_now
from kiosk.domain.findings import warn
from kiosk.domain.words import N_, month_name, number
from kiosk.services import access, audit, programme_lookup, queue, selection_checks, selections
from kiosk.services.acting import Actor, Refused
from kiosk.services.once import once
from kiosk.services.selection_checks import Check

NOT_DRAWN = N_("Daftar tunggunya masih ditarik. Tunggu sebentar, lalu putuskan.")
DECIDED = N_("Seleksi ini sudah diputuskan atau sudah dibatalkan. Muat ulang halamannya.")
NOBODY = N_(
    "Tidak seorang pun dapat ditanggung sekarang. Baca alasannya di bawah, bereskan yang dapat dibereskan, lalu tarik "
    "ulang daftarnya."
)
NO_ROOM = N_(
    "Kuota atau anggaran programnya tidak cukup untuk seorang pun sekarang. Ubah programnya, atau batalkan seleksi ini."
)
DRAWN_ANEW = N_("Daftarnya baru saja ditarik ulang. Baca lagi, lalu putuskan.")
TOO_LATE = N_(
    "%(month)s tidak dapat dijanjikan lagi. Batalkan rancangan ini, lalu buat seleksi baru mulai bulan berikutnya."
)
CHANGED = N_(
    "Sejak halaman ini dibuka keadaannya berubah: sekarang %(now)s orang yang dapat diputuskan, tadi %(before)s. Baca "
    "lagi, lalu putuskan."
)
OTHERS = N_(
    "Sejak halaman ini dibuka orangnya berubah, walau banyaknya sama: ada yang tidak dapat lagi dan ada yang naik dari "
    "cadangan. Baca lagi, lalu putuskan."
)
MEANWHILE = N_(
    "Sementara itu %(people)s dari orang-orang ini sudah diputuskan dalam seleksi lain atau ditanggung penanggung "
    "lain. Baca lagi, lalu putuskan."
)
NO_ROOM_NOW = N_(
    "Sementara itu keputusan lain memakai tempat atau anggaran program ini: yang tersisa tidak cukup lagi untuk "
    "%(people)s orang. Baca lagi, lalu putuskan."
)
TO_COME = N_("Tanggal keputusan belum tiba. Tulis tanggal keputusannya, paling lambat hari ini.")
LONG_AGO = N_("Tanggal keputusan lebih awal dari tahun sebelum tahun program. Periksa tanggalnya.")
OLDER = N_(
    "Keputusan ini tertanggal %(decided_on)s, lebih tua daripada daftarnya yang ditarik %(drawn_on)s. Periksa "
    "tanggalnya; bila memang begitu, tandai kotak ini."
)
NOTHING_FAILED = N_("Pekerjaan ini tidak terhenti, maka tidak perlu dilanjutkan. Muat ulang halamannya.")

_states = KeptQuery(
    lambda slot: SelectionRow.update(state=slot("state"), why=slot("why"), listed=slot("listed")).where(
        SelectionRow.id == slot("id")
    )
)


class WrongDay(Refused):
    """Stands beside the day of the decree."""


class OlderDecree(Refused):
    """Of a day before its list was drawn; `finding` holds both days. Somebody may say that it is so."""

    def __init__(self, decided_on: date, drawn_on: date):
        self.finding = warn("decree_older", OLDER, decided_on=decided_on, drawn_on=drawn_on)
        super().__init__(self.finding.sentence())


@dataclass(frozen=True)
class Decree:
    """`people` is how many the page said would be decided on, `fingerprint` that they are these (Check.fingerprint);
    `is_older`: somebody has said that it is indeed of a day before the list was drawn."""

    no: str
    on: date
    by: str
    people: int
    fingerprint: str
    is_older: bool = False


def decide(
    *, selection: Selection, decree: Decree, client_key: str, by: Actor, run_here: bool = False
) -> None:
    """Once per key; `run_here` as queue.ask has it. Raises NotAllowed, KeyInUse, Refused (not drawn, decided already,
    other people than were read, nobody can be taken on, too late), WrongDay, OlderDecree."""
    access.require(by.role == "admin")
    content = {
        "selection": selection.no, "no": decree.no, "on": decree.on, "by": decree.by, "people": decree.people,
        "list": decree.fingerprint,
    }  # fmt: skip
    seen = Selection.get_by_id(selection.id)
    found = selection_checks.check(seen)  # seconds for many: not while everybody else waits
    _answer, first_time = once(
        key=client_key,
        purpose="selection.decision",
        content=content,
        by=by,
        make=lambda: _decide(seen, decree, found, by, run_here),
    )
    if first_time:
        selections.put_draft_away(seen)


def _decide(seen: Selection, decree: Decree, found: Check, by: Actor, run_here: bool) -> str:
    """Decisions of one year are made one after the other: whom or what another has taken since the look is seen here.
    Who changes otherwise between the look and this moment is found out by the job, as everybody later is."""
    now = selections.held_selection(seen.id)
    programme_lookup.hold_programmes_of_year(now.first_month.year)
    _require_its_time(now, decree)
    if now.cursor != seen.cursor:
        raise Refused(DRAWN_ANEW)
    _require_people(found, decree)
    _require_still_free(now, found)
    _freeze(now, found)
    job = queue.ask(
        selections.CARRYING_JOB,
        by=by,
        run_here=run_here,
        selection=now.id,
        user=by.user_id,
        total=len(found.chosen),
    )
    Selection.update(
        state=rule.DECIDED, decree_no=decree.no, decree_on=decree.on, decree_by=decree.by, cursor=0,
        chosen=len(found.chosen), reserve=len(found.reserve), amount=found.preview.amount, job_id=job.id,
        decided_by=by.user_id, decided_at=utc_now(), **selections.NO_PAPER,
    ).where(Selection.id == now.id).execute()  # fmt: skip
    audit.record(
        "seleksi.diputuskan", by=by, kind=selections.OWNER, subject=now.no, keputusan=decree.no,
        tanggal=decree.on.isoformat(), orang=len(found.chosen), cadangan=len(found.reserve),
        jumlah=found.preview.amount,
    )  # fmt: skip
    return now.no


def _require_its_time(now: Selection, decree: Decree) -> None:
    if now.state == rule.DRAWING:
        raise Refused(NOT_DRAWN)
    if now.state != rule.DRAFT:
        raise Refused(DECIDED)
    if selections.is_too_late(now):
        raise Refused(TOO_LATE, month=month_name(now.first_month))
    if decree.on > today():
        raise WrongDay(TO_COME)
    if decree.on.year < now.first_month.year - 1:
        raise WrongDay(LONG_AGO)
    drawn_on = local(now.drawn_at).date()
    if decree.on < drawn_on and not decree.is_older:
        raise OlderDecree(decree.on, drawn_on)


def _require_people(found: Check, decree: Decree) -> None:
    if not found.chosen:
        raise Refused(_why_nobody(found))
    if len(found.chosen) != decree.people:
        raise Refused(CHANGED, now=len(found.chosen), before=decree.people)
    if found.fingerprint != decree.fingerprint:
        raise Refused(OTHERS)


def _require_still_free(now: Selection, found: Check) -> None:
    """Under the programmes that are held: nobody else decides on these people or places until this is done."""
    if lost := selection_checks.lost_meanwhile(now, found):
        raise Refused(MEANWHILE, people=number(len(lost)))
    room, preview = selection_checks.room_beside_others(now), found.preview
    if room.closed or room.places < preview.new_places or room.budget < preview.amount:
        raise Refused(NO_ROOM_NOW, people=number(len(found.chosen)))


def _why_nobody(found: Check) -> str:
    if found.stopped_by == rule.CLOSED:
        return selections.CLOSED
    return NO_ROOM if found.stopped_by else NOBODY


def _freeze(now: Selection, found: Check) -> None:
    """Who stands where, as the decree names them: all in one statement, then the few who stand elsewhere than they
    did."""
    in_line = (SelectionRow.selection == now.id) & SelectionRow.state.in_((rule.CHOSEN, rule.RESERVE))
    SelectionRow.update(listed=SelectionRow.state).where(in_line).execute()
    lost = [_change(one.row, rule.REFUSED, "", one.why) for one in found.lost]
    moved = [
        _change(row, state, state)
        for state, rows in ((rule.CHOSEN, found.chosen), (rule.RESERVE, found.reserve))
        for row in rows
        if row.state != state
    ]
    _states.change_all([*lost, *moved])


def _change(row: SelectionRow, state: str, listed: str, why: str = "") -> dict:
    return {"id": row.id, "state": state, "listed": listed, "why": why}


def go_on(*, selection: Selection, by: Actor) -> None:
    """A job that failed is asked for once more. Going on already: nothing more. Raises NotAllowed, Refused."""
    access.require(by.role == "admin")
    with writing():
        now = selections.held_selection(selection.id)
        if now.state not in rule.WORKING:
            raise Refused(NOTHING_FAILED)
        if not selections.has_failed(now):
            return
        job = _asked_again(now, by)
        Selection.update(job_id=job.id).where(Selection.id == now.id).execute()


def _asked_again(now: Selection, by: Actor) -> Job:
    if now.state == rule.DRAWING:
        return queue.ask(selections.DRAWING_JOB, by=by, selection=now.id)
    return queue.ask(selections.CARRYING_JOB, by=by, selection=now.id, user=by.user_id, total=now.chosen)
