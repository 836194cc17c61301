"""Loading the made-up people: all of them, none of them, twice, half-way and never in production."""

import logging
from collections import Counter

import pytest
from flask import Flask
from peewee import fn

from db.models import (
    ALL_TABLES,
    AuditEvent,
    Batch,
    Card,
    Company,
    CoverageMonth,
    Funder,
    Kelurahan,
    SelectionRow,
    StaffMember,
    User,
    UserPost,
    Worker,
)
from kiosk import commands
from kiosk.config import settings_from
from kiosk.services import demo
from kiosk.services.demo import loading


def everything():
    return {table: sorted(map(str, table.select().tuples())) for table in ALL_TABLES}


def load_accounts_only():
    return demo.load_accounts_only(hash_password=lambda password: "hash")


def test_everything_is_there_when_the_whole_crowd_is_loaded(load):
    counts = load(people=2000)
    assert counts["workers"] == Worker.select().where(Worker.demo).count() == 2000
    selected = SelectionRow.select(fn.SUM(SelectionRow.months)).scalar()
    assert (
        counts["months"] + selected == CoverageMonth.select().count()
        and counts["cards"] == Card.select().count()
    )
    assert counts["batches"] == Batch.select().count() == 6
    assert Worker.select(Worker.nik_hash).distinct().count() == 2000
    homes = Counter(row[0] for row in Worker.select(Worker.kelurahan).tuples())
    assert set(homes) - {None} == {area.code for area in Kelurahan.select()} and len(homes) == 178
    assert min(homes.values()) >= 5
    assert 700 < Card.select().where(Card.void_at.is_null()).count() < 900


def test_nothing_changes_when_loaded_twice(crowd, load):
    before = everything()
    assert load() == {}
    assert load_accounts_only() == {}
    assert everything() == before


def test_nothing_is_added_when_an_empty_start_is_loaded_again_with_people(load):
    load_accounts_only()
    before = everything()
    assert load() == {}
    assert everything() == before


def test_nothing_is_left_when_the_load_breaks_off(load, monkeypatch):
    def broken(*_):
        raise OSError("disk full")

    before = everything()
    monkeypatch.setattr(loading, "add_cards", broken)
    with pytest.raises(OSError, match="disk full"):
        load()
    assert everything() == before


def test_load_leaves_one_line_in_the_audit_trail(crowd):
    (line,) = AuditEvent.select().where(AuditEvent.subject_kind == "demo")
    assert (line.action, line.role) == ("demo.dimuat", "sistem")
    assert line.detail == crowd


def test_empty_start_has_accounts_and_companies_but_no_workers(store):
    assert load_accounts_only() == {"users": 8, "companies": 2, "donors": 1}
    assert Worker.select().count() == StaffMember.select().count() == Batch.select().count() == 0
    assert UserPost.select().count() == 3 and Company.select().count() == 2
    kinds = Counter(funder.kind for funder in Funder.select())
    assert kinds == {"csr": 2, "apbd": 1, "dbhcht": 1, "asn": 1}


def test_made_up_people_are_noticed_when_only_an_account_or_only_a_worker_is_left(crowd):
    assert demo.demo_people_present()
    User.update(demo=False).execute()
    assert demo.demo_people_present()
    Worker.update(demo=False).execute()
    assert not demo.demo_people_present()
    User.update(demo=True).where(User.role == "auditor").execute()
    assert demo.demo_people_present()


def test_asking_for_made_up_people_takes_two_queries_when_there_are_none(store, caplog):
    with caplog.at_level(logging.DEBUG, logger="peewee"):
        assert not demo.demo_people_present()
    assert len(caplog.records) == 2


def test_command_loads_accounts_only_when_asked_for_an_empty_start(app, store):
    with app.app_context():
        first, second = (app.test_cli_runner().invoke(args=["demo", "--empty"]) for _ in range(2))
    assert (first.exit_code, first.output) == (0, "users 8, companies 2, donors 1\n")
    assert (second.exit_code, second.output) == (0, "Data contoh sudah ada.\n")
    assert User.select().where(User.demo).count() == 8 and not Worker.select().exists()


def test_command_is_refused_in_production(store):
    app = Flask("kiosk")
    commands.register(
        app, settings_from({"PAYUNG_ENV": "production", "PAYUNG_URL": "https://payung.semarangkota.go.id"})
    )
    answer = app.test_cli_runner().invoke(args=["demo"])
    assert answer.exit_code == 1 and "tidak boleh dimuat di produksi" in answer.output
    assert not demo.demo_people_present()
