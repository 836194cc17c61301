"""A civil servant pays for others: who has the own NIK is neither named, nor offered, nor taken."""

from dataclasses import replace

import pytest

from db.models import Donor, Pledge, Worker
from kiosk.services import pledge_picks
from kiosk.services.acting import Refused
from kiosk.services.pledge_nominations import Nomination
from kiosk.services.pledge_picks import PickWish
from tests.services import asn_desk
from tests.services.asn_desk import acting
from tests.services.at_once import key
from tests.services.test_enrolment import entry
from tests.services.test_pledge_taking import listed, nominate, pick

pytestmark = pytest.mark.usefixtures("people")
OWN = "Ini NIK Anda sendiri"


def oneself(donor: Donor, worker: Worker) -> None:
    """The donor turns out to be this worker."""
    Donor.update(nik_hash=worker.nik_hash).where(Donor.id == donor.id).execute()


def test_nobody_names_themselves(people):
    wish = Nomination(replace(entry(71), name="Ratna Kusumawati"), "neighbour", take_known=True)
    ratna = asn_desk.donor(nik=wish.entry.nik)
    with pytest.raises(Refused, match=OWN):
        nominate(ratna, wish)
    assert Worker.select().count() == Pledge.select().count() == 0
    assert nominate(asn_desk.donor(), wish).donor_id


def test_nobody_names_themselves_who_is_enrolled_already(people):
    [worker] = asn_desk.waiting(1)
    ratna = asn_desk.donor()
    wish = Nomination(replace(entry(71), name=worker.name), "neighbour", take_known=True)
    oneself(ratna, nominate(asn_desk.donor(), wish).worker)
    with pytest.raises(Refused, match=OWN):
        nominate(ratna, wish)


def test_whose_nik_it_is_does_not_find_themselves_in_the_list_nor_by_an_older_page(people):
    ratna, [worker] = asn_desk.donor(), asn_desk.waiting(1)
    [row] = listed(ratna)
    oneself(ratna, worker)
    assert listed(ratna) == [] and pledge_picks.count(by=acting(ratna), wish=PickWish()) == 0
    with pytest.raises(Refused, match=OWN):
        pick(ratna, row.handle, client_key=key())
    assert len(listed(asn_desk.donor())) == 1 and Pledge.select().count() == 0
