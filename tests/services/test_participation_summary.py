"""Who takes part, for the city's page: departments as /opd has them, companies by whom their batches hold."""

from datetime import timedelta

import pytest

from db import connection
from db.models import Batch, BatchRow, Company, CoverageMonth, Opd
from kiosk.domain.clock import add_months, first_of_month, last_of_month, today
from kiosk.services import company_lists, participation, participation_summary
from kiosk.services.acting import NotAllowed, NotThere
from tests import ledger_rows
from tests.services import asn_desk
from tests.services.asn_desk import OPD_CODE
from tests.services.at_once import acting
from tests.services.billing import batch_of
from tests.services.rosters import on_roster

pytestmark = pytest.mark.usefixtures("people")
OTHER = "DISDAG"


@pytest.fixture
def admin(people):
    return acting(people["admin"])


@pytest.fixture
def rosters(people):
    """A department of which one has joined, one of which nobody has."""
    asn_desk.verified(asn_desk.donor(name="Ratna Kusumawati", opd_code=OPD_CODE))
    on_roster(Opd.get(Opd.code == OPD_CODE), 1, 2)
    on_roster(Opd.get(Opd.code == OTHER), 3)


def test_departments_are_counted_as_their_own_page_counts_them_with_nobody_s_first(rosters, admin):
    found, page = participation_summary.departments(by=admin), participation.overview(by=admin)
    assert (found.figures, found.total) == (page.total, len(page.lines))
    assert (found.joined, found.nobody, found.unknown) == (1, 1, found.total - 2)
    assert [line.code for line in found.lines[:2]] == [OTHER, OPD_CODE]
    assert (found.day, found.code) == (today(), "kota")


def test_a_secretary_reads_the_own_units_alone(rosters, admin):
    own = participation_summary.departments(by=asn_desk.secretary())
    assert own.code == OPD_CODE and own.figures.staff == 2
    with pytest.raises(NotAllowed):
        participation_summary.departments(by=asn_desk.secretary(), code=OTHER)
    with pytest.raises(NotThere):
        participation_summary.departments(by=admin, code="TIDAK-ADA")


@pytest.mark.parametrize("role", ["petugas", "mitra", "donatur"])
def test_nobody_else_reads_them(people, role):
    with pytest.raises(NotAllowed):
        participation_summary.departments(by=acting(people[role]))


@pytest.mark.parametrize("role", ["petugas", "mitra", "donatur", "opd"])
def test_companies_are_named_for_admin_and_auditor_alone(people, role):
    assert participation_summary.companies(by=acting(people["auditor"])).total == 2
    with pytest.raises(NotAllowed):
        participation_summary.companies(by=acting(people[role]))


def test_a_company_with_people_says_until_when_and_one_without_stands_apart(people, admin):
    batch_of(people, 3, 2)
    found = participation_summary.companies(by=admin)
    (one,) = found.holding
    last = last_of_month(add_months(first_of_month(today()), 1))
    assert (one.name, one.people, one.batches, one.ends_on) == ("PT Sinar Pesisir", 3, 1, last)
    assert (found.people, found.total, found.ending) == (3, 2, [one])
    assert [each.name for each in found.nobody] == ["PT Bahari Lestari"]


def test_figures_of_a_company_are_those_of_the_list_of_companies(people, admin):
    batch_of(people, 3, 12)
    (one,) = participation_summary.companies(by=admin).holding
    (line,) = [line for line in company_lists.page_of(by=admin)[0] if line.company.code == one.code]
    assert (one.people, one.batches) == (line.ends.held, line.batches)
    assert one.ends_on > today() + timedelta(days=90)
    assert participation_summary.companies(by=admin).ending == []


def test_an_open_batch_that_holds_nobody_is_no_cover(people, admin):
    sinar = Company.get(Company.code == "sinar")
    named = {"no": "B26-KOSONG", "company": sinar, "name": "CSR", "created_by_id": people["mitra"].id}
    Batch.create(**named, first_month=first_of_month(today()), months=6)
    found = participation_summary.companies(by=admin)
    assert [one.name for one in found.opened] == ["PT Sinar Pesisir"] and not found.holding
    Company.update(active=False).where(Company.id == sinar.id).execute()
    assert participation_summary.companies(by=admin).total == 1


def test_whose_cover_ends_first_comes_first(people, admin):
    batch_of(people, 1, 12)
    batch_of(people, 2, 2, company="bahari", numbered=5)
    found = participation_summary.companies(by=admin)
    assert [one.name for one in found.holding] == ["PT Bahari Lestari", "PT Sinar Pesisir"]
    assert (found.people, [one.people for one in found.ending]) == (3, [2])


def test_one_who_is_in_two_batches_counts_once_and_one_who_was_let_go_no_more(people, admin):
    batch = batch_of(people, 2, 2)
    first, second = (row.worker for row in BatchRow.select().order_by(BatchRow.id))
    later = Batch.create(
        no="B26-LANJUT", company=batch.company, name="CSR", first_month=add_months(batch.first_month, 2), months=3,
        created_by_id=people["mitra"].id,
    )  # fmt: skip
    BatchRow.create(batch=later, number=1, worker=first, state="ready")
    (one,) = participation_summary.companies(by=admin).holding
    assert (one.people, one.batches) == (2, 2)
    assert one.ends_on == last_of_month(add_months(batch.first_month, 4))
    ledger_rows.let_go(ledger_rows.live_months(CoverageMonth.worker == second))
    assert participation_summary.companies(by=admin).people == 1


def test_more_batches_and_people_ask_no_more_questions(people, admin, monkeypatch):
    batch_of(people, 1, 2)

    def asked() -> int:
        real, found = connection.database.obj, []
        run = real.execute_sql
        with monkeypatch.context() as patch:
            patch.setattr(real, "execute_sql", lambda *given: found.append(given) or run(*given))
            participation_summary.companies(by=admin)
        return len(found)

    few = asked()
    batch_of(people, 4, 2, company="bahari", numbered=5)
    assert asked() == few == 4
