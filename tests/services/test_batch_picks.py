"""A company takes people on from the waiting list: the longest waiting first, for all months of its batch."""

from datetime import date, timedelta

import pytest

from db.models import AuditEvent, BatchRow, CoverageMonth, Post, Worker
from kiosk.domain.clock import add_months, first_of_month, months_from, today, utc_now
from kiosk.services import batch_picks, strangers, waiting
from kiosk.services.acting import NotAllowed, Refused
from kiosk.services.batch_pick_pages import PickWish, preview
from kiosk.services.once import KeyInUse
from tests.ledger_rows import let_go, paid_months, planned_months
from tests.services.at_once import acting, key
from tests.services.crowd import crowd, worker
from tests.services.ledger_proof import adds_up
from tests.services.picking import NEXT, empty_batch, live, pick, stands_in
from tests.web.desk import KAUMAN

THIS = first_of_month(today())
HERE = {"kelurahan": KAUMAN}


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


@pytest.fixture
def six(petugas) -> list[Worker]:
    """Enrolled one day after the other, the first of them longest ago."""
    found = [worker(number) for number in crowd(petugas, 6)]
    for days, one in enumerate(reversed(found), start=40):
        Worker.update(enrolled_on=today() - timedelta(days=days)).where(Worker.id == one.id).execute()
    return found


def test_the_longest_waiting_come_first_for_every_month_of_the_batch(people, mitra, six):
    batch = empty_batch(people, months=3)
    assert pick(batch, mitra, 2, **HERE) == 2
    assert stands_in(batch) == six[:2]
    assert [row.month for row in live(six[0])] == months_from(NEXT, 3)
    assert all(row.picked and row.upload_id is None for row in BatchRow.select())
    line = AuditEvent.get(AuditEvent.action == "batch.dari_menunggu")
    assert (line.subject, line.detail["orang"], line.detail["kelurahan"]) == (batch.no, 2, KAUMAN)
    assert adds_up()


def test_who_was_covered_until_lately_waits_behind_who_never_was(people, mitra, six):
    planned_months(six[0], months_from(add_months(THIS, -1), 1))
    batch = empty_batch(people)
    pick(batch, mitra, 5, **HERE)
    assert stands_in(batch) == six[1:]


def test_fewer_come_where_fewer_wait(people, mitra, six):
    assert pick(empty_batch(people), mitra, 400, **HERE) == 6


def test_nobody_comes_whose_month_of_the_batch_somebody_has(people, mitra, six):
    planned_months(six[0], months_from(add_months(NEXT, 1), 1))
    batch = empty_batch(people)
    pick(batch, mitra, 6, **HERE)
    assert six[0] not in stands_in(batch) and len(live(six[0])) == 1


def test_who_was_taken_between_counting_and_taking_is_left_out(people, mitra, six):
    """Held, they are looked at again."""
    batch = empty_batch(people)
    found = [Worker.get_by_id(one.id) for one in six]
    planned_months(six[0], months_from(NEXT, 1))
    Worker.update(frozen_at=utc_now()).where(Worker.id == six[1].id).execute()
    assert batch_picks.still_free(found, batch) == six[2:]


def test_area_and_occupation_narrow_who_comes(people, mitra, six):
    Worker.update(occupation="tukang-becak").where(Worker.id == six[3].id).execute()
    Worker.update(kelurahan="33.74.01.1001").where(Worker.id == six[4].id).execute()
    batch = empty_batch(people)
    pick(batch, mitra, 6, kelurahan=KAUMAN, occupation="tukang-becak")
    assert stands_in(batch) == [six[3]]
    other = empty_batch(people)
    pick(other, mitra, 6, kecamatan="33.74.01", occupation="nelayan")
    assert six[4] in stands_in(other) and len(stands_in(other)) == 5


def test_who_has_reached_the_age_limit_may_go_on_but_not_begin(people, mitra, six):
    paid_months(six[0], months_from(add_months(THIS, -1), 1), effective=1)
    Worker.update(birth_on=date(today().year - 66, 1, 1)).where(
        Worker.id.in_([six[0].id, six[1].id])
    ).execute()
    batch = empty_batch(people)
    shown = preview(batch=batch, wish=PickWish(count=6, **HERE), by=mitra)
    assert (shown.waits, shown.too_old, shown.given) == (6, 1, 5)
    pick(batch, mitra, 6, **HERE)
    assert six[0] in stands_in(batch) and six[1] not in stands_in(batch)


def test_the_preview_says_how_many_come_and_what_they_cost(people, mitra, six):
    batch = empty_batch(people, months=3)
    shown = preview(batch=batch, wish=PickWish(count=4, **HERE), by=mitra)
    pick(batch, mitra, 4, **HERE)
    assert shown.given == 4 and shown.in_order
    assert shown.price.amount == sum(row.amount for row in CoverageMonth.select())
    assert shown.price.unbilled_months == 12


def test_the_post_never_exceeds_the_places_and_the_company_is_not_bound_by_them(people, mitra, petugas, six):
    batch = empty_batch(people, places=4, open_at=Post.get(Post.code == "johar"))
    assert pick(batch, petugas, 3, **HERE) == 3
    assert preview(batch=batch, wish=PickWish(count=6, **HERE), by=petugas).given == 1
    assert pick(batch, petugas, 3, **HERE) == 1
    with pytest.raises(Refused, match="sudah habis"):
        pick(batch, petugas, 1, **HERE)
    assert preview(batch=batch, wish=PickWish(count=6, **HERE), by=mitra).given == 2
    assert pick(batch, mitra, 2, **HERE) == 2
    assert preview(batch=batch, wish=PickWish(), by=petugas).places_left == 0


def test_the_same_form_again_takes_nobody_more(people, mitra, six):
    batch, same = empty_batch(people), key()
    assert pick(batch, mitra, 2, client_key=same, **HERE) == pick(batch, mitra, 2, client_key=same, **HERE)
    assert len(stands_in(batch)) == 2
    with pytest.raises(KeyInUse):
        pick(batch, mitra, 3, client_key=same, **HERE)


def test_the_company_knows_them_by_initials_and_they_wait_no_more(people, mitra, six):
    batch = empty_batch(people)
    pick(batch, mitra, 6, **HERE)
    ids = [one.id for one in six]
    assert strangers.strangers_in(mitra, batch.id, ids) == set(ids)
    assert waiting.count(by=mitra) == 0


def test_who_was_let_go_of_may_be_taken_again_and_stands_once(people, mitra, six):
    batch = empty_batch(people)
    pick(batch, mitra, 1, **HERE)
    let_go(live(six[0]))
    pick(batch, mitra, 6, **HERE)
    assert sorted(row.state for row in BatchRow.select()) == ["ready"] * 6 + ["repeated"]


@pytest.mark.parametrize("count", [0, 501, -1])
def test_a_number_that_cannot_be_is_refused(people, mitra, six, count):
    with pytest.raises(Refused, match="1 sampai 500"):
        pick(empty_batch(people), mitra, count, **HERE)


def test_nothing_comes_of_a_list_with_nobody_in_it(people, mitra):
    with pytest.raises(Refused, match="Tidak ada orang"):
        pick(empty_batch(people), mitra, 5, **HERE)
    assert not AuditEvent.select().where(AuditEvent.action == "batch.dari_menunggu").exists()


@pytest.mark.parametrize("change", [{"state": "withdrawn"}, {"first": add_months(THIS, -1)}])
def test_a_batch_that_takes_nobody_is_closed(people, mitra, six, change):
    with pytest.raises(Refused, match="dibatalkan, atau bulan"):
        pick(empty_batch(people, **change), mitra, 1, **HERE)


@pytest.mark.parametrize("name", ["mitra2", "petugas", "auditor"])
def test_another_company_s_batch_is_closed_to_strangers(people, six, name):
    batch = empty_batch(people)
    with pytest.raises(NotAllowed):
        pick(batch, acting(people[name]), 1, **HERE)
    assert not stands_in(batch)


def test_an_officer_takes_people_of_the_own_area_alone(people, six):
    batch = empty_batch(people, open_at=acting(people["petugas2"]).post_id)
    with pytest.raises(Refused):
        pick(batch, acting(people["petugas2"]), 3)
    own = empty_batch(people, open_at=acting(people["petugas"]).post_id)
    assert pick(own, acting(people["petugas"]), 3) == 3
