"""The lists of who is about to lapse, on paper for RW and RT: a sheet for each RW."""

from itertools import groupby

from db.connection import writing
from db.models import Worker
from kiosk.domain.clock import today
from kiosk.domain.lapses import first_empty, last_day_to_pay
from kiosk.domain.words import N_
from kiosk.files.lapse_lists import LapseList, ListedPerson, Neighbourhood, lapse_list_pdf
from kiosk.services import access, audit, lapses, places, settings
from kiosk.services.acting import Actor, Refused
from kiosk.services.lapse_contacts import MAY_CALL, OUTCOMES, Calls, calls_about
from kiosk.services.lapse_wishes import ARREARS, ENDED, SOON, Wish

MOST = 500
TITLES = {
    SOON: (
        "Perlindungan segera berakhir",
        "Bulan depannya belum ada yang menanggung. Mintalah mereka datang ke pos.",
    ),
    ARREARS: (
        "Iuran menunggak",
        "Perlindungannya berisiko. Mintalah mereka datang ke pos sebelum batas bayar.",
    ),
    ENDED: ("Kepesertaan baru berakhir", "Mereka dapat didaftarkan lagi. Mintalah mereka datang ke pos."),
}
TOO_LONG = N_(
    "Ada lebih dari %(most)s orang dalam daftar ini, sedangkan satu daftar paling banyak sekian. Saring dulu menurut "
    "kelurahan atau pos, lalu cetak daftarnya."
)


def rws_of(kelurahan: str) -> list[str]:
    """The RW of a kelurahan in which somebody enrolled lives."""
    rows = Worker.select(Worker.rw).where(Worker.kelurahan == kelurahan, Worker.rw != "").distinct()
    return sorted(rw for (rw,) in rows.tuples())


def paper_of(*, wish: Wish, by: Actor, narrowed: str = "") -> bytes:
    """Names and addresses leave the house: who printed them is written down first. `narrowed` says the filters in
    words. Raises NotAllowed, Refused for more than MOST people."""
    access.require(by.role in MAY_CALL)
    endings = dict(lapses.first_of(by=by, wish=wish, most=MOST + 1))
    if len(endings) > MOST:
        raise Refused(TOO_LONG, most=MOST)
    with writing():
        audit.record("berakhir.dicetak", by=by, daftar=wish.which, orang=len(endings), saringan=narrowed)
    title, what = TITLES[wish.which]
    sheet = LapseList(
        title=title,
        what=what,
        where=by.post.name if by.post else settings.setting("city_name"),
        printed_on=today(),
        narrowed=narrowed,
        groups=_groups(endings),
        owner=settings.setting("programme_owner"),
    )
    return lapse_list_pdf(sheet)


def _groups(endings: dict) -> list[Neighbourhood]:
    told = calls_about(endings.items())
    workers = sorted(Worker.select().where(Worker.id.in_(list(endings))), key=_by_door)
    return [
        Neighbourhood(place, [_line(worker, endings[worker.id], told.get(worker.id)) for worker in people])
        for place, people in groupby(workers, key=_place)
    ]


def _by_door(worker: Worker) -> tuple:
    return _place(worker), worker.rt, worker.name


def _place(worker: Worker) -> str:
    area = places.area_name(worker.kelurahan_id, worker.home_regency)
    return f"{area} · RW {worker.rw}" if worker.rw else f"{area} · RW belum tercatat"


def _line(worker: Worker, last, calls: Calls | None) -> ListedPerson:
    return ListedPerson(
        name=worker.name,
        neighbourhood=f"RT {worker.rt}" if worker.rt else "",
        address=worker.address,
        first_empty=first_empty(last),
        last_day=last_day_to_pay(last, settings.whole("lapse_months")),
        remark=_remark(calls) if calls and calls.tries else "",
    )


def _remark(calls: Calls) -> str:
    latest = calls.reached or calls.tries[0]
    words = OUTCOMES.get(latest.outcome, "")
    return words if calls.reached else f"Dicoba {len(calls.tries)}×, terakhir: {words}"
