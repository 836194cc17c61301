"""Who needs a card: who is listed and who is not, in which order, counted to a limit."""

from datetime import timedelta

import pytest

from db.models import Card, PrintedCard, Setting, Worker
from kiosk.domain.clock import today, utc_now
from kiosk.services import batch_cards, card_queue
from kiosk.services import settings as dated_settings
from kiosk.services.acting import Refused
from kiosk.services.batches import batch_seen_by
from kiosk.services.card_queue import Wanted
from kiosk.services.home_areas import OUTSIDE
from tests.ledger_rows import paid_months
from tests.services.at_once import acting, nik
from tests.web import desk

MIROTO = "33.74.01.1001"


@pytest.fixture
def officer(people):
    return acting(people["petugas"])


@pytest.fixture
def person(client_for):
    """person("Slamet") enrols somebody of Kauman at Pos Pasar Johar; more columns as they come."""
    client, serial = client_for("petugas"), iter(range(1, 99))

    def enrolled(name: str, **columns) -> Worker:
        reg_no = desk.enrolled(client, nik=nik(next(serial)), name=name)
        if columns:
            Worker.update(columns).where(Worker.reg_no == reg_no).execute()
        return Worker.get(Worker.reg_no == reg_no)

    return enrolled


def listed(by, **wanted) -> list[str]:
    names = [row.name for row in card_queue.page_of(by=by, wanted=Wanted(**wanted))[0]]
    assert card_queue.count(by=by, wanted=Wanted(**wanted)) == len(names)
    assert [worker.name for worker in card_queue.everybody(by=by, wanted=Wanted(**wanted))] == names
    return names


def has_card(worker: Worker, **columns) -> Card:
    return Card.create(
        serial=f"K26-{worker.id}",
        worker=worker,
        token=f"token-{worker.id}",
        created_by=worker.enrolled_by_id,
        **columns,
    )


def in_a_run(client, worker: Worker) -> None:
    desk.printed(client, worker=worker.reg_no)


def test_who_has_a_card_or_stands_in_a_run_is_not_listed(officer, person, client_for):
    person("Belum Ada")
    has_card(person("Dibuat Saja"))
    has_card(person("Dicetak"), printed_at=utc_now())
    has_card(person("Diserahkan"), printed_at=utc_now(), handed_at=utc_now())
    in_a_run(client_for("petugas"), person("Dalam Cetakan"))
    assert listed(officer) == ["Belum Ada", "Dibuat Saja"]


def test_who_comes_back_from_a_run_is_listed_again(officer, person, client_for):
    in_a_run(client_for("petugas"), person("Kembali"))
    assert listed(officer) == []
    PrintedCard.update(outcome="unprinted").execute()
    assert listed(officer) == ["Kembali"]


def test_why_the_card_before_is_void_stands_beside_the_name(officer, person):
    has_card(person("Gagal"), void_at=utc_now(), void_reason="spoiled")
    person("Pertama")
    rows = card_queue.page_of(by=officer, wanted=Wanted())[0]
    assert {row.name: row.again for row in rows} == {"Gagal": "spoiled", "Pertama": ""}


def test_who_may_not_be_printed_for_is_not_listed(officer, person):
    kept = person("Tetap")
    person("Beku", frozen_at=utc_now())
    person("Gabung", merged_into=kept.id)
    person("Muda", approval="asked", birth_on="2010-01-01")
    assert listed(officer) == ["Tetap"]


def test_where_cover_comes_first_only_the_protected_are_listed(officer, person, people):
    person("Menunggu")
    covered = person("Terlindungi")
    paid_months(covered, [today().replace(day=1)], effective=1, on=today().replace(day=1))
    assert sorted(listed(officer)) == ["Menunggu", "Terlindungi"]
    Setting.insert(
        key="card_before_cover", value="off", valid_from="2026-01-01", basis="keputusan untuk uji"
    ).execute()
    dated_settings.forget()
    assert card_queue.only_protected()
    assert listed(officer) == ["Terlindungi"]


def test_filters_leave_those_who_fit(officer, person):
    person("Kauman")
    person("Miroto", kelurahan=MIROTO)
    person("Luar Kota", kelurahan=None, home_regency="Demak")
    person("Kemarin", enrolled_at=utc_now() - timedelta(days=2))
    assert listed(officer, kelurahan=MIROTO) == ["Miroto"]
    assert listed(officer, kelurahan=OUTSIDE) == ["Luar Kota"]
    assert listed(officer, post="tambak-lorok") == []
    assert len(listed(officer, post="johar")) == 4
    assert "Kemarin" not in listed(officer, today=True)


def test_batch_of_another_company_finds_nobody(client_for, people):
    no = desk.opened(client_for("mitra"), sheet=desk.small_sheet(("3374020902000001", "Sugeng")))
    assert listed(acting(people["mitra"]), batch=no) == ["Sugeng"]
    assert listed(acting(people["mitra_rekan"]), batch=no) == ["Sugeng"]
    assert listed(acting(people["mitra2"]), batch=no) == []
    assert listed(acting(people["petugas"]), batch=no) == []


def test_list_stands_as_cards_are_handed_out_where_it_is_narrow(officer, person):
    for name, columns in (
        ("Zaenal", {}),
        ("Budi", {"kelurahan": MIROTO}),
        ("Agus", {}),
        ("Luar", {"kelurahan": None, "enrolled_post": officer.post_id}),
    ):
        person(name, **columns)
    assert listed(officer) == ["Agus", "Zaenal", "Budi", "Luar"]
    assert listed(officer, ordered_by="post") == ["Agus", "Budi", "Luar", "Zaenal"]


def test_wide_list_begins_with_who_was_registered_last(person, people):
    for name in ("Pertama", "Kedua", "Ketiga"):
        person(name)
    admin = acting(people["admin"])
    assert listed(admin) == ["Ketiga", "Kedua", "Pertama"]
    assert listed(admin, kelurahan=desk.KAUMAN) == ["Kedua", "Ketiga", "Pertama"]


def test_counting_ends_at_the_limit_and_more_are_not_printed_together(officer, person, monkeypatch):
    for name in ("Satu", "Dua", "Tiga"):
        person(name)
    monkeypatch.setattr(card_queue, "MOST", 2)
    assert card_queue.count(by=officer) == 3
    person("Empat")
    assert card_queue.count(by=officer) == 3
    with pytest.raises(Refused, match="Saring dulu"):
        card_queue.everybody(by=officer, wanted=Wanted())


def test_cards_of_a_batch_are_counted_by_how_far_they_are(client_for, people):
    born = [("3374020902000001", "Satu"), ("3374021003000002", "Dua"), ("3374021104000003", "Tiga")]
    born += [("3374021205000004", "Empat"), ("3374021306000005", "Lima")]
    no = desk.opened(client_for("mitra"), sheet=desk.small_sheet(*born))
    people_of = {worker.name: worker for worker in Worker.select()}
    has_card(people_of["Dua"], printed_at=utc_now())
    has_card(people_of["Tiga"], printed_at=utc_now(), handed_at=utc_now())
    Worker.update(frozen_at=utc_now()).where(Worker.name == "Empat").execute()
    desk.printed(client_for("mitra"), worker=people_of["Lima"].reg_no)
    mitra = acting(people["mitra"])
    has = batch_cards.cards_of(batch_seen_by(mitra, no), mitra)
    assert (has.to_print, has.under_way, has.printed, has.handed, has.held_back) == (1, 1, 1, 1, 1)
