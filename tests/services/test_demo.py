"""The made-up people of a demonstration."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from db.connection import configure, database
from db.models import (
    AuditEvent,
    Batch,
    BatchRow,
    Card,
    Commitment,
    Company,
    Consent,
    CoverageMonth,
    Funder,
    Kelurahan,
    Occupation,
    Scheme,
    SchemeOccupation,
    Setting,
    StaffMember,
    User,
    UserPost,
    Worker,
)
from db.reference_data import load_reference
from db.schema import migrate
from kiosk.config import DEMO_PASSWORD
from kiosk.domain.clock import add_months, first_of_month, last_of_month, months_between, today
from kiosk.domain.nik import read_nik
from kiosk.domain.nip import read_nip
from kiosk.domain.phone import read_phone
from kiosk.files.vault import create_key_file, open_vault
from kiosk.services import demo, ledger, safe, settings

TABLES = (
    User, UserPost, Funder, Company, Batch, BatchRow, StaffMember, Worker, Consent, Commitment, CoverageMonth,
    Card, Setting, AuditEvent,
)  # fmt: skip
FEW = 360  # two and a bit for every kelurahan


@pytest.fixture
def store(empty_database_url, tmp_path, monkeypatch):
    """A database with reference data and a vault of its own; the process's own come back afterwards."""
    before = database.obj
    real = configure(empty_database_url)
    migrate()
    load_reference()
    create_key_file(tmp_path / "keys.json")
    monkeypatch.setattr(safe, "_vault", open_vault(tmp_path / "keys.json"))
    settings.forget()
    yield real
    settings.forget()
    real.close()
    database.initialize(before)


@pytest.fixture
def crowd(store):
    return demo.load_demo(people=FEW, hash_password=hashed)


def hashed(password):
    return f"hash of {password}"


def states():
    return ledger.protections([worker.id for worker in Worker.select(Worker.id)])


def live_months():
    """Worker → live months, oldest first."""
    found = {}
    for row in (
        CoverageMonth.select().where(CoverageMonth.released_at.is_null()).order_by(CoverageMonth.month)
    ):
        found.setdefault(row.worker_id, []).append(row)
    return found


def niks():
    return [safe.open_text(worker.nik_sealed, safe.NIK) for worker in Worker.select()]


def test_everything_is_there_when_the_whole_crowd_is_loaded(store):
    counts = demo.load_demo(hash_password=hashed)
    assert counts["workers"] == Worker.select().where(Worker.demo).count() == 2000
    assert counts["months"] == CoverageMonth.select().count() and counts["cards"] == Card.select().count()
    homes = Counter(row[0] for row in Worker.select(Worker.kelurahan).tuples())
    assert set(homes) - {None} == {area.code for area in Kelurahan.select()}
    assert min(homes.values()) >= 5 and homes[None]
    assert len(set(niks())) == 2000
    live = Card.select().where(Card.void_at.is_null()).count()
    assert 700 < live < 900
    assert demo.demo_people_present()


def test_every_state_of_protection_is_seen(crowd):
    found = states().values()
    assert {state.code for state in found} == {"waiting", "registered", "protected", "in_arrears", "ended"}
    ends = {state.until for state in found if state.code == "protected"}
    this_month = first_of_month(today())
    assert {last_of_month(this_month), last_of_month(add_months(this_month, 1))} < ends


@pytest.mark.parametrize("day", [date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 4), date(2028, 2, 29)])
def test_every_state_is_seen_when_loaded_on_another_day(store, monkeypatch, day):
    for module in (demo, ledger, settings):
        monkeypatch.setattr(module, "today", lambda: day)
    demo.load_demo(people=FEW, hash_password=hashed)
    found = Counter(state.code for state in states().values())
    assert found.keys() == {"waiting", "registered", "protected", "in_arrears", "ended"}
    assert found["protected"] > FEW / 3
    assert Worker.select().where(Worker.enrolled_on > day).count() == 0


def test_somebody_is_restarted_after_the_lapse(crowd):
    gaps = [
        max(months_between(a.month, b.month) for a, b in pairwise(months))
        for months in live_months().values()
        if len(months) > 1
    ]
    assert max(gaps) > settings.whole("lapse_months")


def test_nothing_changes_when_loaded_twice(crowd):
    before = {table: sorted(map(str, table.select().tuples())) for table in TABLES}
    assert demo.load_demo(people=FEW, hash_password=hashed) == {}
    assert demo.load_accounts_only(hash_password=hashed) == {}
    assert {table: sorted(map(str, table.select().tuples())) for table in TABLES} == before


def test_eight_people_can_sign_in_and_officers_have_their_posts(crowd):
    people = {user.email: user for user in User.select()}
    roles = Counter(user.role for user in people.values())
    assert roles == {"petugas": 2, "mitra": 2, "donatur": 1, "opd": 1, "admin": 1, "auditor": 1}
    assert {user.password for user in people.values()} == {hashed(DEMO_PASSWORD)}
    assert all(user.demo and user.active and user.email.endswith("@payung.test") for user in people.values())
    posts = {(link.user.email, link.post.code) for link in UserPost.select()}
    assert posts == {
        ("petugas@payung.test", "johar"),
        ("petugas@payung.test", "mangkang"),
        ("petugas2@payung.test", "tambak-lorok"),
    }
    assert people["mitra@payung.test"].company.name.startswith("PT Sinar Pesisir")
    assert people["mitra2@payung.test"].company.name == "PT Bahari Lestari (contoh)"
    assert people["opd@payung.test"].opd.code == "DINKES"


def test_numbers_are_sound_and_look_made_up(crowd):
    for worker in Worker.select():
        nik = safe.open_text(worker.nik_sealed, safe.NIK)
        reading = read_nik(nik, today=today(), birth_on=worker.birth_on, sex=worker.sex)
        assert reading.nik == nik and nik[12:] >= "9000"
        assert {finding.code for finding in reading.findings} <= {"nik_region_other"}
        assert worker.nik_hash == safe.index(nik, safe.NIK)
        phone = safe.open_text(worker.phone_sealed, safe.PHONE)
        assert phone is None or (phone.startswith("62811000") and read_phone(phone).findings == ())


def test_rosters_hold_ten_departments_with_sound_nips(crowd):
    sizes = Counter(row[0] for row in StaffMember.select(StaffMember.opd).tuples())
    assert len(sizes) == 10 and min(sizes.values()) >= 8 and sum(sizes.values()) == crowd["staff"]
    for member in StaffMember.select():
        assert read_nip(member.nip, status_asn=member.status_asn).findings == ()


def test_everybody_is_enrolled_before_a_month_is_billed_and_paid_before_it_is_effective(crowd):
    enrolled = dict(Worker.select(Worker.id, Worker.enrolled_on).tuples())
    for row in CoverageMonth.select():
        steps = [row.billed_on, row.submitted_on, row.paid_on, row.effective_on]
        done = [step for step in steps if step]
        assert steps == done + [None] * (4 - len(done))
        days = [enrolled[row.worker_id], *done, today()]
        assert days == sorted(days)


def test_amounts_are_halved_in_the_windows_and_never_for_public_money(crowd):
    windows = {
        "transport": (date(2026, 1, 1), date(2027, 3, 1)),
        "other": (date(2026, 4, 1), date(2026, 12, 1)),
    }
    sectors = dict(Occupation.select(Occupation.code, Occupation.sector).tuples())
    assert settings.setting("asn_csr_gets_cut") == "yes"
    for row in CoverageMonth.select():
        first, last = windows[sectors[row.occupation_id]]
        halved = row.funder_kind in ("asn", "csr") and first <= row.month <= last
        assert row.amount == (8_400 if halved else 16_800)


def test_every_door_pays_for_whom_its_scheme_admits(crowd):
    kinds = {row[0] for row in CoverageMonth.select(CoverageMonth.funder_kind).distinct().tuples()}
    assert kinds == {"apbd", "dbhcht", "csr", "asn"}
    admitted = {(row.scheme_id, row.occupation_id) for row in SchemeOccupation.select()}
    residents_only = {scheme.code for scheme in Scheme.select().where(Scheme.residents_only)}
    for row in CoverageMonth.select(CoverageMonth, Funder).join(Funder):
        scheme = {"apbd": "pijar", "dbhcht": "pijar"}.get(row.funder_kind, row.funder_kind)
        assert row.funder.kind == row.funder_kind
        assert (scheme, row.occupation_id) in admitted
        assert row.kelurahan_id or scheme not in residents_only


def test_batches_hold_their_people_and_fund_them(crowd):
    months = {}
    for row in CoverageMonth.select(CoverageMonth, Commitment).join(Commitment):
        months.setdefault((row.commitment.batch_id, row.worker_id), []).append(row.month)
    per_company = Counter(batch.company.code for batch in Batch.select())
    assert per_company == {"sinar-pesisir": 3, "bahari-lestari": 2}
    for batch in Batch.select():
        rows = list(batch.rows.order_by(BatchRow.number))
        assert [row.number for row in rows] == list(range(1, len(rows) + 1)) and len(rows) > 20
        expected = [add_months(batch.first_month, step) for step in range(batch.months)]
        assert all(sorted(months[batch.id, row.worker_id]) == expected for row in rows)
        assert all(row.worker.enrolled_by.company_id == batch.company_id for row in rows)
    ahead = Batch.get(Batch.first_month > today())
    assert ahead.open_at.code == "johar" and ahead.places - ahead.rows.count() == 13


def test_cards_are_alive_once_and_some_are_replaced_or_handed_over(crowd):
    live = Counter(row[0] for row in Card.select(Card.worker).where(Card.void_at.is_null()).tuples())
    assert set(live.values()) == {1}
    replaced = list(Card.select().where(Card.void_at.is_null(False)))
    assert replaced and all(card.void_reason and card.worker_id in live for card in replaced)
    assert 0 < Card.select().where(Card.handed_at.is_null(False)).count() < len(live)


def test_two_thirds_come_through_posts_and_everybody_has_consented(crowd):
    at_posts = Worker.select().where(Worker.enrolled_post.is_null(False)).count()
    assert at_posts == FEW - FEW // 3
    assert Consent.select(Consent.worker).distinct().count() == FEW
    from_companies = Consent.select().where(Consent.how == "company_list").count()
    assert from_companies == FEW // 3


def test_load_leaves_one_line_in_the_audit_trail(crowd):
    line = AuditEvent.get()
    assert (line.action, line.detail["workers"]) == ("demo.dimuat", FEW)


def test_empty_start_has_accounts_and_companies_but_no_workers(store):
    assert not demo.demo_people_present()
    assert demo.load_accounts_only(hash_password=hashed) == {"users": 8, "companies": 2}
    assert Worker.select().count() == StaffMember.select().count() == Batch.select().count() == 0
    assert UserPost.select().count() == 3 and Funder.select().count() == 5
    assert demo.demo_people_present()


def test_names_are_the_same_at_every_load(crowd):
    names = [worker.name for worker in Worker.select().order_by(Worker.id)]
    again = [person.row["name"] for person in demo.Crowd(FEW).people()]
    assert names == again
