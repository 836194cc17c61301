"""Two registrations become one: nothing that was paid is lost, nobody is funded twice, and it happens once."""

from datetime import date

import pytest

from db.connection import writing
from db.models import (
    Attachment,
    AuditEvent,
    Batch,
    BatchRow,
    Card,
    Commitment,
    Correction,
    CoverageMonth,
    ServiceOpening,
    Worker,
    WorkerFlag,
)
from kiosk.domain.clock import add_months, utc_now
from kiosk.services import (
    access,
    cards,
    correction_notes,
    ledger,
    verification,
    worker_flags,
    worker_history,
    worker_search,
    workers,
)
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.batch_rows import plan
from kiosk.services.merge_plans import plan_of
from kiosk.services.merged_numbers import MovedTo
from kiosk.services.merges import merge, tell_apart
from tests.ledger_rows import bill, let_go, live_months, pay, pay_and_confirm, planned_months, somebody
from tests.services.at_once import acting, all_at_once, key, nik
from tests.services.two_numbers import enrolled

MONTH = date(2026, 12, 1)


def now(worker: Worker) -> Worker:
    return Worker.get_by_id(worker.id)


def merged(wrong: Worker, right: Worker, by, client_key: str = "") -> None:
    merge(
        wrong=wrong.reg_no,
        right=right.reg_no,
        reason="NIK pertama salah ketik",
        client_key=client_key or key(),
        by=by,
    )


def funded(worker: Worker, months: list[date], *, kind: str = "apbd") -> list[CoverageMonth]:
    return planned_months(worker, months, funder=somebody(kind))


def in_batch(people, worker: Worker, *, no: str, months: int = 2) -> Batch:
    with writing():
        batch = Batch.create(
            no=no,
            company=people["mitra"].company,
            name="Uji",
            first_month=MONTH,
            months=months,
            created_by_id=people["mitra"].id,
        )
        _place(batch, worker, 1)
    return batch


def _place(batch: Batch, worker: Worker, number: int) -> None:
    plan(batch, [worker])
    BatchRow.create(batch=batch, number=number, worker=worker, state="ready")


def live(worker: Worker) -> list[tuple]:
    return [(row.month, row.funder.kind) for row in ledger.live_months(worker.id)]


def flag(worker: Worker, kind: str, by, note: str = "") -> None:
    with writing():
        worker_flags.raise_flag(worker_id=worker.id, kind=kind, note=note, by=by)


def open_kinds(worker: Worker) -> list[tuple]:
    return [(one.kind, one.note) for one in worker_flags.open_flags(worker.id)]


def test_months_commitments_and_released_months_go_over_to_the_right_one(wrong, right, admin):
    funded(wrong, [MONTH, add_months(MONTH, 1)])
    let_go(live_months(CoverageMonth.month == MONTH))
    merged(wrong, right, admin)
    assert live(right) == [(add_months(MONTH, 1), "apbd")]
    assert {row.worker_id for row in CoverageMonth.select()} == {right.id}
    assert {row.worker_id for row in Commitment.select()} == {right.id}
    assert live(wrong) == []


def test_of_a_double_month_the_right_one_s_stays_when_both_are_planned(wrong, right, admin):
    funded(wrong, [MONTH, add_months(MONTH, 1)], kind="asn")
    funded(right, [MONTH], kind="apbd")
    merged(wrong, right, admin)
    assert live(right) == [(MONTH, "apbd"), (add_months(MONTH, 1), "asn")]
    released = CoverageMonth.get(CoverageMonth.released_at.is_null(False))
    assert (released.month, released.funder_kind, released.released_why) == (MONTH, "asn", "merged")


@pytest.mark.parametrize("on_its_way", [bill, pay, pay_and_confirm])
def test_what_has_come_further_is_never_released_in_favour_of_a_planned_month(
    wrong, right, admin, on_its_way
):
    on_its_way(funded(wrong, [MONTH], kind="asn"))
    funded(right, [MONTH], kind="apbd")
    merged(wrong, right, admin)
    assert live(right) == [(MONTH, "asn")]
    assert CoverageMonth.get(CoverageMonth.funder_kind == "apbd").released_why == "merged"


def test_an_effective_month_stays_over_a_paid_one_and_the_paid_one_is_credit(wrong, right, admin):
    pay(funded(wrong, [MONTH], kind="asn"))
    pay_and_confirm(funded(right, [MONTH], kind="apbd"))
    (double,) = plan_of(now(wrong), now(right)).double
    assert (double.kept.funder_kind, double.released.funder_kind, double.is_credit) == ("apbd", "asn", True)
    merged(wrong, right, admin)
    assert live(right) == [(MONTH, "apbd")]


def test_place_in_a_batch_becomes_the_right_one_s(wrong, right, admin, people):
    batch = in_batch(people, wrong, no="B26-AAAAAA")
    merged(wrong, right, admin)
    row = BatchRow.get(BatchRow.batch == batch)
    assert (row.worker_id, row.state) == (right.id, "ready")
    assert access.may_see_worker(acting(people["mitra"]), now(right))


def test_both_in_one_batch_are_counted_once(wrong, right, admin, people):
    batch = in_batch(people, right, no="B26-AAAAAA")
    with writing():
        _place(batch, wrong, 2)
    merged(wrong, right, admin)
    rows = BatchRow.select().where(BatchRow.batch == batch).order_by(BatchRow.number)
    assert [(row.worker_id, row.state) for row in rows] == [(right.id, "ready"), (right.id, "repeated")]
    assert len(live(right)) == 2


def test_place_whose_months_are_all_released_says_that_it_is_funded(wrong, right, admin, people):
    batch = in_batch(people, wrong, no="B26-AAAAAA")
    funded(right, [MONTH, add_months(MONTH, 1)])
    merged(wrong, right, admin)
    row = BatchRow.get(BatchRow.batch == batch)
    assert (row.state, row.findings[0]["code"]) == ("funded", "merged")
    assert Commitment.get(Commitment.batch == batch).ended_at


def test_place_of_which_a_month_is_left_stays_a_place(wrong, right, admin, people):
    batch = in_batch(people, wrong, no="B26-AAAAAA")
    funded(right, [MONTH])
    merged(wrong, right, admin)
    assert BatchRow.get(BatchRow.batch == batch).state == "ready"
    assert Commitment.get(Commitment.batch == batch).ended_at is None


def test_empty_fields_are_filled_and_named_and_what_is_there_stays(petugas, admin):
    wrong = enrolled(petugas, 1, mother_name="Sumarni", income=1_500_000, address="Jl. Kakap 12")
    right = enrolled(petugas, 2, phone=None, address="Jl. Bandeng 3")
    merged(wrong, right, admin)
    after = now(right)
    assert after.phone_hash == wrong.phone_hash and after.phone_hash
    assert (after.income, after.address) == (1_500_000, "Jl. Bandeng 3")
    row = Correction.get(Correction.worker == right)
    told = {one.field: one.after for one in correction_notes.changes_of(row)}
    assert told == {"merged": wrong.reg_no, "phone": "0812•••••890", "mother_name": "S.", "income": 1_500_000}


def test_card_of_the_wrong_one_is_void_and_its_code_says_so(wrong, right, admin, petugas):
    with writing():
        (card_id,) = cards.live_card_ids([wrong], petugas)
    merged(wrong, right, admin)
    card = Card.get_by_id(card_id)
    assert card.void_reason == "digabung"
    assert verification.answer_for(token=card.token).void
    assert cards.live_card(right.id) is None


def test_card_of_the_right_one_stays(wrong, right, admin, petugas):
    with writing():
        cards.live_card_ids([wrong, right], petugas)
    merged(wrong, right, admin)
    assert cards.live_card(right.id) and not cards.live_card(wrong.id)


def test_wrong_one_stands_in_no_list_and_is_found_by_no_number(wrong, right, admin, petugas):
    merged(wrong, right, admin)
    for by in (petugas, admin):
        assert [one.id for one in access.workers_in_scope(by)] == [right.id]
        found = worker_search.find(text="081234567890", by=by)
        assert [one.id for one in found.workers] == [right.id]
    with pytest.raises(NotThere):
        worker_search.find(text=nik(1), by=petugas)


def test_wrong_number_leads_to_the_right_one_for_those_who_may_see_that(wrong, right, admin, petugas, people):
    merged(wrong, right, admin)
    with pytest.raises(MovedTo) as moved:
        workers.file_of(reg_no=wrong.reg_no, by=petugas)
    assert moved.value.reg_no == right.reg_no
    for name in ("petugas2", "mitra"):
        with pytest.raises(NotAllowed):
            workers.file_of(reg_no=wrong.reg_no, by=acting(people[name]))


def test_person_who_really_has_the_wrong_nik_may_enrol(wrong, right, admin, petugas):
    merged(wrong, right, admin)
    owner = enrolled(petugas, 1, name="Orang Lain")
    assert owner.id not in (wrong.id, right.id)
    assert now(wrong).nik_sealed == wrong.nik_sealed


def test_two_wrong_ones_may_be_merged_one_after_the_other(wrong, right, admin, petugas):
    third = enrolled(petugas, 3)
    merged(wrong, third, admin)
    merged(third, right, admin)
    assert now(wrong).merged_into_id == now(third).merged_into_id == right.id
    assert now(wrong).nik_hash != now(third).nik_hash


def test_twin_flags_of_both_are_settled_and_a_third_person_s_stays(wrong, right, admin, petugas):
    third = enrolled(petugas, 3)
    flag(wrong, worker_flags.TWIN, petugas, note=third.reg_no)
    flag(right, worker_flags.TWIN, petugas, note=wrong.reg_no)
    flag(wrong, worker_flags.DUKCAPIL, petugas)
    merged(wrong, right, admin)
    assert open_kinds(wrong) == []
    assert open_kinds(right) == [(worker_flags.TWIN, third.reg_no)]


def test_papers_and_openings_go_over_as_far_as_the_right_one_has_none(wrong, right, admin, people):
    owner = {"owner_kind": "pekerja", "sha256": "0", "path": "x", "created_by": people["petugas"]}
    for worker, kind in ((wrong, "foto"), (right, "foto"), (wrong, "ktp")):
        Attachment.create(owner_id=worker.id, kind=kind, **owner)
    post = acting(people["petugas"]).post_id
    for worker, day in ((wrong, MONTH), (right, MONTH), (wrong, add_months(MONTH, 1))):
        ServiceOpening.create(worker=worker, post=post, day=day, reason="lain", by=people["petugas"])
    merged(wrong, right, admin)
    papers = [(row.owner_id, row.kind) for row in Attachment.select().order_by(Attachment.id)]
    assert papers == [(wrong.id, "foto"), (right.id, "foto"), (right.id, "ktp")]
    openings = [(row.worker_id, row.day) for row in ServiceOpening.select().order_by(ServiceOpening.id)]
    assert openings == [(wrong.id, MONTH), (right.id, MONTH), (right.id, add_months(MONTH, 1))]


def test_history_of_the_right_one_tells_what_happened_under_the_wrong_number(wrong, right, admin):
    merged(wrong, right, admin)
    events = worker_history.history_of(now(right))
    assert [(event.action, event.under) for event in events] == [
        ("pekerja.digabung", ""),
        ("pekerja.didaftarkan", ""),
        ("pekerja.didaftarkan", wrong.reg_no),
    ]
    assert (events[0].reason, events[0].changes[0].after) == ("NIK pertama salah ketik", wrong.reg_no)


def test_both_trails_say_so(wrong, right, admin):
    merged(wrong, right, admin)
    lines = AuditEvent.select().where(AuditEvent.action == "pekerja.digabung")
    assert {line.subject: line.detail["berlaku"] for line in lines} == {
        wrong.reg_no: right.reg_no,
        right.reg_no: right.reg_no,
    }


def test_merge_with_itself_with_a_merged_one_or_with_nobody_is_refused(wrong, right, admin, petugas):
    third = enrolled(petugas, 3)
    with pytest.raises(Refused, match="sama"):
        merged(wrong, wrong, admin)
    merged(wrong, right, admin)
    for pair in ((wrong, right), (right, wrong), (wrong, third), (third, wrong)):
        with pytest.raises(Refused, match="sudah digabung"):
            merged(*pair, admin)
    with pytest.raises(NotThere):
        merge(wrong="SMG-AAAAAAA-A", right=right.reg_no, reason="x", client_key=key(), by=admin)


def test_wrong_one_that_is_frozen_is_refused_until_the_right_one_is_too(wrong, right, admin):
    Worker.update(frozen_at=utc_now()).where(Worker.id == wrong.id).execute()
    with pytest.raises(Refused, match="sedang dibekukan"):
        merged(wrong, right, admin)
    assert now(wrong).merged_into_id is None
    Worker.update(frozen_at=utc_now()).where(Worker.id == right.id).execute()
    merged(wrong, right, admin)
    assert now(right).frozen_at


@pytest.mark.parametrize("name", ["petugas", "mitra", "auditor", "opd", "donatur"])
def test_nobody_but_admin_merges(wrong, right, people, name):
    with pytest.raises(NotAllowed):
        merged(wrong, right, acting(people[name]))
    with pytest.raises(NotAllowed):
        tell_apart(one=wrong.reg_no, other=right.reg_no, by=acting(people[name]))


def test_both_orders_at_once_by_two_admins_merge_exactly_once(wrong, right, admin):
    funded(wrong, [MONTH], kind="asn")
    funded(right, [MONTH], kind="apbd")
    answers = all_at_once([lambda: merged(wrong, right, admin), lambda: merged(right, wrong, admin)] * 2)
    assert [type(answer).__name__ for answer in answers].count("NoneType") == 1
    assert all(isinstance(answer, Refused) for answer in answers if answer)
    assert (now(wrong).merged_into_id is None) != (now(right).merged_into_id is None)
    assert Correction.select().count() == 2
    assert CoverageMonth.select().where(CoverageMonth.released_at.is_null()).count() == 1


def test_the_same_form_again_merges_once(wrong, right, admin):
    for _ in range(2):
        merged(wrong, right, admin, client_key="0123456789abcdef")
    assert Correction.select().count() == 2


def test_two_people_told_apart_are_no_longer_to_be_settled(wrong, right, admin, petugas):
    flag(wrong, worker_flags.TWIN, petugas, note=right.reg_no)
    for _ in range(2):
        tell_apart(one=right.reg_no, other=wrong.reg_no, by=admin)
    assert open_kinds(wrong) == []
    line = AuditEvent.get(AuditEvent.action == "kembar.ditolak")
    assert (line.subject, line.detail["dengan"]) == (right.reg_no, wrong.reg_no)
    assert AuditEvent.select().where(AuditEvent.action == "kembar.ditolak").count() == 1
    assert WorkerFlag.get().settled_by_id == admin.user_id
    assert now(wrong).merged_into_id is None
