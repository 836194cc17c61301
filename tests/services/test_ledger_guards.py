"""What the database itself refuses, whoever writes: a hand at the console, too."""

from datetime import date

import pytest
from peewee import DatabaseError

from db.connection import database
from db.models import Attachment, CoverageMonth, CutDecision, Tariff, User, Worker
from kiosk.domain.clock import utc_now
from tests.services.at_once import acting
from tests.services.billing import batch_of, billed, live

SAID = {
    "sector": "transport",
    "public_money": True,
    "valid_from": date(2025, 1, 1),
    "valid_to": date(2030, 1, 1),
    "amount": 1,
    "programmes": "JHT",
    "basis": "surat lain",
}


def refused(query, sentence: str) -> None:
    with pytest.raises(DatabaseError, match=sentence), database.atomic():
        query.execute()


def a_tariff() -> Tariff:
    return Tariff.get(Tariff.sector == "other", Tariff.amount == 8_400)


@pytest.mark.parametrize("column", SAID)
def test_what_a_tariff_says_is_not_edited(store, column):
    before = a_tariff()
    refused(Tariff.update({column: SAID[column]}).where(Tariff.id == before.id), "a tariff is not edited")
    assert Tariff.get_by_id(before.id).__data__ == before.__data__


def test_a_tariff_is_withdrawn_but_not_deleted(store):
    this = Tariff.id == a_tariff().id
    refused(Tariff.delete().where(this), "a tariff is withdrawn, not deleted")
    Tariff.update(withdrawn_at=utc_now(), withdrawn_why="uji").where(this).execute()
    assert Tariff.get(this).withdrawn_at


@pytest.mark.parametrize("change", [CutDecision.update(gets_cut=False), CutDecision.delete()])
def test_a_decision_on_the_cut_stays_as_it_was_written(store, change):
    refused(change, "cut_decision is append-only")
    assert {row.gets_cut for row in CutDecision.select()} == {True}


def test_a_covered_month_is_not_deleted_nor_its_worker(people):
    row = live(billed(batch_of(people, 1, 1), acting(people["mitra"])))[0]
    refused(CoverageMonth.delete(), "a covered month is let go")
    # The place in the batch may refuse it first.
    refused(Worker.delete().where(Worker.id == row.worker_id), "a covered month is let go|foreign key")
    assert CoverageMonth.select().count() == 1


def test_the_proof_of_a_payment_is_not_deleted_other_papers_may_be(people):
    by = User.get(User.role == "admin")
    for owner in ("pembayaran", "lepas"):
        Attachment.create(
            owner_kind=owner, owner_id=1, kind="bukti_pdf", sha256="0" * 64, path=owner, created_by=by
        )
    refused(Attachment.delete(), "the proof of a payment is not deleted")
    Attachment.delete().where(Attachment.owner_kind == "lepas").execute()
    assert [row.owner_kind for row in Attachment.select()] == ["pembayaran"]
