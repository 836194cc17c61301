"""Somebody who may be enrolled already under a mistyped NIK is shown beside the form before anything is saved."""

from db.models import AuditEvent, Worker, WorkerFlag
from tests.web import desk
from tests.web.house_rules import check_page

MISTYPED = "3374011705030011"


def enrolled_twice(client, **other):
    return desk.enrol(client, nik=MISTYPED, name="Slamet Widhodho", **other)


def test_both_stand_side_by_side_and_nothing_is_saved(client_for):
    client = client_for("petugas")
    reg_no = desk.enrolled(client)
    answer = enrolled_twice(client)
    assert answer.status_code == 422
    check_page(answer)
    panel = answer.text.partition('id="alike"')[2].partition("</section>")[0]
    for words in (
        desk.NAME,
        "Slamet Widhodho",
        reg_no,
        "3374••••••••0001",
        "3374••••••••0011",
        "17 Mei 2003",
    ):
        assert words in panel, words
    assert f'href="/pekerja/{reg_no}"' in panel
    assert 'name="told_apart" value="y"' in panel
    assert 'value="Slamet Widhodho"' in answer.text  # the form is still there, filled
    assert Worker.select().count() == 1


def test_officer_who_says_they_are_two_saves_and_it_is_written_down(client_for):
    client = client_for("petugas")
    reg_no = desk.enrolled(client)
    answer = enrolled_twice(client, told_apart="y")
    assert answer.status_code == 303
    line = (
        AuditEvent.select()
        .where(AuditEvent.action == "pekerja.didaftarkan")
        .order_by(AuditEvent.id.desc())
        .first()
    )
    assert line.detail == {"bukan_kembar": [reg_no]}
    assert not WorkerFlag.select().exists()


def test_who_lives_elsewhere_is_not_asked_about(client_for):
    client = client_for("petugas")
    desk.enrolled(client)
    assert enrolled_twice(client, kelurahan="33.74.01.1001").status_code == 303


def test_officer_elsewhere_hears_that_there_is_somebody_and_the_city_compares_them(client_for):
    """No number was shown to the desk, so no service card either: only that it should ask."""
    reg_no = desk.enrolled(client_for("petugas"))
    client = client_for("petugas2")
    answer = enrolled_twice(client)
    assert answer.status_code == 422
    check_page(answer)
    panel = answer.text.partition('id="alike"')[2].partition("</section>")[0]
    assert "Sudah terdaftar di pos lain" in panel and "service_ticket" not in panel
    for secret in (reg_no, desk.NAME, "S. W.", "0001"):
        assert secret not in panel
    assert enrolled_twice(client, told_apart="y").status_code == 303
    assert WorkerFlag.get().note == reg_no


def test_officer_sees_which_digit_differs_where_the_masks_look_alike_and_it_is_written_down(client_for):
    client = client_for("petugas")
    reg_no = desk.enrolled(client)
    answer = desk.enrol(client, nik="3374071705030001", name="Slamet Widhodho")
    panel = answer.text.partition('id="alike"')[2].partition("</section>")[0]
    assert panel.count("3374••••••••0001") == 2
    assert "berbeda pada angka ke-6" in panel
    assert AuditEvent.get(AuditEvent.action == "nik.dibandingkan").subject == reg_no


def test_company_is_asked_to_look_again_shown_nobody_and_the_city_gets_it_as_work(client_for):
    reg_no = desk.enrolled(client_for("petugas"))
    client = client_for("mitra")
    answer = enrolled_twice(client)
    assert answer.status_code == 422
    panel = answer.text.partition('id="alike"')[2].partition("</section>")[0]
    assert "Cocokkan NIK, nama, dan tanggal lahirnya sekali lagi" in panel
    for secret in (reg_no, desk.NAME, "••0001", "ke-15"):
        assert secret not in panel
    answer = enrolled_twice(client, told_apart="y")
    assert answer.status_code == 303
    flag = WorkerFlag.get()
    assert (flag.kind, flag.note, flag.settled_at) == ("twin", reg_no, None)
    assert reg_no not in client_for("mitra").get(answer.location).text
