"""The lists of who is about to lapse, on paper for RW and RT, by kelurahan and RW."""

from itertools import groupby

from db.models import Worker
from kiosk.domain.clock import today
from kiosk.domain.lapses import first_empty, last_day_to_pay
from kiosk.domain.words import N_
from kiosk.files.lapse_lists import LapseList, ListedPerson, Neighbourhood, lapse_list_pdf
from kiosk.services import lapses, places, settings
from kiosk.services.acting import Actor, Refused
from kiosk.services.lapse_contacts import OUTCOMES, latest_contacts
from kiosk.services.lapse_queries import ARREARS, ENDED, SOON, Wish

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


def paper_of(*, wish: Wish, by: Actor) -> bytes:
    """Raises Refused for more than MOST people."""
    endings = dict(lapses.first_of(by=by, wish=wish, most=MOST + 1))
    if len(endings) > MOST:
        raise Refused(TOO_LONG, most=MOST)
    title, what = TITLES[wish.which]
    sheet = LapseList(
        title=title,
        what=what,
        where=by.post.name if by.post else settings.setting("city_name"),
        printed_on=today(),
        groups=_groups(endings),
        owner=settings.setting("programme_owner"),
    )
    return lapse_list_pdf(sheet)


def _groups(endings: dict) -> list[Neighbourhood]:
    told = latest_contacts(endings.items())
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


def _line(worker: Worker, last, contact) -> ListedPerson:
    return ListedPerson(
        name=worker.name,
        neighbourhood=f"RT {worker.rt}" if worker.rt else "",
        address=worker.address,
        first_empty=first_empty(last),
        last_day=last_day_to_pay(last, settings.whole("lapse_months")),
        remark=OUTCOMES.get(contact.outcome, "") if contact else "",
    )
