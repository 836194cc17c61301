"""Finding the same person under another NIK: only near ones, by an index, whoever may see them."""

from dataclasses import replace
from datetime import date

import pytest

from db.connection import database, on_sqlite, writing
from db.models import Worker
from kiosk.domain.enrolment import Enrolment
from kiosk.services import access, accounts, enrolment, twins
from kiosk.services.worker_rows import insert_worker

KAUMAN = "33.74.01.1010"
SULASTRI = Enrolment(
    nik="3374015705900001",
    name="Sulastri",
    birth_on=date(1990, 5, 17),
    sex="P",
    kelurahan=KAUMAN,
    occupation="nelayan",
)


@pytest.fixture
def officer(app, people):
    return accounts.actor_of(user_id=people["petugas"].id, post_id=None)


@pytest.fixture
def sulastri(officer):
    with writing():
        return insert_worker(SULASTRI, by=officer)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"nik": "3374015705900011"}, True),
        ({"nik": "3374015705900011", "name": "Soelastri"}, True),
        ({"nik": "3374014705900001", "birth_on": date(1990, 5, 7)}, True),
        ({"nik": "3374015705900011", "name": "Bambang"}, False),
        ({"nik": "3374015705900011", "kelurahan": "33.74.01.1001"}, False),
        ({"nik": "3374014208910001", "birth_on": date(1991, 8, 2)}, False),
        ({"nik": "3374015705900011", "kelurahan": None, "home_regency": "Kabupaten Demak"}, False),
    ],
)
def test_only_the_near_ones_of_the_same_kelurahan_are_found(sulastri, changes, found):
    alike = twins.look_alikes(replace(SULASTRI, **changes))
    assert [worker.id for worker in alike] == ([sulastri.id] if found else [])


def test_people_from_outside_the_city_are_compared_within_their_regency(officer):
    outside = replace(SULASTRI, kelurahan=None, home_regency="Kabupaten Demak")
    with writing():
        insert_worker(outside, by=officer)
    other = replace(outside, nik="3374015705900011")
    assert len(twins.look_alikes(other)) == 1
    assert twins.look_alikes(replace(other, home_regency="Kabupaten Kendal")) == []


def test_who_was_merged_into_another_is_no_twin(sulastri):
    with writing():
        Worker.update(merged_into=sulastri.id).where(Worker.id == sulastri.id).execute()
    assert twins.look_alikes(replace(SULASTRI, nik="3374015705900011")) == []


def test_the_look_goes_by_an_index(app, store):
    """Not the whole table: at 760,000 people that would be felt at the desk."""
    if not on_sqlite():
        pytest.skip("SQLite explains its plan in words; PostgreSQL plans an empty table its own way")
    for look in (twins._in_kelurahan, twins._in_regency):
        look.rows(place="x", **dict.fromkeys(twins.DAYS, "1990-05-17"))
        _real, sql, *_rest = look._written
        plan = database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", ["x"] * sql.count("?")).fetchall()
        assert all("USING INDEX worker_kelurahan_id_birth_on" in line[3] for line in plan), plan


def test_nothing_is_kept_of_an_enrolment_that_is_asked_about(sulastri, officer):
    twin = replace(SULASTRI, nik="3374015705900011")
    with pytest.raises(enrolment.LooksAlike) as asked:
        enrolment.enrol(entry=twin, client_key="a" * 32, by=officer)
    assert [worker.id for worker in asked.value.workers] == [sulastri.id]
    assert Worker.select().count() == 1
    reg_no = enrolment.enrol(entry=twin, client_key="a" * 32, told_apart=True, by=officer)
    assert access.workers_in_scope(officer).count() == 2
    assert Worker.get(Worker.reg_no == reg_no).nik_hash != sulastri.nik_hash
