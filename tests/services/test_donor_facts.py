"""A donor's own facts, and the prices everybody may read."""

import pytest
import time_machine

from db.models import AuditEvent, CutDecision, Donor, Opd, User
from kiosk.services import donor_facts, donor_prices, safe
from kiosk.services.acting import NotThere
from kiosk.services.donor_facts import Change, NotSaidMoved
from tests.ledger_rows import undecided
from tests.services import asn_desk
from tests.services.asn_desk import OPD_CODE, acting
from tests.services.at_once import acting as acting_for

SAME = {"jabatan": "Analis Kebijakan", "unit": "", "opd": OPD_CODE}


def trail(action: str) -> list[AuditEvent]:
    return list(AuditEvent.select().where(AuditEvent.action == action))


def test_own_facts_are_masked(people):
    donor = asn_desk.donor(nik="3374015507780003")
    facts = donor_facts.facts_of(by=acting(donor))
    assert facts.nik == "3374••••••••0003" and facts.nip.startswith("•") and facts.phone == ""
    assert (facts.name, facts.opd, facts.verified) == (donor.name, OPD_CODE, False)


def test_work_and_phone_are_corrected_and_written_down(people):
    donor = asn_desk.donor()
    change = Change(**SAME | {"jabatan": "Statistisi", "unit": "Bidang Data"}, phone="6281234567890")
    donor_facts.correct(change=change, by=acting(donor))
    now = Donor.get_by_id(donor.id)
    assert (now.jabatan, now.unit) == ("Statistisi", "Bidang Data")
    assert safe.open_text(now.phone_sealed, safe.PHONE) == "6281234567890"
    (line,) = trail("donatur.dikoreksi")
    assert line.detail == {"isian": ["jabatan", "unit", "phone"]} and line.subject == str(donor.id)
    donor_facts.correct(
        change=Change(**SAME | {"jabatan": "Statistisi", "unit": "Bidang Data"}), by=acting(donor)
    )
    assert len(trail("donatur.dikoreksi")) == 1
    assert safe.open_text(Donor.get_by_id(donor.id).phone_sealed, safe.PHONE) == "6281234567890"


def test_moving_to_another_department_is_said_and_takes_the_mandates_along(people):
    donor = asn_desk.donor()
    mandate = asn_desk.verified(donor)
    moved = SAME | {"opd": "DINKES"}
    with pytest.raises(NotSaidMoved):
        donor_facts.correct(change=Change(**moved), by=acting(donor))
    assert Donor.get_by_id(donor.id).opd.code == OPD_CODE
    donor_facts.correct(change=Change(**moved, moved=True), by=acting(donor))
    dinkes = Opd.get(Opd.code == "DINKES")
    assert Donor.get_by_id(donor.id).opd == dinkes and User.get_by_id(donor.user_id).opd == dinkes
    assert [line.detail for line in trail("donatur.pindah_opd")] == [{"dari": OPD_CODE, "ke": "DINKES"}]
    assert type(mandate).get_by_id(mandate.id).state == "verified"


def test_nobody_else_has_facts_to_see_or_to_correct(people):
    asn_desk.donor()
    for name in ("donatur", "petugas", "opd", "admin"):
        by = acting_for(people[name])
        with pytest.raises(NotThere):
            donor_facts.facts_of(by=by)
        with pytest.raises(NotThere):
            donor_facts.correct(change=Change(**SAME), by=by)


def test_a_department_that_is_no_more_cannot_be_chosen(people):
    donor = asn_desk.donor()
    with pytest.raises(NotThere):
        donor_facts.correct(change=Change(**SAME | {"opd": "TIDAK-ADA"}, moved=True), by=acting(donor))
    assert Donor.get_by_id(donor.id).opd.code == OPD_CODE


def test_price_is_todays_beside_the_full_one(store):
    found = donor_prices.prices()
    assert found.full == 16_800 and found.jht == 20_000
    assert {one.now for one in found.sectors} <= {8_400, 16_800}


@pytest.mark.parametrize(("decided", "now"), [(None, None), (False, 16_800), (True, 8_400)])
def test_while_nobody_has_decided_on_the_cut_there_is_no_one_price(store, decided, now):
    undecided()
    if decided is not None:
        CutDecision.create(funder_kind="asn", gets_cut=decided, letter_no="B/2/uji", letter_on="2026-01-05")
    with time_machine.travel("2026-11-10 03:00:00"):
        (price,) = donor_prices.prices().sectors
    assert (price.sector, price.now, price.reduced) == (None, now, 8_400)


def test_after_the_first_window_the_sectors_differ(store):
    with time_machine.travel("2026-12-10 03:00:00"):
        found = donor_prices.prices().sectors
    assert {one.sector: one.now for one in found} == {"transport": 8_400, "other": 16_800}
