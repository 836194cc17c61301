"""Signing up: what is kept between visits, the link by e-mail, the account it becomes."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from db.connection import database
from db.models import AuditEvent, Donor, Invite, Message, Opd, SignUp, StaffMember, User
from kiosk.domain.clock import utc_now
from kiosk.services import message_sending, safe, sign_up_accounts, sign_up_drafts, sign_up_links
from kiosk.services.acting import NotThere, Refused
from kiosk.services.once import KeyInUse
from kiosk.services.sign_up_links import TooSoon
from tests.services import asn_desk, sign_up_desk
from tests.services.at_once import acting, all_at_once
from tests.services.sign_up_desk import (
    EMAIL,
    HASH,
    LINK,
    NIK,
    NIP,
    PHONE,
    facts,
    letters_in,
    token_of,
    words_of,
)


@pytest.fixture
def folder(people, tmp_path):
    """Where letters lie; sign-ups need nobody signed in."""
    message_sending.configure(smtp_url="", folder=tmp_path, host="payung.test")
    return tmp_path


def opened(key: str, **more) -> User:
    return sign_up_accounts.open_account(token=token_of(key), password_hash=HASH, **more)


def test_letter_brings_a_link_that_becomes_an_account_with_its_donor(folder):
    sign_up_desk.sent()
    (letter,) = letters_in(folder)
    assert letter["To"] == EMAIL
    token = LINK.search(words_of(letter))[1]
    assert sign_up_links.open_link(token=token).fields == facts()
    user = sign_up_accounts.open_account(token=token, password_hash=HASH)
    assert (user.email, user.role, user.name, user.password) == (EMAIL, "donatur", "Ratna Kusumawati", HASH)
    donor = Donor.get(Donor.user == user)
    assert (donor.nip, donor.status_asn, donor.opd.code, donor.unit) == (
        NIP,
        "pns",
        "DISKOMINFO",
        "Bidang Statistik",
    )
    assert safe.open_text(donor.nik_sealed, safe.NIK) == NIK
    assert safe.open_text(donor.phone_sealed, safe.PHONE) == PHONE
    assert donor.verified_at is None and user.opd == donor.opd


def test_the_letter_says_nothing_that_somebody_typed(folder):
    """Whoever types another's address chooses no words of a letter of ours."""
    sign_up_desk.sent(name="Menang Hadiah Besar", jabatan="Buka Sekarang")
    (letter,) = letters_in(folder)
    assert "Seseorang mendaftar dengan alamat surel ini" in words_of(letter)
    assert "Hadiah" not in str(letter) and "Sekarang" not in str(letter)


def test_nothing_of_it_stands_in_clear(folder):
    """Neither the token nor a number: not while it waits, not when it is sent, not in the trail."""
    key = sign_up_desk.sent()
    token = token_of(key)
    letters_in(folder)
    opened(key)
    for table in (SignUp, Message, AuditEvent):
        for row in table.select().dicts():
            text = str(row)
            assert not [one for one in (token, NIK, NIP, PHONE, EMAIL) if one in text], table
    assert facts() not in [sign_up_drafts.typed(row) for row in SignUp.select()]


def test_the_same_first_form_sent_twice_is_one_draft(store):
    client_key = uuid4().hex
    first = sign_up_drafts.keep(key="", fields=facts(), client_key=client_key)
    assert sign_up_drafts.keep(key="", fields=facts(), client_key=client_key) == first
    assert sign_up_drafts.keep(key=first, fields=facts(), client_key=client_key) == first
    assert SignUp.select().count() == 1


def test_other_content_under_the_same_key_is_refused_and_keeps_the_first(store):
    client_key = uuid4().hex
    key = sign_up_drafts.keep(key="", fields=facts(), client_key=client_key)
    for known in ("", key):
        with pytest.raises(KeyInUse):
            sign_up_drafts.keep(key=known, fields=facts(name="Orang Lain"), client_key=client_key)
    assert sign_up_drafts.fields_of(key=key) == facts()


def test_eight_presses_at_once_are_one_draft_and_one_letter(folder):
    client_key = uuid4().hex
    keys = all_at_once([lambda: sign_up_drafts.keep(key="", fields=facts(), client_key=client_key)] * 8)
    assert len(set(keys)) == 1 and SignUp.select().count() == 1
    answers = all_at_once([lambda: sign_up_links.send(key=keys[0])] * 8)
    assert sorted(type(one).__name__ for one in answers) == ["NoneType"] + ["TooSoon"] * 7
    assert Message.select().count() == 1


def test_somebody_elses_key_finds_nothing(store):
    sign_up_desk.kept()
    assert sign_up_drafts.fields_of(key="") == sign_up_drafts.fields_of(key="0" * 40) == {}


def test_a_draft_is_thrown_away_by_its_owner_or_after_days(store):
    key, other = sign_up_desk.kept(), sign_up_desk.kept(email="lain@asn.test")
    sign_up_drafts.throw_away(key=key)
    assert sign_up_drafts.fields_of(key=key) == {} and sign_up_drafts.fields_of(key=other)
    assert sign_up_drafts.delete_old() == 0
    with time_machine.travel(utc_now() + timedelta(days=7, minutes=1)):
        assert sign_up_drafts.fields_of(key=other) == {}
        assert sign_up_drafts.delete_old() == 1
    assert SignUp.select().count() == 0


def test_the_link_waits_two_minutes_and_is_sent_five_times_at_most(folder):
    key, start = sign_up_desk.sent(), utc_now()
    with pytest.raises(TooSoon):
        sign_up_links.send(key=key)
    for number in range(1, 5):
        with time_machine.travel(start + timedelta(minutes=3 * number)):
            sign_up_links.send(key=key)
    with time_machine.travel(start + timedelta(minutes=20)), pytest.raises(Refused):
        sign_up_links.send(key=key)
    assert Message.select().count() == 5


def test_an_address_gets_five_letters_a_day_whoever_asks(folder):
    for number in range(7):
        sign_up_desk.sent(name=f"Orang {'ABCDEFG'[number]}")
    assert Message.select().count() == 5
    sign_up_desk.sent(email="lain@asn.test")
    assert Message.select().count() == 6
    with time_machine.travel(utc_now() + timedelta(days=1)):
        sign_up_desk.sent(name="Orang Besok")
    assert Message.select().count() == 7


def test_a_mended_address_gets_a_link_at_once_and_the_wrong_one_none(folder):
    key = sign_up_desk.sent(email="salah@asn.test")
    wrong = token_of(key)
    sign_up_drafts.keep(key=key, fields={"email": EMAIL}, client_key=uuid4().hex)
    with pytest.raises(NotThere):
        sign_up_links.open_link(token=wrong)
    sign_up_links.send(key=key)
    assert [letter["To"] for letter in letters_in(folder)] == [EMAIL]
    assert [row.state for row in Message.select().order_by(Message.id)] == ["stale", "sent"]
    with pytest.raises(NotThere):
        sign_up_accounts.open_account(token=wrong, password_hash=HASH)


@pytest.mark.parametrize("field", ["name", "nip", "nik", "opd", "phone"])
def test_other_facts_void_the_link_that_was_sent(folder, field):
    """Whoever opens it would else agree to what was typed after they had read it."""
    key = sign_up_desk.sent()
    token = token_of(key)
    sign_up_drafts.keep(key=key, fields={field: "lain"}, client_key=uuid4().hex)
    with pytest.raises(NotThere):
        sign_up_links.open_link(token=token)


def test_a_link_works_once_and_for_three_days(folder):
    key = sign_up_desk.sent()
    token = token_of(key)
    with time_machine.travel(utc_now() + timedelta(days=3, minutes=1)), pytest.raises(NotThere):
        sign_up_links.open_link(token=token)
    opened(key)
    for use in (
        lambda: sign_up_links.open_link(token=token),
        lambda: sign_up_accounts.open_account(token=token, password_hash=HASH),
    ):
        with pytest.raises(NotThere):
            use()
    assert User.select().where(User.email == EMAIL).count() == 1


def test_a_link_pressed_by_several_at_once_makes_one_account(folder):
    token = token_of(sign_up_desk.sent())
    made = all_at_once([lambda: sign_up_accounts.open_account(token=token, password_hash=HASH)] * 4)
    assert sorted(type(one).__name__ for one in made) == ["NotThere"] * 3 + ["User"]
    assert Donor.select().count() == User.select().where(User.email == EMAIL).count() == 1


def test_nothing_can_be_sent_before_both_steps_are_taken(store):
    key = sign_up_drafts.keep(key="", fields={"name": "Ratna"}, client_key=uuid4().hex)
    with pytest.raises(NotThere):
        sign_up_links.send(key=key)


def test_two_may_claim_one_nip_and_one_nik(folder):
    for address in (EMAIL, "lain@asn.test"):
        opened(sign_up_desk.sent(email=address))
    donors = list(Donor.select())
    assert {donor.nip for donor in donors} == {NIP} and len({bytes(donor.nik_hash) for donor in donors}) == 1
    assert [donor.verified_at for donor in donors] == [None, None]


@pytest.mark.parametrize("name", ["donatur", "petugas", "admin"])
def test_an_address_with_an_account_is_told_so_in_the_letter_alone(folder, people, name):
    key = sign_up_desk.sent(email=people[name].email)
    (letter,) = letters_in(folder)
    assert "sudah punya akun" in words_of(letter) and not LINK.search(words_of(letter))
    with pytest.raises(sign_up_accounts.AddressTaken):
        opened(key)
    assert Donor.select().count() == 0 and User.get_by_id(people[name].id).password == people[name].password


def known_addresses() -> dict[str, dict[str, str]]:
    """What a guesser would try, by what is so of it."""
    opd = Opd.get(Opd.code == "DISKOMINFO")
    StaffMember.create(opd=opd, nip=NIP, name="Ratna Kusumawati", status_asn="pns")
    asn_desk.donor(nip="197807152005012099", nik="3374015507780099")
    return {
        "nobody": {"nip": "197807152005012012", "nik": "3374015507780004", "email": "siapa@asn.test"},
        "on a roster": {"nip": NIP, "email": "roster@asn.test"},
        "a donor's NIP": {"nip": "197807152005012099", "email": "nip@asn.test"},
        "a donor's NIK": {"nik": "3374015507780099", "email": "nik@asn.test"},
        "a donor's address": {"email": "donatur@payung.test"},
        "an officer's address": {"email": "petugas@payung.test"},
    }


def test_whatever_is_known_of_a_number_or_an_address_the_work_is_the_same(folder, monkeypatch):
    """Statement by statement: no answer, and no time it takes, tells who is registered."""
    asked: list[str] = []
    real = database.obj
    run = real.execute_sql
    monkeypatch.setattr(real, "execute_sql", lambda sql, *rest: asked.append(sql) or run(sql, *rest))
    work = {}
    for what, claim in known_addresses().items():
        asked.clear()
        sign_up_desk.sent(**claim)
        work[what] = list(asked)
    assert len(work["nobody"]) > 5
    assert work == dict.fromkeys(work, work["nobody"])
    told = " ".join(work["nobody"]).lower()
    assert not [table for table in ("staff_member", '"donor"', '"user"', "worker") if table in told]


def test_an_invited_donor_signs_up_without_a_link(folder, people):
    by, key = acting(people["donatur"]), uuid4().hex
    for _time in range(2):
        sign_up_accounts.become_donor(fields=facts(email=people["donatur"].email), client_key=key, by=by)
    donor = Donor.get(Donor.user == people["donatur"])
    assert donor.nip == NIP and Donor.select().count() == 1
    sign_up_accounts.become_donor(fields=facts(nip="197807152005012012"), client_key=uuid4().hex, by=by)
    assert Donor.get(Donor.user == people["donatur"]).nip == NIP


def test_an_open_invitation_of_this_address_ends_with_the_account(folder, people):
    Invite.create(
        token_hash=b"1", email=EMAIL, name="Ratna", role="petugas", invited_by=people["admin"],
        expires_at=utc_now() + timedelta(days=1),
    )  # fmt: skip
    opened(sign_up_desk.sent())
    assert Invite.get().expires_at <= utc_now()
