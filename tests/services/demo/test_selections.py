"""The selections of a demonstration: one decided by a made-up decree and carried out, one draft; no job waits."""

from datetime import datetime

import pytest
import time_machine

from db.models import Commitment, Job, Programme, Selection, SelectionRow, Worker
from kiosk.domain.clock import JAKARTA, today
from kiosk.services import demo, invariants_programmes, invariants_selections, selection_annexes, selections
from tests.services.demo.conftest import FEW
from tests.services.selection_desk import admin


def check_selections() -> None:
    done, draft = Selection.select().order_by(Selection.id)
    assert (done.state, draft.state) == ("done", "draft") and done.taken == 12 and draft.chosen == 8
    assert done.decree_no.startswith("CONTOH") and "contoh" in done.decree_by and done.decree_on == today()
    assert {one.programme.year for one in (done, draft)} == {today().year + 1}
    taken = SelectionRow.select(SelectionRow.worker).where(SelectionRow.state == "taken")
    assert all(Worker.get_by_id(one.worker_id).demo for one in taken)
    assert Commitment.select().where(Commitment.worker.in_(taken), Commitment.programme == done.programme)
    assert selection_annexes.pdf_of(done, by=admin()).startswith(b"%PDF")
    kinds = (selections.DRAWING_JOB, selections.CARRYING_JOB)
    assert {job.state for job in Job.select().where(Job.kind.in_(kinds))} == {"done"}
    proofs = (*invariants_programmes.INVARIANTS, *invariants_selections.INVARIANTS)
    assert not any(list(one.broken()) for one in proofs)


def test_one_is_carried_out_and_one_waits_to_be_read(crowd):
    check_selections()


def test_so_it_is_on_the_last_day_of_a_year(store):
    with time_machine.travel(datetime(2026, 12, 31, 10, tzinfo=JAKARTA), tick=False):
        demo.load_demo(hash_password=lambda text: text, people=FEW)
        check_selections()


@pytest.mark.parametrize("few", [1, 12])
def test_a_handful_of_people_is_loaded_too(store, few):
    demo.load_demo(hash_password=lambda text: text, people=few)
    assert Selection.select().count() == Programme.select().where(Programme.year == today().year + 1).count()
