"""A roster whose worker process is killed outright, while it reads and while it writes: the next one goes on, and all
is as it would be undisturbed."""

from datetime import timedelta

import pytest

from db.connection import writing
from db.models import AuditEvent, Job, Opd, StaffImport, StaffImportRow, StaffMember
from kiosk.domain.clock import utc_now
from kiosk.services import queue, staff_import_presses
from tests.services import rosters
from tests.services.at_once import acting, key
from tests.services.rosters import line, nip, sheet
from tests.services.test_import_killed import start_worker, wait_for

CODE = "INSPEKTORAT"
LINES, LEAVING, UNITS = 3_000, 300, 7


@pytest.fixture
def secretary(people):
    return acting(people["opd"])


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


def test_roster_survives_the_death_of_its_worker_at_reading_and_at_writing(people, secretary):
    rosters.on_roster(people["opd"].opd, *range(5_000, 5_000 + LEAVING))
    lines = [line(number, unit=f"Unit {rosters.letters(number % UNITS)}") for number in range(1, LINES + 1)]
    made = rosters.sent_in(sheet(lines), code=CODE, by=secretary)
    kill_when(lambda: StaffImportRow.select().count() >= 700)
    assert StaffMember.select().count() == LEAVING
    go_on("staff.read")
    read = StaffImport.get_by_id(made.id)
    assert (read.state, read.rows) == ("read", LINES)
    assert read.counts == {"new": LINES, "leaving": LEAVING, "staff": LEAVING}
    staff_import_presses.apply(code=CODE, no=made.no, many_may_leave=True, client_key=key(), by=secretary)
    kill_when(lambda: StaffMember.select().count() >= LEAVING + 500)
    assert rosters.state(made) == "applying"
    go_on("staff.apply")
    assert rosters.state(made) == "applied"
    assert set(rosters.members()) == {nip(number) for number in range(1, LINES + 1)}
    assert StaffMember.select().where(~StaffMember.active).count() == LEAVING
    assert Opd.select().where(Opd.kind == "unit").count() == UNITS
    assert AuditEvent.select().where(AuditEvent.action == "pegawai.daftar_diterapkan").count() == 1
