"""Somebody has died or works no more: what follows is read first, then the months behind the last day are let go."""

import re
from datetime import date

import pytest
import time_machine

from db.models import AuditEvent, Card, Company, CoverageMonth, Worker
from kiosk.domain.clock import months_from
from tests import ledger_rows
from tests.web import desk
from tests.web.desk import send
from tests.web.house_rules import check_page


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        yield


@pytest.fixture
def person(client_for) -> Worker:
    """November and December are paid and confirmed, January and February only planned; with a card."""
    client = client_for("petugas")
    reg_no = desk.enrolled(client)
    person = Worker.get(Worker.reg_no == reg_no)
    company = Company.get(Company.code == "sinar").funder
    ledger_rows.paid_months(
        person, months_from(date(2026, 11, 1), 4), funder=company, paid=2, effective=2, on=date(2026, 11, 2)
    )
    desk.printed(client, worker=reg_no)
    return person


def ask(client, person, **other):
    form = {"client_key": desk.key(), "why": "died", "last_day": "18/11/2026", **other}
    return send(client, f"/pekerja/{person.reg_no}/berakhir", form)


def end(client, person, **other):
    """Read what follows, then press."""
    shown = ask(client, person, **other)
    assert shown.status_code == 200, shown.text
    return ask(client, person, **{"seen": mark_of(shown), "sure": "y", **other})


def mark_of(answer) -> str:
    return re.search(r'name="seen" value="(\w+)"', answer.text)[1]


def live() -> list[date]:
    return [row.month for row in ledger_rows.live_months()]


def test_page_asks_what_happened_and_when(client_for, visit, person):
    text = visit(client_for("petugas"), f"/pekerja/{person.reg_no}/berakhir").text
    assert "Akhiri pertanggungan" in text and "Orangnya meninggal dunia" in text
    page = visit(client_for("petugas"), f"/pekerja/{person.reg_no}").text
    assert f'href="/pekerja/{person.reg_no}/berakhir"' in page


def test_what_follows_is_read_before_anything_is_done(client_for, person):
    answer = ask(client_for("petugas"), person)
    check_page(answer)
    assert answer.status_code == 200
    for said in (
        "Meninggal dunia pada 18 November 2026",
        "turut berduka cita",
        "Januari–Februari 2027 dilepas: ditanggung PT Sinar Pesisir, belum dibayar",
        "Desember 2026 dilepas: sudah dibayar. Rp8.400 kembali menjadi kredit PT Sinar Pesisir",
        "November 2026 tetap tercatat",
        f"Kartu {Card.get().serial} tidak berlaku lagi",
        "Rp48.000.000 untuk ahli waris",
        "Rp10.000.000 seluruhnya",
    ):
        assert said in answer.text, said
    assert len(live()) == 4 and Worker.get().frozen_at is None
    assert not AuditEvent.select().where(AuditEvent.action == "pertanggungan.diakhiri").exists()


def test_death_lets_go_of_what_lies_behind_and_gives_back_what_was_paid(client_for, visit, person):
    payment = ledger_rows.live_months()[0].payment
    answer = end(client_for("petugas"), person)
    assert (answer.status_code, answer.location) == (
        303,
        f"/pekerja/{person.reg_no}/klaim",
    )  # what is owed now
    assert live() == [date(2026, 11, 1)]
    again = type(payment).get_by_id(payment.id)
    assert (again.allocated, again.credited, again.amount) == (8_400, 8_400, 16_800)
    text = visit(client_for("petugas"), f"/pekerja/{person.reg_no}").text
    assert "Dicatat meninggal dunia pada 18 November 2026" in text
    assert "Alasan: orangnya meninggal dunia" in text
    assert "Desember 2026: pertanggungan sudah berakhir" in text
    for hidden in (
        "Buka pembekuan",
        "Akhiri pertanggungan",
        "Bila terjadi musibah hari ini",
        "Terlindungi s.d.",
    ):
        assert hidden not in text, hidden
    assert f"/pekerja/{person.reg_no}/perlindungan.pdf" in text  # the family may need it
    assert Card.get().void_at
    line = AuditEvent.get(AuditEvent.action == "pertanggungan.diakhiri")
    assert line.subject == person.reg_no


def test_who_stops_working_is_not_frozen_and_keeps_the_card(client_for, visit, person):
    shown = ask(client_for("admin"), person, why="stopped", last_day="2026-12-31")
    assert "berduka" not in shown.text and "tidak berlaku lagi" not in shown.text
    assert "Ia dapat ditanggung lagi kapan saja" in shown.text
    assert end(client_for("admin"), person, why="stopped", last_day="2026-12-31").status_code == 303
    assert live() == [date(2026, 11, 1), date(2026, 12, 1)]
    assert Worker.get().frozen_at is None and Card.get().void_at is None


def test_nothing_behind_the_day_is_said_and_cannot_be_ended(client_for, person):
    answer = ask(client_for("petugas"), person, why="stopped", last_day="2027-02-28")
    assert answer.status_code == 200
    assert "maka tidak ada yang diakhiri" in answer.text and 'name="sure"' not in answer.text
    forced = ask(
        client_for("petugas"), person, why="stopped", last_day="2027-02-28", seen=mark_of(answer), sure="y"
    )
    assert forced.status_code == 422 and len(live()) == 4
    check_page(forced)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"why": ""}, "Pilih apa yang terjadi"),
        ({"why": "pindah"}, "Pilih apa yang terjadi"),
        ({"last_day": ""}, "Isi hari terakhirnya"),
        ({"last_day": "kapan-kapan"}, "tidak dapat dibaca"),
        ({"last_day": "31/02/2026"}, "tidak ada di kalender"),
        ({"last_day": "22/11/2026"}, "belum tiba"),
        ({"last_day": "01/01/1960"}, "lebih awal daripada tanggal lahir"),
        ({"last_day": "01/06/2019"}, "Pada 1 Juni 2019 orang ini belum terdaftar"),
        ({"last_day": "22/11/2006"}, "belum terdaftar"),
        ({"why": "stopped", "last_day": "31/01/2026"}, "Isi hari terakhir paling awal 1 November 2026"),
    ],
)
def test_what_is_wrong_is_said_with_the_form(client_for, person, wrong, said):
    answer = ask(client_for("petugas"), person, **wrong)
    assert answer.status_code == 422 and said in answer.text
    check_page(answer)
    assert len(live()) == 4


def test_without_the_tick_nothing_ends(client_for, person):
    client = client_for("petugas")
    answer = ask(client, person, seen=mark_of(ask(client, person)), sure="")
    assert answer.status_code == 422 and "Baca dulu akibatnya" in answer.text
    check_page(answer)
    assert len(live()) == 4


def test_what_changed_since_it_was_read_is_read_anew(client_for, person):
    client = client_for("petugas")
    mark = mark_of(ask(client, person))
    ledger_rows.let_go(ledger_rows.live_months(CoverageMonth.month == date(2027, 2, 1)))
    answer = ask(client, person, seen=mark, sure="y")
    assert answer.status_code == 422 and "berubah sejak Anda membacanya" in answer.text
    check_page(answer)
    assert len(live()) == 3 and mark_of(answer) != mark


def test_other_day_than_the_one_read_is_read_anew(client_for, person):
    client = client_for("petugas")
    mark = mark_of(ask(client, person))
    assert ask(client, person, last_day="17/11/2026", seen=mark, sure="y").status_code == 422
    assert len(live()) == 4


def test_sending_twice_ends_it_once(client_for, person):
    client, key = client_for("petugas"), desk.key()
    form = {"client_key": key, "why": "stopped", "last_day": "2026-12-31"}
    mark = mark_of(ask(client, person, **form))
    first = ask(client, person, **form, seen=mark, sure="y")
    second = ask(client, person, **form, seen=mark, sure="y")
    assert first.status_code == second.status_code == 303
    assert AuditEvent.select().where(AuditEvent.action == "pertanggungan.diakhiri").count() == 1


@pytest.mark.parametrize(
    ("name", "status"), [("rekan", 200), ("admin", 200), ("petugas2", 403), ("mitra", 403)]
)
def test_only_officers_in_scope_and_admin_end_it(client_for, person, name, status):
    assert ask(client_for(name), person).status_code == status
    if status == 403:
        assert ask(client_for(name), person, seen="a" * 64, sure="y").status_code == 403
    assert len(live()) == 4


def test_auditor_looks_and_has_no_button(client_for, visit, person):
    text = visit(client_for("auditor"), f"/pekerja/{person.reg_no}/berakhir").text
    assert "Lihat akibatnya" not in text
    assert ask(client_for("auditor"), person).status_code == 403


def test_day_of_death_stands_in_no_address(client_for, person):
    answer = end(client_for("petugas"), person)
    assert "2026" not in answer.location


@pytest.fixture
def long_covered(person) -> Worker:
    """September and October were confirmed too."""
    ledger_rows.paid_months(
        person, months_from(date(2026, 9, 1), 2), effective=2, on=date(2026, 9, 2),
        funder=Company.get(Company.code == "sinar").funder,
    )  # fmt: skip
    return person


def test_months_in_force_are_let_go_only_with_a_tick_of_their_own(client_for, long_covered):
    client, day = client_for("petugas"), {"last_day": "30/09/2026"}
    shown = ask(client, long_covered, **day)
    assert "Bulan yang sudah berjalan ikut dilepas" in shown.text
    assert (
        "Oktober–November 2026, ditanggung PT Sinar Pesisir, sudah dikonfirmasi BPJS: Rp16.800" in shown.text
    )
    check_page(shown)
    without = ask(client, long_covered, seen=mark_of(shown), sure="y", **day)
    assert without.status_code == 422 and "Periksa lagi hari wafatnya" in without.text
    check_page(without)
    assert len(live()) == 6
    assert ask(client, long_covered, seen=mark_of(shown), sure="y", begun="y", **day).status_code == 303
    assert live() == [date(2026, 9, 1)]


def test_death_sent_twice_is_answered_as_the_first_time(client_for, person):
    client, key = client_for("petugas"), desk.key()
    mark = mark_of(ask(client, person, client_key=key))
    answers = [ask(client, person, client_key=key, seen=mark, sure="y") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert AuditEvent.select().where(AuditEvent.action == "pertanggungan.diakhiri").count() == 1


def test_heirs_are_not_told_what_begins_later(client_for, person):
    text = ask(client_for("petugas"), person).text
    assert (
        "karena pada hari wafatnya kepesertaan belum 3 bulan" in text and "Santunan penuh mulai" not in text
    )


def test_admin_takes_a_wrong_death_back(client_for, visit, person):
    end(client_for("petugas"), person)
    back = f"/pekerja/{person.reg_no}/berakhir/pembatalan"
    assert back not in visit(client_for("petugas"), f"/pekerja/{person.reg_no}").text
    assert (
        send(client_for("petugas"), back, {"client_key": desk.key(), "reason": "Keliru"}).status_code == 403
    )
    admin = client_for("admin")
    assert back in visit(admin, f"/pekerja/{person.reg_no}").text
    page = visit(admin, back).text
    for said in (
        "Tercatat meninggal dunia pada 18 November 2026",
        "Desember 2026–Februari 2027 dulu ditanggung PT Sinar Pesisir",
        "Cetak kartu baru",
    ):
        assert said in page, said
    empty = send(admin, back, {"client_key": desk.key(), "reason": ""})
    assert empty.status_code == 422 and "Tulis mengapa catatan ini keliru" in empty.text
    check_page(empty)
    done = send(admin, back, {"client_key": desk.key(), "reason": "Orang yang salah"})
    assert (done.status_code, done.location) == (303, f"/pekerja/{person.reg_no}")
    text = visit(admin, f"/pekerja/{person.reg_no}").text
    assert "Dicatat meninggal dunia" not in text and "Akhiri pertanggungan" in text
    assert "Catatan meninggal dunia dibatalkan" in text
    again = send(admin, back, {"client_key": desk.key(), "reason": "Sekali lagi"})
    assert again.status_code == 422 and "Tidak ada catatan meninggal dunia" in again.text
    check_page(again)


def test_somebody_who_lives_has_nothing_to_take_back(client_for, visit, person):
    text = visit(client_for("auditor"), f"/pekerja/{person.reg_no}/berakhir/pembatalan").text
    assert (
        "Tidak ada catatan meninggal dunia" in text
        and "<button" not in text.split("<main")[1].split("</main")[0]
    )
