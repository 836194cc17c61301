"""flask commands: what they check, and that each refusal is one Indonesian sentence with its exit code."""

import logging

import pytest
from peewee import OperationalError

from db import connection
from db.models import Company, Invite, User
from kiosk.commands import Command
from kiosk.services.outage_log import OneLinePerOutage

NAME = "Sri Wahyuni"


@pytest.fixture
def command(app, people):
    """Give a command; what it answers has exit_code, output and stderr."""

    def give(*words: str):
        with app.app_context():
            return app.test_cli_runner().invoke(args=list(words))

    return give


@pytest.fixture
def empty(app, empty_database_url):
    """The application on a database with nothing in it."""
    before = connection.database.obj
    real = connection.configure(empty_database_url)
    yield
    real.close()
    connection.database.initialize(before)


def test_first_admin_gets_a_link(app, command):
    answer = command("user-add", "Sri@Payung.test", " Sri  Wahyuni ")
    assert answer.exit_code == 0
    assert f"{app.config['PUBLIC_URL']}/undangan/" in answer.output
    made = Invite.get()
    assert (made.email, made.name, made.role) == ("sri@payung.test", NAME, "admin")


@pytest.mark.parametrize(
    ("role", "options"),
    [
        ("petugas", ("--post", "johar", "--post", "mangkang")),
        ("mitra", ("--company", "sinar")),
        ("opd", ("--opd", "INSPEKTORAT")),
        ("donatur", ("--opd", "INSPEKTORAT")),
    ],
)
def test_other_roles_are_made_with_what_they_need(command, role, options):
    assert command("user-add", "sri@payung.test", NAME, role, *options).exit_code == 0
    made = Invite.get()
    assert made.posts == (["johar", "mangkang"] if role == "petugas" else [])
    assert (made.company == Company.get(Company.code == "sinar")) == (role == "mitra")
    assert (made.opd_id is not None) == (role in ("opd", "donatur"))


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ((), 2, "Cara pakai: flask --app wsgi user-add"),
        (("sri@payung.test",), 2, "Cara pakai: flask --app wsgi user-add"),
        (("sri@payung.test", NAME, "admin", "lebih"), 2, "Cara pakai"),
        (("--nama", "x"), 2, "Cara pakai"),
        (("bukan alamat", NAME), 1, "Alamat surel ini tidak lengkap"),
        (("sri@payung.test", "  "), 1, "Isi nama orang"),
        (("sri@payung.test", "x" * 121), 1, "Nama terlalu panjang"),
        (("sri@payung.test", "Sri\x1b[2J"), 1, "tidak dapat dicetak"),
        (("sri@payung.test", NAME, "raja"), 1, "Peran 'raja' tidak dikenal"),
        (("sri@payung.test", NAME, "petugas"), 1, "memerlukan --post KODE"),
        (("sri@payung.test", NAME, "mitra"), 1, "memerlukan --company KODE"),
        (("sri@payung.test", NAME, "opd"), 1, "memerlukan --opd KODE"),
        (("sri@payung.test", NAME, "petugas", "--post", "bulan"), 1, "Kode bulan tidak dikenal"),
        (("sri@payung.test", NAME, "mitra", "--company", "bulan"), 1, "Kode bulan tidak dikenal"),
        (("sri@payung.test", NAME, "admin", "--post", "P1"), 1, "Peran admin tidak memakai --post."),
        (
            ("sri@payung.test", NAME, "mitra", "--company", "sinar", "--opd", "X"),
            1,
            "mitra tidak memakai --opd",
        ),
        (
            ("sri@payung.test", NAME, "auditor", "--post", "P1", "--company", "X"),
            1,
            "tidak memakai --post dan --company",
        ),
        (("admin@payung.test", NAME, "auditor"), 1, "sudah dipakai akun dengan peran lain"),
    ],
)
def test_wrong_wish_is_one_sentence_and_makes_nothing(command, words, code, sentence):
    answer = command("user-add", *words)
    assert answer.exit_code == code
    assert sentence in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert not Invite.select().exists()


def test_test_addresses_are_for_demo_and_tests_only(app, command, monkeypatch):
    monkeypatch.setitem(app.config, "TEST_ADDRESSES_ALLOWED", False)
    assert command("user-add", "sri@payung.test", NAME).exit_code == 1
    assert command("user-add", "sri@semarangkota.go.id", NAME).exit_code == 0


def test_closed_account_gets_no_link(command, people):
    User.update(active=False).where(User.id == people["admin"].id).execute()
    answer = command("user-add", "admin@payung.test", NAME)
    assert (answer.exit_code, "sudah ditutup" in answer.stderr) == (1, True)


@pytest.mark.parametrize(
    "words", [("worker",), ("check",), ("user-add", "a@payung.test", "A"), ("demo",), ("bank-layout",)]
)
def test_command_on_an_empty_database_says_prepare_first(app, empty, words):
    answer = app.test_cli_runner().invoke(args=list(words))
    assert answer.exit_code == 1
    assert "Jalankan: flask --app wsgi prepare" in answer.stderr


def test_demo_prepares_an_empty_database_when_told_to(app, empty):
    with app.app_context():
        answer = app.test_cli_runner().invoke(args=["demo", "--prepare", "--empty"])
    assert (answer.exit_code, answer.output.splitlines()[-1]) == (0, "users 8, companies 2, donors 1")
    assert answer.output.startswith("Skema: ")


def test_help_is_indonesian(app, command):
    for name, known in app.cli.commands.items():
        if isinstance(known, Command):
            words = command(name, "--help").output
            assert "Tampilkan penjelasan ini." in words
            assert "Show this message" not in words


@pytest.fixture
def heard():
    """A log whose handler tells an outage once, and the records that come through."""
    records: list[logging.LogRecord] = []
    handler, log = logging.Handler(), logging.getLogger("payung.test.outage")
    handler.emit = records.append
    handler.addFilter(OneLinePerOutage())
    log.addHandler(handler)
    log.propagate = False
    yield log, records
    log.removeHandler(handler)


def fail(log, fault: Exception) -> None:
    try:
        raise fault
    except type(fault):
        log.exception("Error reading from queue")


def test_outage_is_one_line_however_often_the_queue_is_asked(heard):
    log, records = heard
    for _try in range(200):
        fail(log, OperationalError("connection refused\nIs the server running?"))
    fail(log, ValueError("something else"))
    assert [record.getMessage() for record in records] == [
        "Error reading from queue (no database: connection refused)",
        "Error reading from queue",
    ]
    assert records[0].exc_info is None and records[1].exc_info
