"""Who on record may be the person about to be enrolled, under another NIK: two looks into an index, then the rule."""

from datetime import date

from db.kept import KeptQuery
from db.models import Worker
from kiosk.domain.enrolment import Enrolment
from kiosk.domain.name_sounds import sounds_of
from kiosk.domain.twins import Identity, look_alike
from kiosk.services import safe, worker_flags
from kiosk.services.acting import Actor

MOST_LOOKED_AT = 300  # a name so common in one kelurahan says little by itself


def look_alikes(entry: Enrolment) -> list[Worker]:
    """Everybody on record who looks like `entry`, whoever may see them; of the same kelurahan, or for people from
    outside the city of the same regency."""
    place = {"kelurahan": entry.kelurahan} if entry.kelurahan else {"regency": entry.home_regency}
    born_then, named_so = _LOOKS["kelurahan" if entry.kelurahan else "regency"]
    rows = {
        *born_then.rows(**place, value=_as_stored(entry.birth_on)),
        *named_so.rows(**place, value=sounds_of(entry.name)),
    }
    wanted = Identity(entry.name, entry.birth_on, entry.sex, entry.nik)
    ids = [row[0] for row in rows if look_alike(wanted, _identity(row))]
    return list(Worker.select().where(Worker.id.in_(ids)).order_by(Worker.id)) if ids else []


def flag_look_alikes(fresh: list[Worker], *, by: Actor) -> None:
    """People whom a sheet has just brought, with somebody of the same birth date and kelurahan on record who may be
    they: work for the city, in the caller's transaction. One query for a chunk of them."""
    other = Worker.alias()
    born_with = (other.kelurahan == Worker.kelurahan) & (other.birth_on == Worker.birth_on)
    pairs = (
        Worker.select(Worker, other)
        .join(other, on=(born_with & (other.id != Worker.id)), attr="beside")
        .where(Worker.id.in_([worker.id for worker in fresh]), other.merged_into.is_null())
    )
    for worker in pairs:
        if look_alike(_identity_of(worker), _identity_of(worker.beside)):
            note = worker.beside.reg_no
            worker_flags.raise_flag(worker_id=worker.id, kind=worker_flags.TWIN, note=note, by=by)


def _identity_of(worker: Worker) -> Identity:
    return Identity(worker.name, worker.birth_on, worker.sex, safe.open_text(worker.nik_sealed, safe.NIK))


def _identity(row: tuple) -> Identity:
    _id, name, birth_on, sex, nik_sealed = row
    born = date.fromisoformat(birth_on) if isinstance(birth_on, str) else birth_on
    return Identity(name, born, sex, safe.open_text(bytes(nik_sealed), safe.NIK))


def _as_stored(day: date) -> str:
    """Values go to the driver as they are; both databases understand an ISO day."""
    return day.isoformat()


def _look(place: str, column) -> KeptQuery:
    here = (Worker.kelurahan, "kelurahan") if place == "kelurahan" else (Worker.home_regency, "regency")

    def write(slot):
        query = (
            Worker.select(Worker.id, Worker.name, Worker.birth_on, Worker.sex, Worker.nik_sealed)
            .where(here[0] == slot(here[1]), column == slot("value"), Worker.merged_into.is_null())
            .limit(MOST_LOOKED_AT)
        )
        return query if place == "kelurahan" else query.where(Worker.kelurahan.is_null())

    return KeptQuery(write)


_LOOKS = {
    place: (_look(place, Worker.birth_on), _look(place, Worker.name_sounds))
    for place in ("kelurahan", "regency")
}
