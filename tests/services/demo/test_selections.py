"""The selections of a demonstration: one decided by a made-up decree and carried out, one draft; no job waits."""

from datetime import datetime

import pytest
import time_machine

from db.models import Commitment, Job, Programme, Selection, SelectionRow, Worker
from kiosk.domain.clock import JAKARTA, today
from kiosk.services import (
    demo,
    invariants_programmes,
    invariants_selections,
    programme_renewals,
    selection_annexes,
    selections,
)
from tests.services.demo.conftest import FEW
from tests.services.selection_desk import admin


def check_selections() -> None:
    done, draft, renewal = Selection.select().order_by(Selection.id)
    assert (done.state, draft.state) == ("done", "draft") and done.taken == 12 and draft.chosen == 8
    assert (done.reserve, draft.reserve) == (12, 8)
    check_renewal(renewal)
    assert done.decree_no.startswith("CONTOH") and "contoh" in done.decree_by and done.decree_on == today()
    assert {one.programme.year for one in (done, draft, renewal)} == {today().year + 1}
    assert all("Data contoh" in one.programme.note for one in (done, draft, renewal))
    taken = SelectionRow.select(SelectionRow.worker).where(SelectionRow.state == "taken")
    assert all(Worker.get_by_id(one.worker_id).demo for one in taken)
    assert Commitment.select().where(Commitment.worker.in_(taken), Commitment.programme == done.programme)
    assert selection_annexes.pdf_of(done, by=admin()).startswith(b"%PDF")
    kinds = (selections.DRAWING_JOB, selections.CARRYING_JOB)
    assert {job.state for job in Job.select().where(Job.kind.in_(kinds))} == {"done"}
    proofs = (*invariants_programmes.INVARIANTS, *invariants_selections.INVARIANTS)
    assert not any(list(one.broken()) for one in proofs)


def check_renewal(renewal: Selection) -> None:
    """A draft of this year's programme: those who end with it stand first, and each of them is named."""
    before = Programme.get_by_id(renewal.renews_id)
    assert (renewal.state, before.year, before.funder) == ("draft", today().year, renewal.programme.funder)
    ending = programme_renewals.count_ending(before)
    rows = list(SelectionRow.select().where(SelectionRow.selection == renewal).order_by(SelectionRow.rank))
    assert sum(row.ends for row in rows) == ending > 0 and all(row.ends for row in rows[:ending])
    assert renewal.chosen == min(renewal.wanted, len([row for row in rows if row.state != "left_out"]))
    assert renewal.pdf_sha256


def test_one_is_carried_out_and_one_waits_to_be_read(crowd):
    check_selections()


def test_so_it_is_on_the_last_day_of_a_year(store):
    with time_machine.travel(datetime(2026, 12, 31, 10, tzinfo=JAKARTA), tick=False):
        demo.load_demo(hash_password=lambda text: text, people=FEW)
        check_selections()


@pytest.mark.parametrize("few", [1, 12])
def test_a_handful_of_people_is_loaded_too(store, few):
    demo.load_demo(hash_password=lambda text: text, people=few)
    plain = Selection.select().where(Selection.renews_id.is_null())
    assert plain.count() == Programme.select().where(Programme.year == today().year + 1).count()
