"""The staff and the batches of one company are nothing to another, even of one and the same person."""

from db.models import Worker
from kiosk.services import worker_history
from kiosk.services.staff_names import OTHER_COMPANY, events_for, name_for
from tests.services.at_once import acting
from tests.services.test_batches_from_sheets import opened


def test_another_company_s_staff_and_batch_are_not_named_and_one_s_own_are(people):
    mitra, rival, officer = (acting(people[name]) for name in ("mitra", "mitra2", "petugas"))
    no = opened("04-titik-koma-cp1252.csv", mitra).batch.no
    (enrolled,) = worker_history.history_of(Worker.select().first())
    assert (enrolled.user_name, enrolled.batch_no) == (mitra.name, no)
    seen = {by.name: events_for([enrolled], by)[0] for by in (mitra, rival, officer)}
    assert (seen[rival.name].user_name, seen[rival.name].batch_no) == (OTHER_COMPANY, "")
    assert seen[mitra.name] == seen[officer.name] == enrolled


def test_an_officer_is_named_to_every_company(people):
    mitra, rival = acting(people["mitra"]), acting(people["mitra2"])
    shown = [name_for(people[name], by) for name in ("petugas", "mitra") for by in (mitra, rival)]
    assert shown == [people["petugas"].name, people["petugas"].name, people["mitra"].name, OTHER_COMPANY]
