"""`flask check` on live data: what it prints, and that a row that breaks an invariant is named with exit code 1."""

from db.connection import writing
from db.models import CoverageCount, Occupation
from kiosk.domain.clock import first_of_month, today


def check(app):
    with app.app_context():
        return app.test_cli_runner().invoke(args=["check"])


def test_each_invariant_is_a_line_and_all_hold(app, people, on_postgres):
    answer = check(app)
    lines = answer.output.splitlines()
    assert lines[0] == "Semua siap."
    assert sum(line.startswith("benar  [") for line in lines) >= 20
    assert not [line for line in lines if line.startswith("–      [")]
    if on_postgres:  # the tests' own cluster is faster than safe
        assert (answer.exit_code, "       - fsync = off" in lines) == (1, True)
    else:
        assert (answer.exit_code, lines[-1]) == (0, "Semua aturan dipenuhi.")


def test_a_wrong_row_is_named_and_the_command_fails(app, people):
    with writing():
        month = first_of_month(today())
        CoverageCount.create(month=month, funder_kind="csr", occupation=Occupation.get(), planned=7)
    answer = check(app)
    assert answer.exit_code == 1
    assert f"- {month:%Y-%m} · luar kota · csr · {Occupation.get().name} (+7, +0, +0, +0)" in answer.output
    assert "aturan tidak dipenuhi" in answer.stderr
