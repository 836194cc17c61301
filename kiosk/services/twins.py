"""Who on record may be the person about to be enrolled, under another NIK: two looks into an index, then the rule."""

from datetime import date

from db.kept import KeptQuery
from db.models import Worker
from kiosk.domain.enrolment import Enrolment
from kiosk.domain.name_sounds import sounds_of
from kiosk.domain.twins import Identity, look_alike
from kiosk.services import safe

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
