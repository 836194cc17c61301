"""A half-filled form is kept for its owner alone, sealed, and gone as soon as it has been sent or is too old."""

import threading
from datetime import timedelta

import pytest

from db.connection import database, writing
from db.models import AuditEvent, Draft, OnceKey, Worker
from kiosk.domain.clock import utc_now
from kiosk.services import drafts, worker_rows
from kiosk.services.acting import NotThere, Refused
from kiosk.services.enrolment import enrol
from tests.services.at_once import acting, key
from tests.services.test_enrolment import entry

KEY = "0123456789abcdef"
TYPED = {"nik": "33740117", "name": "  Slamet   Widodo ", "consent": "y", "address": ""}


@pytest.fixture
def rekan(people):
    return acting(people["rekan"])


def begun(seconds_ago: int, **other) -> None:
    """Set the draft back in time."""
    then = utc_now() - timedelta(seconds=seconds_ago)
    with writing():
        Draft.update({**{"created_at": then, "updated_at": then}, **other}).execute()


def test_what_was_typed_comes_back_as_it_was(petugas):
    at = drafts.keep(client_key=KEY, fields=TYPED, by=petugas)
    (draft,) = drafts.drafts_of(petugas)
    assert (draft.client_key, draft.name, draft.kept_at) == (KEY, "Slamet Widodo", at)
    assert draft.content == {"nik": "33740117", "name": "  Slamet   Widodo ", "consent": "y"}


def test_later_words_replace_the_earlier_and_the_beginning_stays(petugas):
    drafts.keep(client_key=KEY, fields=TYPED, by=petugas)
    begun(90)
    first = Draft.get()
    drafts.keep(client_key=KEY, fields={**TYPED, "name": "Slamet Raharjo"}, by=petugas)
    (draft,) = drafts.drafts_of(petugas)
    assert draft.name == "Slamet Raharjo"
    later = Draft.get()
    assert later.created_at == first.created_at
    assert later.updated_at > first.updated_at


def test_nothing_of_it_lies_open_in_the_table(petugas):
    drafts.keep(client_key=KEY, fields={"name": "Slamet", "nik": "3374011705030001"}, by=petugas)
    raw = bytes(database.execute_sql("SELECT content FROM draft").fetchone()[0])
    assert b"Slamet" not in raw and b"3374011705030001" not in raw


def test_tokens_and_pictures_are_never_kept(petugas):
    extra = dict.fromkeys(("csrf_token", "filled_by", "photo", "signature", "client_key"), "rahasia")
    drafts.keep(client_key=KEY, fields={**TYPED, **extra}, by=petugas)
    assert drafts.drafts_of(petugas)[0].content.keys() == {"nik", "name", "consent"}


@pytest.mark.parametrize("fields", [{}, {"name": "  "}, {"consent_how": "self", "batch": "B26-AAAAAA"}])
def test_form_in_which_nothing_was_typed_is_not_kept(petugas, fields):
    assert drafts.keep(client_key=KEY, fields=fields, by=petugas) is None
    assert Draft.select().count() == 0


def test_draft_goes_when_everything_was_deleted_again(petugas):
    drafts.keep(client_key=KEY, fields=TYPED, by=petugas)
    drafts.keep(client_key=KEY, fields={"name": ""}, by=petugas)
    assert Draft.select().count() == 0


def test_more_than_twenty_kilobytes_are_refused_and_what_was_kept_stays(petugas):
    drafts.keep(client_key=KEY, fields=TYPED, by=petugas)
    with pytest.raises(Refused):
        drafts.keep(client_key=KEY, fields={"name": "é" * 10_001}, by=petugas)
    assert drafts.drafts_of(petugas)[0].name == "Slamet Widodo"


def test_colleague_sees_nothing_of_it_and_cannot_write_or_discard_it(petugas, rekan):
    drafts.keep(client_key=KEY, fields=TYPED, by=petugas)
    assert drafts.drafts_of(rekan) == []
    assert drafts.keep(client_key=KEY, fields={"name": "Lain"}, by=rekan) is None
    assert drafts.keep(client_key=KEY, fields={}, by=rekan) is None
    with pytest.raises(NotThere):
        drafts.discard(client_key=KEY, by=rekan)
    assert drafts.drafts_of(petugas)[0].name == "Slamet Widodo"


def test_five_are_kept_and_the_oldest_gives_way(petugas, rekan):
    drafts.keep(client_key="f" * 16, fields=TYPED, by=rekan)
    for number in range(7):
        drafts.keep(client_key=f"{number:016}", fields={"name": f"Orang {number}"}, by=petugas)
    assert [draft.name for draft in drafts.drafts_of(petugas)] == [f"Orang {n}" for n in (6, 5, 4, 3, 2)]
    assert len(drafts.drafts_of(rekan)) == 1


def test_discarded_draft_is_gone_and_a_line_says_so_without_naming_the_person(petugas):
    drafts.keep(client_key=KEY, fields=TYPED, by=petugas)
    begun(7200)
    drafts.discard(client_key=KEY, by=petugas)
    assert drafts.drafts_of(petugas) == []
    line = AuditEvent.get(AuditEvent.action == "isian.dibuang")
    assert (line.subject, line.detail) == ("", {})
    with pytest.raises(NotThere):
        drafts.discard(client_key=KEY, by=petugas)


def test_enrolment_takes_its_draft_along_and_knows_how_long_it_took(petugas):
    for client_key in (KEY, key()):
        drafts.keep(client_key=client_key, fields=TYPED, by=petugas)
    begun(48)
    enrol(entry=entry(), client_key=KEY, by=petugas)
    assert 48 <= Worker.get().enrol_seconds <= 58
    assert [draft.client_key == KEY for draft in drafts.drafts_of(petugas)] == [False]


@pytest.mark.parametrize("seconds", [None, 3600, 90_000])
def test_time_is_unknown_without_a_draft_or_when_it_lay_for_an_hour(petugas, seconds):
    if seconds:
        drafts.keep(client_key=KEY, fields=TYPED, by=petugas)
        begun(seconds)
    enrol(entry=entry(), client_key=KEY, by=petugas)
    assert Worker.get().enrol_seconds is None
    assert Draft.select().count() == 0


def test_draft_stays_when_the_enrolment_is_refused(petugas):
    enrol(entry=entry(), client_key=key(), by=petugas)
    drafts.keep(client_key=KEY, fields=TYPED, by=petugas)
    with pytest.raises(worker_rows.AlreadyEnrolled):
        enrol(entry=entry(), client_key=KEY, by=petugas)
    assert len(drafts.drafts_of(petugas)) == 1


def test_draft_of_a_colleague_under_the_same_key_is_left_alone(petugas, rekan):
    drafts.keep(client_key=KEY, fields=TYPED, by=rekan)
    enrol(entry=entry(), client_key=KEY, by=petugas)
    assert (Worker.get().enrol_seconds, Draft.select().count()) == (None, 1)


def test_form_that_was_saved_is_never_kept_again(petugas):
    enrol(entry=entry(), client_key=KEY, by=petugas)
    assert drafts.keep(client_key=KEY, fields=TYPED, by=petugas) is None
    assert Draft.select().count() == 0


def test_form_that_was_saved_is_not_offered_even_where_its_draft_came_late(petugas):
    """On PostgreSQL a draft under way does not see the enrolment that is just being saved."""
    drafts.keep(client_key=KEY, fields=TYPED, by=petugas)
    with writing():
        OnceKey.create(key=KEY, user=petugas.user_id, purpose="enrolment", content=b"x", answer="SMG-1")
    assert drafts.drafts_of(petugas) == []
    assert drafts.delete_old() == 1


def test_old_drafts_are_deleted_and_young_ones_stay(petugas):
    for client_key in (KEY, key()):
        drafts.keep(client_key=client_key, fields=TYPED, by=petugas)
    with writing():
        then = utc_now() - timedelta(days=3, minutes=1)
        Draft.update(updated_at=then).where(Draft.client_key == KEY).execute()
    assert drafts.delete_old() == 1
    assert [draft.client_key == KEY for draft in drafts.drafts_of(petugas)] == [False]


def test_two_tabs_that_write_at_once_keep_one_draft(app, petugas):
    def keeps(name: str) -> None:
        with app.app_context():
            drafts.keep(client_key=KEY, fields={"name": name}, by=petugas)
            database.close()

    threads = [threading.Thread(target=keeps, args=(f"Orang {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(drafts.drafts_of(petugas)) == 1
