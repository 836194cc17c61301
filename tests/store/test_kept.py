"""Statements written once do what Peewee's own do, with the values of each run."""

from datetime import date

import pytest
from peewee import IntegrityError

from db import connection
from db.connection import writing
from db.kept import KeptIn, KeptInsert, KeptQuery
from db.models import AuditEvent, CoverageCount, Funder, Holiday, Kelurahan, OnceKey


def test_values_of_each_run_are_used(store):
    days = KeptQuery(
        lambda slot: Holiday.select(Holiday.day).where(Holiday.day >= slot("first")).order_by(Holiday.day)
    )
    everything = days.rows(first=date(2000, 1, 1))
    later = days.rows(first=date(2026, 12, 1))
    assert len(everything) > len(later) > 0
    assert len(everything) == Holiday.select().count()


def test_missing_value_is_a_fault_and_not_an_empty_answer(store):
    query = KeptQuery(lambda slot: Holiday.select(Holiday.day).where(Holiday.day >= slot("first")))
    with pytest.raises(KeyError):
        query.rows()


def test_row_gets_defaults_and_reads_back_as_peewee_wrote_it(store):
    with connection.writing():
        row_id = KeptInsert(AuditEvent).add(action="uji", user_name="Sri", detail={"a": [1, "é"], "b": None})
    line = AuditEvent.get_by_id(row_id)
    assert (line.action, line.user_name, line.detail) == ("uji", "Sri", {"a": [1, "é"], "b": None})
    assert (line.role, line.post_id) == ("", None)
    assert line.at is not None


def test_second_row_under_the_same_key_does_nothing(people):
    keys = KeptInsert(OnceKey, unless="key")
    columns = {"key": "k" * 32, "user": people["petugas"].id, "purpose": "uji"}
    with connection.writing():
        assert keys.add(**columns, content=b"first")
        assert keys.add(**columns, content=b"second") is None
    assert OnceKey.get().content == b"first"


def test_many_rows_at_once_get_their_defaults_and_none_is_nothing(store):
    lines = KeptInsert(AuditEvent)
    with connection.writing():
        lines.add_all([{"action": "uji", "detail": {"n": number}} for number in range(3)])
        lines.add_all([])
    assert [(line.detail, line.role) for line in AuditEvent.select()] == [({"n": n}, "") for n in range(3)]
    assert all(line.at for line in AuditEvent.select())


def test_faults_of_many_rows_come_as_peewee_names_them_and_nothing_is_kept(people):
    row = {"key": "k" * 32, "user": people["petugas"].id, "purpose": "uji", "content": b"x"}
    with pytest.raises(IntegrityError), connection.writing():
        KeptInsert(OnceKey).add_all([row, row])
    assert OnceKey.select().count() == 0


def test_other_constraints_still_speak(people):
    with pytest.raises(IntegrityError), connection.writing():
        KeptInsert(OnceKey, unless="key").add(
            key="k" * 32, user=people["petugas"].id, purpose="uji", content=None
        )


def test_a_list_of_any_length_finds_everybody_once(store):
    query = KeptIn(lambda slot, many: Kelurahan.select(Kelurahan.code).where(Kelurahan.code.in_(many)))
    codes = [code for (code,) in Kelurahan.select(Kelurahan.code).tuples()]
    assert len(codes) > 2 * KeptIn.PORTION
    for length in (0, 1, KeptIn.PORTION, KeptIn.PORTION + 1, len(codes)):
        assert sorted(row[0] for row in query.rows(codes[:length])) == sorted(codes[:length])


def test_a_change_of_a_list_counts_every_row_once(store):
    with writing():
        for kind in ("csr", "asn", "apbd"):
            Funder.create(name=kind, kind=kind)
    renamed = KeptIn(lambda slot, many: Funder.update(name=slot("name")).where(Funder.kind.in_(many)))
    with writing():
        assert renamed.change(["csr", "asn"], name="Lain") == 2
    assert sorted(row.name for row in Funder.select()) == ["Lain", "Lain", "apbd"]


def test_rows_that_are_there_are_added_up(store):
    key = {"month": date(2026, 12, 1), "area": "", "funder_kind": "csr", "occupation": "nelayan"}
    adding = KeptInsert(CoverageCount, adding=(tuple(key), ("planned",)))
    with writing():
        adding.add_all([key | {"planned": 2}, key | {"planned": 3}, key | {"area": "x", "planned": 1}])
    counted = {row.area: (row.planned, row.paid) for row in CoverageCount.select()}
    assert counted == {"": (5, 0), "x": (1, 0)}
