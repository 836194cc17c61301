"""A list whose worker process is killed outright, while it reads and while it is taken back: the next one goes on, and
all is as it would be undisturbed."""

from datetime import timedelta

from db.connection import writing
from db.models import Job, PovertyList, PovertyRow, Worker
from kiosk.domain.clock import utc_now
from kiosk.services import poverty_withdrawing, queue
from tests.services import poverty
from tests.services.at_once import acting, key
from tests.services.poverty import fates, line, mark, on_record, sheet
from tests.services.test_import_killed import start_worker, wait_for

LINES, KNOWN = 2_500, 40


def kill_when(done) -> None:
    worker = start_worker()
    try:
        wait_for(lambda: done() or worker.poll() is not None)
    finally:
        worker.kill()
        worker.wait()


def go_on(kind: str) -> None:
    """Somebody notices the silence, and the next worker takes the job."""
    with writing():
        Job.update(heartbeat_at=utc_now() - timedelta(minutes=2)).where(
            Job.kind == kind, Job.state != "done"
        ).execute()
    queue.ask_silent_jobs_again()
    queue.run_job(Job.get(Job.kind == kind).id)


def test_a_list_survives_the_death_of_its_worker_at_reading_and_at_taking_back(people):
    admin, officer = acting(people["admin"]), acting(people["petugas"])
    known = [on_record(number, officer, dtsen_decile=4) for number in range(1, KNOWN + 1)]
    made = poverty.sent_in(sheet(line(number) for number in range(1, LINES + 1)), admin)
    kill_when(lambda: PovertyRow.select().count() >= 600)
    stood = PovertyRow.select().count()
    go_on("poverty.read")
    assert 600 <= stood <= LINES
    assert (poverty.again(made).state, poverty.again(made).rows) == ("read", LINES)
    states = [state for state, _why in fates(made).values()]
    assert (states.count("matched"), states.count("unknown")) == (KNOWN, LINES - KNOWN)
    assert {mark(worker)[0] for worker in known} == {1}
    poverty_withdrawing.withdraw(no=made.no, why="Salah", client_key=key(), by=admin)
    kill_when(lambda: PovertyRow.select().count() <= LINES - 600)
    go_on("poverty.withdraw")
    assert not PovertyRow.select().exists() and PovertyList.get().path == ""
    assert Worker.select().where(Worker.dtsen_decile == 4, Worker.dtsen_as_of.is_null()).count() == KNOWN
