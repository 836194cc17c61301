"""A donor drafts a mandate, reads it and signs it; what was read is what holds."""

import hashlib
from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
import time_machine

from db.models import Attachment, AuditEvent, Donor, Mandate, MandateText, Pledge, Worker
from kiosk.domain.clock import add_months, today, utc_now
from kiosk.domain.words import initials
from kiosk.services import (
    accounts,
    holds,
    mandate_accounts,
    mandate_documents,
    mandate_drafts,
    mandate_signing,
    mandate_terms,
    mandate_words,
    mandates,
    pledges,
)
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.once import KeyInUse
from kiosk.services.pledge_months import next_debit_month
from tests.ledger_rows import undecided
from tests.services import asn_desk, mandate_desk
from tests.services.at_once import all_at_once, key

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def ratna() -> Donor:
    return asn_desk.donor()


def words_in(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def sign(draft: Mandate, **changed) -> str:
    said = {
        "code": mandate_desk.code(draft),
        "signature": mandate_desk.drawn(),
        "client_key": key(),
    } | changed
    return mandate_signing.sign(**said, by=asn_desk.acting(draft.donor))


def test_drafted_the_account_is_sealed_and_the_first_month_is_the_coming_debit(ratna):
    draft = mandate_desk.drafted(ratna)
    assert draft.first_month == next_debit_month()
    assert mandate_accounts.masked_of(draft) == "••••••5678"
    assert mandate_desk.ACCOUNT.encode() not in bytes(draft.account_sealed)


def test_drafted_again_it_is_the_same_draft_and_keeps_the_account(ratna):
    first = mandate_desk.drafted(ratna)
    again = mandate_desk.drafted(ratna, people=0, plan="jkk_jkm_jht", account="")
    assert (again.no, again.plan) == (first.no, "jkk_jkm_jht")
    assert mandate_accounts.number_of(again) == mandate_desk.ACCOUNT


def test_two_drafts_at_once_are_one(ratna):
    by = asn_desk.acting(ratna)
    answers = all_at_once(
        [lambda: mandate_drafts.draft(wish=mandate_desk.wish(ratna), client_key=key(), by=by)] * 4
    )
    assert len(set(answers)) == 1
    assert Mandate.select().count() == 1


def test_the_account_of_somebody_else_is_refused(ratna):
    with pytest.raises(mandate_drafts.NotYourName, match="Ratna"):
        mandate_desk.drafted(ratna, account_name="Budi Santoso")
    assert Mandate.select().count() == 0


def test_who_has_not_signed_up_drafts_nothing(people):
    with pytest.raises(NotThere):
        mandate_drafts.donor_of(accounts.acting(people["donatur"]))


def test_terms_show_today_and_the_most(ratna):
    draft = mandate_desk.drafted(ratna, people=2)
    with time_machine.travel("2026-11-22 03:00", tick=False):
        draft = mandate_drafts.draft_of(ratna)
        terms = mandate_terms.to_be_signed(draft)
        assert (terms.limit, terms.now) == (33_600, 16_800)
        dearer = mandate_terms.terms_of(pledges.reserved_by(ratna), plan="jkk_jkm_jht", month=terms.month)
        assert (dearer.limit, dearer.now) == (73_600, 56_800)


def test_while_the_cut_is_not_decided_both_sums_are_said(ratna):
    draft = mandate_desk.drafted(ratna)
    undecided()
    terms = mandate_terms.to_be_signed(draft)
    assert terms.now is None
    assert mandate_words.now_in_words(terms).startswith("Rp16.800, atau Rp8.400 bila")


def test_signed_on_the_screen_people_are_bound_and_the_paper_is_kept(ratna):
    mandate = mandate_desk.signed(ratna, people=2)
    assert (mandate.state, mandate.signed_how, mandate.people) == ("signed", "screen", 2)
    assert mandate.limit_amount == 33_600
    assert {one.mandate_id for one in Pledge.select()} == {mandate.id}
    assert {one.held_until for one in Pledge.select()} == {mandate.held_until}
    kept = mandate_documents.document_of(no=mandate.no, by=asn_desk.acting(ratna))
    assert hashlib.sha256(kept).hexdigest() == mandate.document_sha256
    assert kept == mandate_documents.document_of(no=mandate.no, by=asn_desk.acting(ratna))


def test_the_paper_has_every_clause_the_sums_and_who(ratna):
    mandate = mandate_desk.signed(ratna, people=2)
    own = words_in(mandate_documents.document_of(no=mandate.no, by=asn_desk.acting(ratna)))
    for title, _text in MandateText.get_by_id(mandate.text_version).clauses:
        assert f"{title}." in own
    for said in ("Rp33.600", mandate.no, ratna.nip, mandate_desk.ACCOUNT, "kapan saja", "27 Tahun 2022"):
        assert said in own
    for worker in Worker.select():
        assert worker.name in own and worker.reg_no in own


def test_the_department_reads_initials_and_the_auditor_neither_account_nor_nip(ratna, people):
    mandate = mandate_desk.signed(ratna)
    [worker] = Worker.select()
    for by, account in ((asn_desk.secretary(), True), (accounts.acting(people["auditor"]), False)):
        read = words_in(mandate_documents.document_of(no=mandate.no, by=by))
        assert worker.name not in read
        assert worker.reg_no in read
        assert (mandate_desk.ACCOUNT in read, ratna.nip in read) == (account, account)


def test_before_it_is_signed_the_sheet_has_no_numbers_and_names_only_whom_the_donor_nominated(ratna):
    mandate_desk.drafted(ratna, people=2)
    picked, nominated = Pledge.select().order_by(Pledge.id)
    Pledge.update(kind="nominated", relation="neighbour").where(Pledge.id == nominated.id).execute()
    draft = mandate_drafts.draft_of(ratna)
    read = words_in(mandate_documents.document_of(no=draft.no, by=asn_desk.acting(ratna)))
    assert picked.worker.name not in read and initials(picked.worker.name) in read
    assert nominated.worker.name in read
    for worker in Worker.select():
        assert worker.reg_no not in read
    assert "Nomor registrasi" not in read


def test_signed_by_hand_the_sheet_itself_is_the_paper(ratna):
    signature = mandate_desk.by_hand()
    mandate = mandate_desk.signed(ratna, signature=signature)
    assert mandate.signed_how == "paper"
    for by in (asn_desk.acting(ratna), asn_desk.secretary()):
        assert mandate_documents.document_of(no=mandate.no, by=by) == signature.scan


def test_nobody_else_opens_the_paper(ratna, people):
    draft = mandate_desk.drafted(ratna)
    with pytest.raises(NotAllowed):
        mandate_documents.document_of(no=draft.no, by=asn_desk.secretary())
    sign(draft)
    for by in (
        asn_desk.acting(asn_desk.donor()),
        asn_desk.secretary("DISNAKER"),
        accounts.acting(people["mitra"]),
    ):
        with pytest.raises(NotAllowed):
            mandate_documents.document_of(no=draft.no, by=by)


def test_what_changed_after_it_was_read_is_not_signed(ratna):
    draft = mandate_desk.drafted(ratna)
    read = mandate_desk.code(draft)
    asn_desk.picked(ratna)
    with pytest.raises(mandate_signing.Changed):
        sign(draft, code=read)
    assert Mandate.get_by_id(draft.id).state == "draft"
    assert Attachment.select().where(Attachment.owner_kind == "surat_kuasa").count() == 0


def test_without_people_nothing_is_signed(ratna):
    with pytest.raises(Refused, match="Belum ada pekerja"):
        sign(mandate_desk.drafted(ratna, people=0))


def test_sent_twice_it_is_signed_once(ratna):
    draft = mandate_desk.drafted(ratna)
    said = {"code": mandate_desk.code(draft), "client_key": key()}
    assert sign(draft, **said) == sign(draft, **said) == draft.no
    assert AuditEvent.select().where(AuditEvent.action == "kuasa.ditandatangani").count() == 1
    with pytest.raises(KeyInUse):
        sign(draft, **said | {"signature": mandate_desk.by_hand()})


def test_signed_twice_at_once_with_two_forms_it_is_signed_once(ratna):
    draft = mandate_desk.drafted(ratna)
    read = mandate_desk.code(draft)
    answers = all_at_once([lambda: sign(draft, code=read)] * 2)
    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "str"]
    assert len(pledges.live_under(Mandate.get_by_id(draft.id))) == 1


def test_signed_and_revoked_at_once_gives_one_end(ratna, admin):
    draft, by = mandate_desk.drafted(ratna), asn_desk.acting(ratna)
    answers = all_at_once(
        [
            lambda: sign(draft),
            lambda: mandates.revoke(no=draft.no, on=today(), why="own_request", by=by),
        ]
    )
    assert answers[1] is None
    now = Mandate.get_by_id(draft.id)
    assert (now.state, now.revoked_on) == ("ended", today())
    if isinstance(answers[0], Refused):
        assert len(pledges.reserved_by(ratna)) == 1
    else:
        assert pledges.live_under(now) == []


def test_signed_while_a_reservation_runs_out_either_holds(ratna):
    draft = mandate_desk.drafted(ratna, people=2)
    read = mandate_desk.code(draft)
    with time_machine.travel(utc_now() + timedelta(hours=73), tick=True):
        answers = all_at_once([lambda: sign(draft, code=read), holds.release_expired])
        assert isinstance(answers[0], str | Refused)
        assert isinstance(answers[1], int)
    now = Mandate.get_by_id(draft.id)
    assert len(pledges.live_under(now)) == (2 if now.state == "signed" else 0)


def test_a_draft_of_last_month_begins_with_the_coming_debit(ratna):
    mandate_desk.drafted(ratna, people=0)
    with time_machine.travel(add_months(next_debit_month(), 1) + timedelta(days=4), tick=False):
        asn_desk.picked(ratna)
        draft = mandate_drafts.draft_of(ratna)
        sign(draft)
        assert Mandate.get_by_id(draft.id).first_month == next_debit_month()


def test_verified_after_it_was_signed_by_the_real_uses(ratna):
    mandate = mandate_desk.signed(ratna)
    asn_desk.with_copies(mandate)
    mandates.verify(no=mandate.no, by=asn_desk.secretary())
    assert Mandate.get_by_id(mandate.id).state == "verified"
    assert mandate_documents.document_of(no=mandate.no, by=asn_desk.acting(ratna))
