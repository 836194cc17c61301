"""The waiting list: who waits, since when, in which order; counted to a limit."""

from datetime import date, timedelta

import pytest

from db.models import CoverageMonth, Worker
from kiosk.domain.clock import add_months, first_of_month, today, utc_now
from kiosk.services import waiting
from kiosk.services.waiting import Wish
from tests.ledger_rows import let_go, pay_and_confirm, planned_months
from tests.services.at_once import acting, nik
from tests.web import desk

KAUMAN = Wish(kelurahan=desk.KAUMAN)


@pytest.fixture
def person(client_for):
    """person("Slamet", days=30) enrols somebody of Kauman that many days ago; more columns as they come."""
    client, serial = client_for("petugas"), iter(range(1, 99))

    def enrolled(name: str, days: int = 0, **columns) -> Worker:
        reg_no = desk.enrolled(client, nik=nik(next(serial)), name=name)
        columns["enrolled_on"] = today() - timedelta(days=days)
        Worker.update(columns).where(Worker.reg_no == reg_no).execute()
        return Worker.get(Worker.reg_no == reg_no)

    return enrolled


def month(ahead: int) -> date:
    return add_months(first_of_month(today()), ahead)


def funded(worker: Worker, *ahead: int) -> list[CoverageMonth]:
    return planned_months(worker, [month(number) for number in ahead])


def listed(by, wish: Wish = KAUMAN) -> list[str]:
    names = [row.name for row in waiting.page_of(by=by, wish=wish)[0]]
    assert waiting.count(by=by, wish=wish) == len(names)
    return names


def test_who_is_funded_for_this_month_or_a_later_one_does_not_wait(admin, person):
    person("Menunggu")
    funded(person("Bulan Ini"), 0)
    funded(person("Bulan Depan"), 1)
    funded(person("Bulan Lalu"), -1)
    let_go(funded(person("Dilepas"), 0))
    assert sorted(listed(admin)) == ["Bulan Lalu", "Dilepas", "Menunggu"]


def test_who_may_not_be_funded_does_not_wait(admin, person):
    kept = person("Tetap")
    person("Beku", frozen_at=utc_now())
    person("Gabung", merged_into=kept.id)
    person("Muda", approval="asked", birth_on="2010-01-01")
    person("Ditolak", approval="refused", birth_on="2010-01-01")
    assert listed(admin) == ["Tetap"]


def test_waiting_counts_from_enrolment_or_from_the_end_of_the_last_month(admin, person):
    person("Baru", days=3)
    funded(person("Pernah Ditanggung", days=400), -3, -2)
    funded(person("Ditanggung Sebelum Tercatat", days=5), -8)
    rows = {row.name: row for row in waiting.page_of(by=admin, wish=KAUMAN)[0]}
    assert rows["Baru"].since == today() - timedelta(days=3) and rows["Baru"].days == 3
    assert rows["Pernah Ditanggung"].since == month(-1)
    assert rows["Ditanggung Sebelum Tercatat"].days == 5


def test_narrow_list_is_in_the_order_of_waiting(admin, people, person):
    funded(person("Berhenti Bulan Lalu", days=400), -3, -2)
    person("Lama", days=200)
    person("Baru", days=1)
    order = ["Lama", "Berhenti Bulan Lalu", "Baru"]
    assert listed(admin) == listed(admin, Wish(kecamatan="33.74.01")) == order
    assert listed(acting(people["petugas"]), Wish()) == order
    assert listed(admin, Wish(kelurahan=desk.KAUMAN, newest_first=True)) == order[::-1]


def test_wide_list_is_in_the_order_of_registration(admin, person):
    person("Pertama", days=1)
    person("Kedua", days=200)
    assert listed(admin, Wish()) == ["Pertama", "Kedua"]
    assert listed(admin, Wish(newest_first=True)) == ["Kedua", "Pertama"]


@pytest.mark.parametrize(("days", "names"), [(7, {"Tujuh", "Sembilan Puluh"}), (90, {"Sembilan Puluh"})])
def test_days_waited_at_least(admin, person, days, names):
    person("Enam", days=6)
    person("Tujuh", days=7)
    person("Sembilan Puluh", days=90)
    funded(person("Baru Saja Berakhir", days=400), -1)
    # Whose last month ended waits since the first of this one.
    names = names | ({"Baru Saja Berakhir"} if (today() - month(0)).days >= days else set())
    assert set(listed(admin, Wish(kelurahan=desk.KAUMAN, days=days))) == names


def test_work_and_scheme_narrow_the_list(admin, person):
    person("Nelayan", occupation="nelayan")
    person("Asisten", occupation="asisten-rumah-tangga")
    person("Nelayan Demak", kelurahan=None, home_regency="Kabupaten Demak", occupation="nelayan")
    assert listed(admin, Wish(occupation="nelayan")) == ["Nelayan", "Nelayan Demak"]
    assert listed(admin, Wish(scheme="pijar")) == ["Nelayan"]  # for residents only
    assert listed(admin, Wish(scheme="asn")) == ["Nelayan", "Asisten", "Nelayan Demak"]
    assert listed(admin, Wish(kelurahan="luar")) == ["Nelayan Demak"]


def test_officer_sees_own_people_and_their_state(people, person):
    pay_and_confirm(funded(person("Menunggak", days=100), -2, -1), on=month(-2))
    row = waiting.page_of(by=acting(people["petugas"]), wish=Wish())[0][0]
    assert (row.name, row.state.code, bool(row.reg_no)) == ("Menunggak", "in_arrears", True)
    assert listed(acting(people["petugas2"]), Wish()) == []


@pytest.mark.parametrize("name", ["mitra", "donatur"])
def test_whoever_chooses_sees_everybody_but_no_one_s_name(people, person, name):
    person("Siti Aminah", days=3)
    row = waiting.page_of(by=acting(people[name]), wish=Wish())[0][0]
    assert (row.name, row.reg_no, row.state, row.days) == ("S. A.", "", None, 3)


def test_count_stops_at_its_limit(admin, person, monkeypatch):
    monkeypatch.setattr(waiting, "MOST_COUNTED", 2)
    for number in range(4):
        person(f"Orang {number}")
    assert waiting.count(by=admin) == 3
