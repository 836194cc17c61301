"""Copies that cannot be read are asked for again: the mandate goes on waiting, with its people and its days."""

import pytest

from db.models import Attachment, AuditEvent, Donor, Mandate, Message
from kiosk.domain.clock import today
from kiosk.services import (
    accounts,
    mandate_copies,
    mandate_copies_again,
    mandate_papers,
    mandates,
    mandates_to_check,
    pledges,
    safe,
)
from kiosk.services.acting import NotAllowed, Refused
from kiosk.services.participation_places import place_of
from tests.services import asn_desk
from tests.services.at_once import all_at_once, key
from tests.services.test_mandate_copies import PHOTO

pytestmark = pytest.mark.usefixtures("people")
WHY = "Salinan buku rekening atau KTP tidak ada atau tidak terbaca: fotonya kabur"


@pytest.fixture
def ratna() -> Donor:
    return asn_desk.donor()


def ask(mandate: Mandate, by=None, **more) -> None:
    said = {"why": WHY, "client_key": key()} | more
    mandate_copies_again.ask(no=mandate.no, by=by or asn_desk.secretary(), **said)


def now(mandate: Mandate) -> Mandate:
    return Mandate.get_by_id(mandate.id)


def send_again(mandate: Mandate, *what: str) -> None:
    copies = dict.fromkeys(what, PHOTO)
    by = asn_desk.acting(mandate.donor)
    mandate_copies.add(no=mandate.no, copies=copies, client_key=key(), by=by)


def test_asked_again_it_goes_on_waiting_and_the_old_copies_are_gone(ratna):
    mandate = asn_desk.signed(ratna, people=2)
    asn_desk.with_copies(mandate)
    paths = [row.path for row in Attachment.select().where(Attachment.kind == "ktp_foto")]
    ask(mandate)
    assert (now(mandate).state, now(mandate).held_until) == ("signed", mandate.held_until)
    assert len(pledges.live_under(mandate)) == 2
    copies = mandate_papers.copies_of(mandate)
    assert all(len(copy.sha256) == 64 and copy.deleted_on == today() for copy in copies.values())
    assert not any(map(safe.has_file, paths))
    assert mandate_papers.missing_of(mandate) == list(mandate_papers.COPIES)
    [letter] = Message.select().where(Message.kind == "mandate")
    assert "unggah" in letter.text and "kabur" not in letter.text


def test_the_list_says_so_until_both_are_there_anew(ratna):
    mandate, secretary = asn_desk.signed(ratna), asn_desk.secretary()
    asn_desk.with_copies(mandate)

    def waits() -> bool:
        [[line], _total] = mandates_to_check.to_check(place=place_of(code=asn_desk.OPD_CODE, by=secretary))
        return line.asked_again

    assert not waits()
    ask(mandate, secretary)
    assert waits()
    send_again(mandate, "ktp")
    assert waits()
    with pytest.raises(Refused, match="belum lengkap"):
        mandates.verify(no=mandate.no, by=secretary)
    send_again(mandate, "buku_rekening")
    assert not waits()
    mandates.verify(no=mandate.no, by=secretary)
    assert now(mandate).state == "verified"


def test_pressed_twice_it_is_asked_once_and_what_came_since_stays(ratna):
    mandate, same, by = asn_desk.signed(ratna), key(), asn_desk.secretary()
    ask(mandate, by, client_key=same)
    send_again(mandate, "ktp", "buku_rekening")
    ask(mandate, by, client_key=same)
    assert mandate_papers.missing_of(mandate) == []
    assert AuditEvent.select().where(AuditEvent.action == "kuasa.salinan_diminta").count() == 1


def test_only_who_checks_asks_and_only_while_it_waits(ratna, people):
    mandate = asn_desk.signed(ratna)
    for by in (asn_desk.secretary("DISNAKER"), asn_desk.acting(ratna), accounts.acting(people["auditor"])):
        with pytest.raises(NotAllowed):
            ask(mandate, by)
    mandates.verify(no=mandate.no, by=asn_desk.secretary(), papers_seen=True)
    with pytest.raises(Refused, match="tidak sedang menunggu"):
        ask(mandate)


@pytest.mark.parametrize("press", ["verify", "revoke"])
def test_asked_and_settled_at_once_gives_one_end(ratna, press):
    mandate, by, own = asn_desk.signed(ratna, people=2), asn_desk.secretary(), asn_desk.acting(ratna)
    asn_desk.with_copies(mandate)
    presses = {
        "verify": lambda: mandates.verify(no=mandate.no, by=by),
        "revoke": lambda: mandates.revoke(no=mandate.no, on=today(), why="own_request", by=own),
    }
    asked, settled = all_at_once([lambda: ask(mandate, by), presses[press]])
    assert asked is None or isinstance(asked, Refused)
    assert settled is None or (press == "verify" and isinstance(settled, Refused))
    state = "signed" if settled else "verified" if press == "verify" else "ended"
    assert now(mandate).state == state
    assert all(copy.deleted_on for copy in mandate_papers.copies_of(mandate).values())
