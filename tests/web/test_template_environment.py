"""Jinja made quicker: what it finds is the same, and what is compiled once stays for the next process."""

import jinja2
import pytest
from flask import Flask

from kiosk.web import template_environment
from kiosk.web.template_environment import KeptTemplates, Names, TemplateEnvironment, keep_compiled


@pytest.fixture
def started(tmp_path, monkeypatch):
    """A process that starts: started() is its application."""
    monkeypatch.setattr(template_environment, "FOLDER", tmp_path / "kept")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "part.html").write_text(
        "{% macro hi(name) %}Halo {{ name }}, {{ today }}{% endmacro %}"
    )
    page = "{% from 'part.html' import hi %}{{ hi('Siti') }}"
    (tmp_path / "templates" / "page.html").write_text(page)

    def start() -> Flask:
        app = Flask("uji", root_path=str(tmp_path))
        app.jinja_environment = TemplateEnvironment
        app.jinja_env.globals["today"] = "Senin"
        keep_compiled(app)
        return app

    return start


def rendered(app: Flask) -> str:
    return app.jinja_env.get_template("page.html").render()


def test_a_part_finds_the_globals_of_all_and_those_of_the_page():
    names = Names({"own": 1}, {"of all": 2, "own": 3})
    assert names.keys() == {"own", "of all"}
    assert (names["own"], names["of all"]) == (1, 2)


def test_what_one_process_compiled_the_next_one_finds(started, monkeypatch):
    assert rendered(started()) == "Halo Siti, Senin"
    monkeypatch.setattr(jinja2.Environment, "compile", None)
    assert rendered(started()) == "Halo Siti, Senin"


def test_a_template_that_changed_is_compiled_again(started, tmp_path):
    rendered(started())
    (tmp_path / "templates" / "page.html").write_text("Lain")
    assert rendered(started()) == "Lain"


def test_what_was_compiled_under_other_options_is_not_used(started, tmp_path):
    (tmp_path / "templates" / "page.html").write_text("{% if true %}\n\nHalo{% endif %}")
    assert rendered(started()) == "\n\nHalo"
    other = started()
    other.jinja_env.trim_blocks = True
    keep_compiled(other)
    assert rendered(other) == "\nHalo"


def test_a_full_disk_costs_no_page(started, monkeypatch):
    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(template_environment.FileSystemBytecodeCache, "dump_bytecode", full)
    app = started()
    assert isinstance(app.jinja_env.bytecode_cache, KeptTemplates)
    assert rendered(app) == "Halo Siti, Senin"


def test_code_that_may_not_be_written_to_keeps_nothing(started, tmp_path):
    (tmp_path / "kept").write_text("a file, where a folder should be")
    app = started()
    assert app.jinja_env.bytecode_cache is None
    assert rendered(app) == "Halo Siti, Senin"
