"""Rules on Python that ruff and import-linter cannot say."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.house.markup import IDENTITY
from tests.house.tree import ROOT, files

OURS = [*ROOT.glob("wsgi.py"), *files("*.py", under="kiosk"), *files("*.py", under="db")]
# The store may not import the domain, so it keeps a clock of its own for its columns.
CLOCKS = {ROOT / "kiosk" / "domain" / "clock.py", ROOT / "db" / "models" / "base.py"}
WRITES_ROWS = {"create", "insert", "insert_many", "bulk_create", "update", "delete", "save", "bulk_update"}
MAKES_A_WRITER = {"KeptInsert", "insert"}
ASKS_THE_TIME = {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow")}
DOMAIN_MAY_USE = {"kiosk", "stdnum", "phonenumbers", *sys.stdlib_module_names}
IDENTITY_IN_QUERY = re.compile(rf"request\.args\b[^\n]*[\"']{IDENTITY}[\"']", re.I)
IDENTITY_IN_ROUTE = re.compile(rf"\.(?:route|get|post)\(\s*[\"'][^\"']*<(?:\w+:)?{IDENTITY}>", re.I)


def calls(source: str) -> Iterator[tuple[int, str, str]]:
    """(line, owner, method) of every `owner.method(...)`; for `a.b.method()` the owner is `b`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            value = node.func.value
            owner = getattr(value, "attr", getattr(value, "id", ""))
            yield node.lineno, owner, node.func.attr


def imports(source: str) -> Iterator[str]:
    """The first word of every absolute import."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_only_the_store_opens_transactions():
    outside = [path for path in OURS if path.relative_to(ROOT).parts[0] != "db"]
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in outside
        for line, _, method in calls(path.read_text())
        if method in ("atomic", "transaction", "savepoint")
    ]
    assert found == []


def written(source: str, table: str) -> Iterator[int]:
    """The lines on which rows of `table` are written, by its own methods or by handing it to what writes rows."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        owner = getattr(getattr(node.func, "value", None), "id", "")
        handed = [getattr(argument, "id", "") for argument in node.args]
        if (owner == table and called in WRITES_ROWS) or (called in MAKES_A_WRITER and table in handed):
            yield node.lineno


def test_only_coverage_changes_writes_covered_months():
    """Whoever else did would leave counts and spans behind. The demo loads its own and counts them at the end."""
    may = {ROOT / "kiosk" / "services" / "coverage_changes.py", *files("*.py", under="kiosk/services/demo")}
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in files("*.py", under="kiosk")
        if path not in may
        for line in written(path.read_text(), "CoverageMonth")
    ]
    assert found == []


def test_only_the_clocks_ask_the_time():
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in OURS
        if path not in CLOCKS
        for line, owner, method in calls(path.read_text())
        if (owner, method) in ASKS_THE_TIME
    ]
    assert found == []


def test_domain_uses_the_standard_library_and_two_number_libraries():
    found = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in files("*.py", under="kiosk/domain")
        for name in imports(path.read_text())
        if name not in DOMAIN_MAY_USE
    }
    assert found == set()


def test_no_route_takes_an_identity_number_from_the_address():
    found = [
        f"{path.relative_to(ROOT)}: {match}"
        for path in files("*.py", under="kiosk")
        for pattern in (IDENTITY_IN_QUERY, IDENTITY_IN_ROUTE)
        for match in pattern.findall(path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize("script", ["run", "web", "supervise", "test", "check", "lint", "lock", "venv"])
def test_script_is_sound_bash_and_may_be_started(script):
    path = ROOT / "bin" / script
    assert path.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", path], check=True)


def test_calls_are_seen_when_planted():
    planted = "from db import x\nwith x.database.atomic():\n    a = datetime.date.today()\n"
    assert {("database", "atomic"), ("date", "today")} == {found[1:] for found in calls(planted)}


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (IDENTITY_IN_QUERY, 'request.args.get("nik")'),
        (IDENTITY_IN_QUERY, 'request.args["phone"]'),
        (IDENTITY_IN_ROUTE, '@pages.get("/pekerja/<nik>")'),
        (IDENTITY_IN_ROUTE, '@pages.route("/pekerja/<string:kpj>/x")'),
    ],
)
def test_identity_numbers_in_addresses_are_seen_when_planted(pattern, line):
    assert pattern.search(line)


@pytest.mark.parametrize(
    "planted",
    [
        "CoverageMonth.update(paid_on=None).where(x).execute()",
        "CoverageMonth.insert_many(rows).execute()",
        "CoverageMonth.delete().execute()",
        "rows = KeptInsert(CoverageMonth)",
        "insert(CoverageMonth, rows)",
    ],
)
def test_writing_covered_months_is_seen_when_planted(planted):
    assert list(written(planted, "CoverageMonth")) == [1]
    assert not list(written(planted, "Commitment"))
