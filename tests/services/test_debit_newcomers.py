"""Who comes under a mandate whose line of the month is at the bank already: they go along with the next month, and are
in nobody's way."""

import pytest

from db.models import DebitSkip, Donor, Mandate, Message, Pledge, Worker
from kiosk.domain import debit_skips
from kiosk.domain.clock import utc_now
from kiosk.services import (
    debit_runs,
    debit_sealing,
    debit_sending,
    donor_skips,
    pledge_funded,
    pledge_places,
    pledges,
)
from kiosk.services.pledge_places import place_of
from tests.services import asn_desk, debit_desk
from tests.services.at_once import key
from tests.services.debit_desk import admin
from tests.services.test_debit_left_out import taken_by_somebody_else, workers_of

NO_FUNDS = "SALDO TIDAK CUKUP"


@pytest.fixture(autouse=True)
def decided(people):
    debit_desk.decide()


@pytest.fixture
def donor() -> Donor:
    return asn_desk.donor()


def frozen(worker: Worker, *, is_frozen: bool) -> None:
    Worker.update(frozen_at=utc_now() if is_frozen else None).where(Worker.id == worker.id).execute()


def failed_for(run, *mandates: Mandate) -> None:
    """The bank's answer: of these it got nothing."""
    ids = [one.id for one in mandates]
    fates = {line.key: NO_FUNDS for line in debit_desk.lines_of(run) if line.mandate_id in ids}
    debit_desk.upload(run, debit_desk.answer(run, fates))


def skips_of(run) -> list[tuple]:
    rows = DebitSkip.select().where(DebitSkip.run == run).order_by(DebitSkip.id)
    return [(row.reason, row.mandate_id, row.pledge_id, row.amount) for row in rows]


def one_frozen_while_the_run_is_sent(donor: Donor) -> tuple[Mandate, Mandate, object]:
    """A mandate whose second person was frozen when it was asked, and another that failed."""
    mandate = debit_desk.due(people=2, donor=donor)
    other = debit_desk.due()
    frozen(workers_of(mandate)[1], is_frozen=True)
    run = debit_desk.sent()
    frozen(workers_of(mandate)[1], is_frozen=False)
    return mandate, other, run


def test_somebody_free_again_waits_for_the_next_month_and_the_others_are_tried_again(donor):
    mandate, other, run = one_frozen_while_the_run_is_sent(donor)
    failed_for(run, other)
    with debit_desk.on_day_of(run):
        again = debit_desk.built(run.month)
        assert (again.state, [line.mandate_id for line in debit_desk.lines_of(again)]) == (
            "built",
            [other.id],
        )
        assert skips_of(again) == [(debit_skips.ASKED, mandate.id, None, 16_800)]


def test_same_while_the_bank_has_not_answered(donor):
    mandate, other, run = one_frozen_while_the_run_is_sent(donor)
    content = debit_desk.answer(run, {line.key: NO_FUNDS for line in debit_desk.lines_of(run)})
    keys = [line.key for line in debit_desk.lines_of(run) if line.mandate_id == mandate.id]
    debit_desk.upload(run, b"\r\n".join(row for row in content.split(b"\r\n") if keys[0].encode() not in row))
    with debit_desk.on_day_of(run):
        again = debit_desk.built(run.month)
    assert [line.mandate_id for line in debit_desk.lines_of(again)] == [other.id]


def test_run_in_which_nobody_is_left_is_built_and_not_sealed(donor):
    _mandate, _other, run = one_frozen_while_the_run_is_sent(donor)
    failed_for(run)
    with debit_desk.on_day_of(run):
        again = debit_desk.built(run.month)
        assert (again.state, again.lines, again.amount) == ("built", 0, 0)
        with pytest.raises(debit_sealing.Refused):
            debit_sealing.ask(run=again, by=admin())
        debit_runs.drop(run=again, why="kosong", by=admin())


def test_failure_with_somebody_free_again_is_tried_for_both(donor):
    mandate, other, run = one_frozen_while_the_run_is_sent(donor)
    failed_for(run, mandate, other)
    with debit_desk.on_day_of(run):
        again = debit_desk.built(run.month)
    assert [(line.mandate_id, line.people) for line in debit_desk.lines_of(again)] == [
        (mandate.id, 2),
        (other.id, 1),
    ]


def test_who_is_taken_on_in_the_place_of_one_who_was_funded_goes_along_with_the_next_month(donor):
    mandate = debit_desk.due(people=2, donor=donor)
    taken = workers_of(mandate)[0]
    taken_by_somebody_else(taken)
    other = debit_desk.due()
    run = debit_desk.sent()
    debit_desk.queue.run_waiting_tasks()
    replaced(donor, taken)
    failed_for(run, other)
    with debit_desk.on_day_of(run):
        again = debit_desk.built(run.month)
    assert [line.mandate_id for line in debit_desk.lines_of(again)] == [other.id]
    assert (debit_skips.ASKED, mandate.id, None, 16_800) in skips_of(again)


def replaced(donor: Donor, gone: Worker) -> None:
    """The donor takes on the next who waits."""
    by, pledge = asn_desk.acting(donor), Pledge.get(Pledge.worker == gone)
    pledge_funded.give_way(pledge_id=pledge.id, client_key=key(), by=by)
    with debit_desk.writing():
        place = place_of(donor, pledge.id)
        new = pledges.reserve(donor=donor, worker=asn_desk.waiting()[0], kind="picked", by=by, replaces=place)
        pledge_places.take(place, new)


def test_donor_is_told_once_the_run_has_left(donor):
    _mandate, other, run = one_frozen_while_the_run_is_sent(donor)
    failed_for(run, other)
    with debit_desk.on_day_of(run):
        again = debit_desk.sealed(run.month)
        with debit_desk.time_machine.travel(again.sealed_at + debit_desk.LATER, tick=True):
            debit_sending.send(run=again, by=admin())
            debit_desk.queue.run_waiting_tasks()
        [letter] = Message.select().where(Message.key.startswith("debit:left_out"))
        assert "sudah diminta dari bank" in letter.text
        [told] = donor_skips.skips_of(donor)
        assert (told.why, told.is_sent) == (debit_skips.SKIPS[debit_skips.ASKED], True)
