"""The app on a migrated database with reference data and a few named people; a client for each of them.

Every page loaded through `visit` is checked against the house rules of tests/web/house_rules.py."""

import fcntl
import os
import uuid
from datetime import date
from pathlib import Path

import pytest
from flask_security import hash_password
from peewee import AutoField

from db import connection, schema
from db.models import (
    ALL_TABLES,
    Company,
    CutDecision,
    Facility,
    Figure,
    Funder,
    Holiday,
    Opd,
    Post,
    Setting,
    Tariff,
    User,
    UserPost,
)
from db.models.audit import guard_audit_trail
from db.models.ledger_guards import guard_ledger, unguard_ledger
from db.reference_data import load_facilities, load_reference, reference_rows
from kiosk.app import create_app
from kiosk.config import settings_from
from kiosk.domain.clock import utc_now
from kiosk.files import sheet_fence
from kiosk.services import incomplete_counts, queue
from kiosk.services import settings as dated_settings
from tests.services.real_server import fill
from tests.snapshots import laid_back

PASSWORD = "rahasia-sekali-2026"
REFERENCE = {
    "kecamatan", "kelurahan", "kelurahan_alias", "post", "opd", "facility", "holiday", "occupation", "scheme",
    "scheme_occupation", "tariff", "setting", "consent_text",
    "mandate_text", "figure", "claim_paper",
}  # fmt: skip
_hash = {}
sheet_fence.CLOCK_RUNS = 20  # a machine that tests may stall for minutes; what a sheet may cost stays
A_WHOLE_TEST = (
    3_600  # else a slow machine reads the settings anew in the middle of one that counts statements
)


@pytest.fixture(scope="session")
def app(database_url):
    """One application for the whole run; `people` and `client_for` empty it between tests."""
    app = create_app(settings_from())
    with app.app_context():
        connection.ensure_connected()
        schema.migrate()
        load_reference()
        _hash["password"] = hash_password(PASSWORD)
    yield app
    connection.database.close()


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory) -> Path:
    """A data folder as a first start leaves it, with the demo's accounts and no workers. No server opens it, each gets
    a copy; the processes of one run of the suite share it."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    folder = shared / "filled" / "data"
    with open(shared / "filled.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            fill(folder)
    return folder


@pytest.fixture
def store(app):
    """An empty store: reference data only. Whatever the last test wrote is gone."""
    connection.ensure_connected()
    laid_back("empty", app, _empty)
    dated_settings.forget()
    dated_settings.SECONDS_TO_REMEMBER = A_WHOLE_TEST
    incomplete_counts.forget()
    from kiosk.web.limits import limiter

    limiter.reset()
    queue.beat()
    return connection.database


def _empty() -> None:
    own = [table for table in reversed(ALL_TABLES) if table._meta.table_name not in REFERENCE]
    with connection.writing():
        _as_loaded()
        if connection.on_sqlite():
            for trigger in ("update", "delete"):
                connection.database.execute_sql(f"DROP TRIGGER IF EXISTS audit_event_no_{trigger}")
            unguard_ledger()
            Tariff.delete().where(Tariff.added_by.is_null(False)).execute()
            Figure.delete().where(Figure.added_by.is_null(False)).execute()
            for table in own:
                table.delete().execute()
            guard_audit_trail()
            guard_ledger()
        else:
            _empty_on_postgres(own)
        Figure.update(withdrawn_at=None, withdrawn_by=None, withdrawn_why="").execute()  # those of the files
        _facilities_as_loaded()
        Opd.delete().where(Opd.kind == "unit").execute()  # made by rosters, below the city's departments
        connection.database.execute_sql("DELETE FROM task")
        for kind in ("csr", "asn"):
            CutDecision.create(funder_kind=kind, gets_cut=True, letter_no="B/1/uji", letter_on="2026-01-05")


def _empty_on_postgres(own: list) -> None:
    """TRUNCATE of so many tables takes forty times as long. A replica's role leaves guards and keys aside."""
    names = [table._meta.table_name for table in own]
    numbered = [table._meta.table_name for table in own if isinstance(table._meta.primary_key, AutoField)]
    connection.database.execute_sql(
        "SET LOCAL session_replication_role = replica; DELETE FROM tariff WHERE added_by_id IS NOT NULL; "
        "DELETE FROM figure WHERE added_by_id IS NOT NULL; "
        + "; ".join(f'DELETE FROM "{name}"' for name in (*names, "schedule"))
    )
    starts = ", ".join(f"setval('\"{name}_id_seq\"', 1, false)" for name in numbered)
    connection.database.execute_sql(f"SELECT {starts}, setval('tariff_id_seq', (SELECT MAX(id) FROM tariff))")
    connection.database.execute_sql("SET LOCAL session_replication_role = origin")


def _as_loaded() -> None:
    """None of the tariffs is withdrawn; the settings and holidays of the city, none of a test's own."""
    Setting.delete().where(Setting.basis == "keputusan untuk uji").execute()
    Tariff.update(withdrawn_at=None, withdrawn_by=None, withdrawn_why="").execute()
    Holiday.delete().execute()
    days = [(date.fromisoformat(row["day"]), row["name"]) for row in reference_rows("holiday")]
    Holiday.insert_many(days, fields=[Holiday.day, Holiday.name]).execute()


def _facilities_as_loaded() -> None:
    """Those of the files, as the files have them; nothing points to them any more."""
    codes = [row["code"] for row in reference_rows("facility")]
    Facility.delete().where(Facility.code.not_in(codes)).execute()
    Facility.update(noted_by_id=None, noted_at=None, removed_at=None, removed_why="").execute()
    load_facilities()


@pytest.fixture
def people(store) -> dict[str, User]:
    """Named people: petugas and rekan at Johar, petugas2 at Tambak Lorok, two companies, and one of each other role."""
    ids = laid_back("people", f"{utc_now():%Y-%m-%d %H}", _made_people)
    named = {user.id: user for user in User.select()}
    return {name: named[number] for name, number in ids.items()}


def _made_people() -> dict[str, int]:
    with connection.writing():
        companies = [_company("sinar", "PT Sinar Pesisir"), _company("bahari", "PT Bahari Lestari")]
        opd, other_opd = Opd.select().order_by(Opd.id).limit(2)
        made = {
            "petugas": _user("petugas", post="johar"),
            "rekan": _user("petugas", name="rekan", post="johar"),
            "petugas2": _user("petugas", name="petugas2", post="tambak-lorok"),
            "mitra": _user("mitra", company=companies[0]),
            "mitra_rekan": _user("mitra", name="mitra_rekan", company=companies[0]),
            "mitra2": _user("mitra", name="mitra2", company=companies[1]),
            "donatur": _user("donatur", opd=opd),
            "opd": _user("opd", opd=opd),
            "opd2": _user("opd", name="opd2", opd=other_opd),
            "admin": _user("admin"),
            "auditor": _user("auditor"),
        }
    return {name: user.id for name, user in made.items()}


def _company(code: str, name: str) -> Company:
    funder = Funder.create(name=name, kind="csr", wadah_type="SC")
    return Company.create(code=code, funder=funder, name=name)


def _user(role: str, *, name: str | None = None, post: str | None = None, company=None, opd=None) -> User:
    name = name or role
    user = User.create(
        email=f"{name}@payung.test",
        name=name.replace("_", " ").title(),
        role=role,
        company=company,
        opd=opd,
        password=_hash["password"],
        fs_uniquifier=uuid.uuid4().hex,
    )
    if post:
        UserPost.create(user=user, post=Post.get(Post.code == post))
    return user


@pytest.fixture
def client_for(app, people):
    """A signed-in client by the person's short name: client_for("petugas")."""

    def sign_in(name: str):
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = people[name].fs_uniquifier
            session["_fresh"] = True
        return client

    return sign_in


@pytest.fixture
def stranger(app, people):
    """A client nobody has signed in with."""
    return app.test_client()
