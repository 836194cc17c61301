"""A donor picks from the waiting list, names a neighbour, lets go, and fills a place that came free."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from db.connection import writing
from db.models import AuditEvent, Consent, Donor, Mandate, Pledge, Worker, WorkerFlag
from kiosk.domain.clock import today, utc_now
from kiosk.services import (
    cover_ends,
    freezing,
    holds,
    invariants,
    pledge_nominations,
    pledge_picks,
    pledge_places,
    pledge_taking,
    pledges,
    receipts,
)
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.once import KeyInUse
from kiosk.services.pledge_nominations import KnownAndWaiting, Nomination
from kiosk.services.pledge_picks import PickWish
from tests.ledger_rows import planned_months
from tests.services import asn_desk
from tests.services.asn_desk import acting
from tests.services.at_once import all_at_once, key
from tests.services.test_enrolment import entry

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def ratna() -> Donor:
    return asn_desk.donor()


def listed(donor: Donor, **wish) -> list:
    return pledge_picks.page_of(by=acting(donor), wish=PickWish(**wish))[0]


def pick(donor: Donor, handle: str, **more) -> Pledge:
    made = pledge_taking.pick(handle=handle, by=acting(donor), **{"client_key": key(), **more})
    return Pledge.get_by_id(made)


def neighbour(
    number: int = 71, *, relation: str = "neighbour", take_known: bool = False, **other
) -> Nomination:
    return Nomination(replace(entry(number), **{"name": "Sri Wahyuni", **other}), relation, take_known)


def nominate(donor: Donor, wish: Nomination, **more) -> Pledge:
    made = pledge_nominations.nominate(wish=wish, by=acting(donor), **{"client_key": key(), **more})
    return Pledge.get_by_id(made)


def sound() -> bool:
    return not [proof for proof in invariants.faults() if proof.invariant.code != "durable"]


def test_whoever_is_picked_is_reserved(ratna):
    asn_desk.waiting(2)
    pledge = pick(ratna, listed(ratna)[0].handle)
    assert (pledge.kind, pledge.donor_id, pledge.ended_at) == ("picked", ratna.id, None)
    assert len(listed(ratna)) == 1
    assert sound()


def test_the_list_holds_initials_and_no_number(ratna):
    asn_desk.waiting(1)
    [row] = listed(ratna)
    assert row.initials == "O."
    assert Worker.get().reg_no not in str(row)


def test_the_handle_of_another_donor_fits_nobody_else(ratna):
    asn_desk.waiting(1)
    [row] = listed(asn_desk.donor())
    for handle in (row.handle, "", "zz", row.handle[:-2]):
        with pytest.raises(Refused, match="tidak dikenal"):
            pick(ratna, handle)


def test_only_work_of_the_scheme_is_offered_and_taken(ratna):
    [worker] = asn_desk.waiting(1, occupation="juru-parkir")
    assert listed(ratna) == []
    with pytest.raises(Refused, match="Pekerjaan ini tidak termasuk"):
        asn_desk.picked(ratna, worker)


def test_who_is_too_old_is_neither_offered_nor_taken(ratna):
    [worker] = asn_desk.waiting(1)
    Worker.update(birth_on=today().replace(year=today().year - 66)).where(Worker.id == worker.id).execute()
    assert listed(ratna) == []
    with pytest.raises(Refused, match="65 tahun"):
        asn_desk.picked(ratna, Worker.get_by_id(worker.id))


def test_why_somebody_is_frozen_is_not_told(ratna, admin):
    [worker] = asn_desk.waiting(1)
    freezing.freeze(reg_no=worker.reg_no, asker="self", reason="sengketa", client_key=key(), by=admin)
    with pytest.raises(Refused, match="sekarang belum dapat ditanggung"):
        asn_desk.picked(ratna, Worker.get_by_id(worker.id))


def test_sent_twice_reserves_once_and_another_form_is_no_repeat(ratna):
    asn_desk.waiting(2)
    first, second = listed(ratna)
    one_key = key()
    assert pick(ratna, first.handle, client_key=one_key) == pick(ratna, first.handle, client_key=one_key)
    with pytest.raises(KeyInUse):
        pick(ratna, second.handle, client_key=one_key)
    assert Pledge.select().count() == 1


def test_five_presses_at_once_under_one_nip_take_no_more_than_five(ratna):
    asn_desk.waiting(8)
    handles = [row.handle for row in listed(ratna)]
    answers = all_at_once([lambda handle=handle: pick(ratna, handle) for handle in handles])
    assert sum(isinstance(one, Pledge) for one in answers) == 5
    assert sound()


def test_whoever_has_not_signed_up_may_not(people):
    [worker] = asn_desk.waiting(1)
    nobody = Donor(user=people["donatur"].id, name="Donatur", opd=people["donatur"].opd)
    with pytest.raises(NotAllowed):
        pick(nobody, pledge_picks._handle(worker.id, acting(nobody)))


def test_a_nominated_neighbour_is_enrolled_with_consent_and_reserved(ratna):
    pledge = nominate(ratna, neighbour(consent_how="witness"))
    worker = Worker.get()
    assert (pledge.worker_id, pledge.kind, pledge.relation) == (worker.id, "nominated", "neighbour")
    assert (worker.enrolled_by_id, worker.enrolled_post_id, worker.still_working) == (
        ratna.user_id,
        None,
        True,
    )
    assert Consent.get().how == "witness"
    assert AuditEvent.select().where(AuditEvent.action == "pekerja.didaftarkan").count() == 1
    assert sound()


def test_the_receipt_of_who_was_nominated_names_no_company(ratna):
    nominate(ratna, neighbour())
    assert receipts._receipt(Worker.get()).post == "lewat ASN orang tua asuh"


def test_nominated_twice_by_one_key_is_one_person(ratna):
    one_key = key()
    assert nominate(ratna, neighbour(), client_key=one_key) == nominate(
        ratna, neighbour(), client_key=one_key
    )
    assert Worker.select().count() == Pledge.select().count() == 1


def test_without_room_nobody_is_enrolled(ratna):
    for _ in range(5):
        asn_desk.picked(ratna)
    with pytest.raises(Refused, match="Paling banyak 5"):
        nominate(ratna, neighbour(901))
    assert not Worker.select().where(Worker.name == "Sri Wahyuni").exists()


def test_a_look_alike_is_for_the_admin_and_not_told(ratna):
    nominate(asn_desk.donor(), neighbour(71))
    twin = neighbour(72, birth_on=entry(71).birth_on)
    nominate(ratna, twin)
    assert WorkerFlag.select().where(WorkerFlag.kind == "twin").count() == 1


def test_who_is_enrolled_and_waits_is_offered_by_initials(ratna, admin):
    pledge = nominate(asn_desk.donor(), neighbour())
    with writing():
        pledges.end([pledge], why="let_go", release_why="revoked", by=admin)
    with pytest.raises(KnownAndWaiting) as known:
        nominate(ratna, neighbour())
    assert known.value.initials == "S. W."
    taken = nominate(ratna, neighbour(take_known=True, relation="household"))
    assert (taken.worker_id, taken.kind, taken.relation) == (pledge.worker_id, "picked", "household")


@pytest.mark.parametrize("other", [{"name": "Bambang Sutrisno"}, {"name": "Sri"}, {"birth_on": today()}])
def test_a_nik_of_somebody_else_tells_nothing(ratna, other):
    nominate(asn_desk.donor(), neighbour())
    with pytest.raises(Refused, match="tidak dapat diusulkan di sini"):
        nominate(ratna, neighbour(take_known=True, **other))


def test_that_somebody_is_funded_is_not_told(ratna):
    nominate(asn_desk.donor(), neighbour())
    with pytest.raises(Refused) as refusal:
        nominate(ratna, neighbour(take_known=True))
    assert refusal.value.message == pledge_nominations.NOT_HERE


def test_let_go_they_wait_again(ratna):
    pledge = asn_desk.picked(ratna)
    pledge_taking.let_go(pledge_id=pledge.id, client_key=key(), by=acting(ratna))
    assert Pledge.get_by_id(pledge.id).ended_why == "let_go"
    assert len(listed(ratna)) == 1
    assert sound()


def test_nobody_lets_go_of_anothers_nor_of_who_is_signed_for(ratna):
    other = asn_desk.picked(asn_desk.donor())
    with pytest.raises(NotThere):
        pledge_taking.let_go(pledge_id=other.id, client_key=key(), by=acting(ratna))
    mandate = asn_desk.signed(ratna)
    [signed] = pledges.live_under(mandate)
    with pytest.raises(Refused, match="sudah termasuk surat kuasa"):
        pledge_taking.let_go(pledge_id=signed.id, client_key=key(), by=acting(ratna))


def lost_one(mandate: Mandate, admin) -> Pledge:
    gone = pledges.live_under(mandate)[0]
    cover_ends.end_cover(
        reg_no=gone.worker.reg_no, why="stopped", last_day=today(), client_key=key(), by=admin
    )
    return gone


def test_a_replacement_comes_under_the_same_mandate_without_end(ratna, admin):
    mandate = asn_desk.verified(ratna, people=2)
    gone = lost_one(mandate, admin)
    asn_desk.waiting(1)
    made = pick(ratna, listed(ratna)[0].handle, replaces=gone.id)
    assert (made.mandate_id, made.replaces_id, made.held_until) == (mandate.id, gone.id, None)
    assert len(pledges.live_under(mandate)) == 2
    assert pledge_places.open_places(ratna) == []
    assert sound()


def test_a_replacement_under_a_signed_mandate_is_held_as_long_as_it(ratna, admin):
    mandate = asn_desk.signed(ratna, people=2)
    gone = lost_one(mandate, admin)
    made = nominate(ratna, neighbour(), replaces=gone.id)
    assert (made.mandate_id, made.held_until) == (mandate.id, Mandate.get_by_id(mandate.id).held_until)
    assert sound()


def test_a_place_is_filled_once_also_by_two_presses_at_once(ratna, admin):
    mandate = asn_desk.verified(ratna, people=2)
    gone = lost_one(mandate, admin)
    asn_desk.waiting(2)
    handles = [row.handle for row in listed(ratna)]
    answers = all_at_once([lambda one=one: pick(ratna, one, replaces=gone.id) for one in handles[:2]])
    assert sorted(type(one).__name__ for one in answers) == ["PlaceFilled", "Pledge"]
    assert len(pledges.live_under(mandate)) == 2


def test_no_replacement_beyond_limit_after_a_revocation_or_for_anothers_place(ratna, admin):
    mandate = asn_desk.verified(ratna, people=2)
    gone = lost_one(mandate, admin)
    asn_desk.waiting(1)
    with pytest.raises(NotThere):
        other = asn_desk.donor()
        pick(other, listed(other)[0].handle, replaces=gone.id)
    Mandate.update(limit_amount=1).where(Mandate.id == mandate.id).execute()
    with pytest.raises(Refused, match="melebihi batas"):
        pick(ratna, listed(ratna)[0].handle, replaces=gone.id)
    Mandate.update(
        limit_amount=99_000, revoked_on=today(), revoked_why="own_request", revoked_at=utc_now()
    ).where(Mandate.id == mandate.id).execute()
    with pytest.raises(Refused, match="sudah terisi, atau surat kuasanya"):
        pick(ratna, listed(ratna)[0].handle, replaces=gone.id)
    assert Pledge.select().where(Pledge.ended_at.is_null()).count() == 1


def test_a_company_that_was_first_leaves_a_sentence(ratna):
    [worker] = asn_desk.waiting(1)
    [row] = listed(ratna)
    planned_months(worker, [pledge_picks.next_debit_month()])
    with pytest.raises(pledges.AlreadyTaken, match="sudah dipilih orang lain"):
        pick(ratna, row.handle)


def test_the_longest_waiting_come_first_in_a_kecamatan(ratna):
    first, second = asn_desk.waiting(2)
    Worker.update(enrolled_on=today() - timedelta(days=40)).where(Worker.id == second.id).execute()
    area = first.kelurahan_id
    rows = listed(ratna, kelurahan=area)
    assert [row.days for row in rows] == [40, 0]
    assert pledge_picks.count(by=acting(ratna), wish=PickWish(kelurahan=area)) == 2


def test_whose_time_ran_out_may_be_picked_again(ratna):
    pledge = asn_desk.picked(ratna)
    with time_machine.travel(utc_now() + timedelta(hours=73), tick=False):
        holds.release_expired()
        assert pick(ratna, listed(ratna)[0].handle).worker_id == pledge.worker_id
