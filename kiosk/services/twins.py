"""Who on record may be the person about to be enrolled, under another NIK: one look into an index, then the rule."""

from datetime import date

from db.kept import KeptIn, KeptQuery
from db.models import Worker
from kiosk.domain.enrolment import Enrolment
from kiosk.domain.names import names_agree
from kiosk.domain.twins import MOST_DAYS_NEAR, Identity, days_near, look_alike
from kiosk.services import safe, worker_flags
from kiosk.services.acting import Actor
from kiosk.services.portions import in_chunks

PEOPLE_AT_ONCE = 500
DAYS = [f"day{number}" for number in range(MOST_DAYS_NEAR)]


def look_alikes(entry: Enrolment) -> list[Worker]:
    """Everybody on record who looks like `entry`, whoever may see them; of the same kelurahan, or for people from
    outside the city of the same regency. Born on a day that a slip of the fingers away from this one: a few people,
    however common the name and however full the city."""
    look, place = (_in_kelurahan, entry.kelurahan) if entry.kelurahan else (_in_regency, entry.home_regency)
    days = [day.isoformat() for day in days_near(entry.birth_on)]
    days += days[:1] * (MOST_DAYS_NEAR - len(days))
    rows = look.rows(place=place, **dict(zip(DAYS, days, strict=True)))
    wanted = Identity(entry.name, entry.birth_on, entry.sex, entry.nik)
    alike = [row[0] for row in rows if names_agree(entry.name, row[1]) and look_alike(wanted, _identity(row))]
    return list(Worker.select().where(Worker.id.in_(alike)).order_by(Worker.id)) if alike else []


def flag_look_alikes(fresh: list[Worker], *, by: Actor) -> None:
    """People whom a sheet has just brought, with somebody of the same birth date and kelurahan on record who may be
    they: work for the city, in the caller's transaction. One query for a chunk of them."""
    if not fresh:
        return
    names = {worker.id: worker.name for worker in fresh}
    near = [row for row in _born_with.rows(names) if names_agree(names[row[0]], row[2])]
    people = _identities({worker_id for row in near for worker_id in row[:2]})
    for worker_id, other_id, _name, reg_no in near:
        if look_alike(people[worker_id], people[other_id]):
            worker_flags.raise_flag(worker_id=worker_id, kind=worker_flags.TWIN, note=reg_no, by=by)


def _identities(worker_ids: set[int]) -> dict[int, Identity]:
    columns = (Worker.id, Worker.name, Worker.birth_on, Worker.sex, Worker.nik_sealed)
    return {
        row[0]: _identity(row)
        for chunk in in_chunks(worker_ids, PEOPLE_AT_ONCE)
        for row in Worker.select(*columns).where(Worker.id.in_(chunk)).tuples()
    }


def _identity(row: tuple) -> Identity:
    """A kept query hands on what the driver gives: SQLite keeps days as text."""
    _id, name, birth_on, sex, nik_sealed = row
    born = date.fromisoformat(birth_on) if isinstance(birth_on, str) else birth_on
    return Identity(name, born, sex, safe.open_text(bytes(nik_sealed), safe.NIK))


def _same_day(slot, many) -> object:
    other = Worker.alias()
    born_with = (other.kelurahan == Worker.kelurahan) & (other.birth_on == Worker.birth_on)
    pairs = Worker.select(Worker.id, other.id, other.name, other.reg_no)
    return pairs.join(other, on=born_with & (other.id != Worker.id)).where(
        Worker.id.in_(many), other.merged_into.is_null()
    )


def _look(here) -> KeptQuery:
    """`here(slot)` is the condition on the place. Days go to the driver as ISO text, which both databases take."""
    return KeptQuery(
        lambda slot: (
            Worker.select(Worker.id, Worker.name, Worker.birth_on, Worker.sex, Worker.nik_sealed)
            .where(*here(slot), Worker.birth_on.in_([slot(day) for day in DAYS]))
            .where(Worker.merged_into.is_null())
        )
    )


_born_with = KeptIn(_same_day)
_in_kelurahan = _look(lambda slot: [Worker.kelurahan == slot("place")])
_in_regency = _look(lambda slot: [Worker.kelurahan.is_null(), Worker.home_regency == slot("place")])
