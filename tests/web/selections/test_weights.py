"""The admin sets the weights of the points from a day on; the auditor reads them, and nobody changes what has begun."""

from datetime import date

import pytest
import time_machine

from db.connection import writing
from db.models import AuditEvent, Setting
from db.reference_data import reference_rows
from kiosk.services import selection_criteria, settings
from kiosk.web.selections.words import FIRST_BASIS
from tests.web.desk import key, send

PAGE = "/admin/bobot-seleksi"
NEW = {
    "weight_poverty": "50", "weight_lapse": "20", "weight_work": "10", "weight_waiting": "20",
    "valid_from": "01/01/2027", "basis": "Keputusan Kepala Dinas 560/1/2026, 20 November 2026",
}  # fmt: skip


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        yield


@pytest.fixture(autouse=True)
def back_to_the_first(store):
    """Settings are reference data, which other tests read too."""
    settings.forget()
    yield
    with writing():
        Setting.delete().where(
            Setting.key == "selection_weights", Setting.valid_from > date(2020, 1, 1)
        ).execute()
    settings.forget()


def set_weights(client, **other):
    return send(client, PAGE, {"client_key": key(), **NEW, **other})


def weights() -> dict[str, int]:
    settings.forget()
    return {one.code: one.weight for one in selection_criteria.in_force()}


def rows() -> list[Setting]:
    return list(Setting.select().where(Setting.key == "selection_weights").order_by(Setting.valid_from))


def test_new_weights_hold_from_their_day_on_and_the_old_ones_stay(client_for, visit, people):
    assert set_weights(client_for("admin")).status_code == 303
    assert weights() == {"poverty": 40, "lapse": 30, "work": 15, "waiting": 15}
    text = visit(client_for("auditor"), PAGE).text
    assert "Akan berlaku" in text and "Berlaku sekarang" in text and NEW["basis"] in text
    with time_machine.travel("2027-01-01 03:00:00", tick=False):
        assert weights() == {"poverty": 50, "lapse": 20, "work": 10, "waiting": 20}
        [one, *_others] = selection_criteria.in_force()
        assert (one.basis, f"{one.as_of}") == (NEW["basis"], "2027-01-01")
    line = AuditEvent.get(AuditEvent.action == "seleksi.bobot_ditetapkan")
    assert line.detail["mulai"] == "2027-01-01" and len(rows()) == 2


def test_from_today_on_they_hold_at_once_and_are_not_changed_again(client_for, people):
    admin = client_for("admin")
    assert set_weights(admin, valid_from="21/11/2026").status_code == 303
    assert weights()["poverty"] == 50
    answer = set_weights(admin, valid_from="21/11/2026", weight_poverty="60")
    assert answer.status_code == 422 and "tidak diubah lagi" in answer.text and weights()["poverty"] == 50


def test_what_is_still_to_come_is_said_anew_and_the_trail_keeps_both(client_for, people):
    admin = client_for("admin")
    set_weights(admin)
    assert set_weights(admin, weight_poverty="70").status_code == 303
    assert [row.value for row in rows()][1] == "poverty:70,lapse:20,work:10,waiting:20"
    last = (
        AuditEvent.select().where(AuditEvent.action == "seleksi.bobot_ditetapkan").order_by(AuditEvent.id)[1]
    )
    assert last.detail["sebelumnya"].startswith("poverty:50")


def test_sent_twice_it_is_noted_once(client_for, people):
    admin, again = client_for("admin"), key()
    for _time in range(2):
        assert set_weights(admin, client_key=again).status_code == 303
    assert len(rows()) == 2
    assert AuditEvent.select().where(AuditEvent.action == "seleksi.bobot_ditetapkan").count() == 1


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"valid_from": "20/11/2026"}, "paling cepat hari ini"),
        ({"valid_from": "01/01/2040"}, "Periksa tahunnya"),
        ({"valid_from": ""}, "Isi tanggal mulai"),
        ({"basis": ""}, "Tulis dasarnya"),
        ({"weight_work": "101"}, "0 sampai 100"),
        ({f"weight_{code}": "0" for code in ("poverty", "lapse", "work", "waiting")}, "bobot nol"),
    ],
)
def test_wrong_weights_come_back_with_a_sentence(client_for, people, other, words):
    answer = set_weights(client_for("admin"), **other)
    assert answer.status_code == 422 and words in answer.text and len(rows()) == 1


@pytest.mark.parametrize("name", ["auditor", "petugas", "mitra"])
def test_nobody_else_sets_them(client_for, people, name):
    assert set_weights(client_for(name)).status_code == 403 and len(rows()) == 1


def test_the_words_of_the_first_weights_are_those_that_are_translated():
    said = [row["basis"] for row in reference_rows("setting") if row["key"] == "selection_weights"]
    assert said == [FIRST_BASIS]
