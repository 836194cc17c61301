"""Templates compile, carry no inline code, put no identity number into an address, link to what exists."""

import re

import pytest
from jinja2 import Environment

from tests.house import markup
from tests.house.tree import ROOT, files, place

PAGES = [path for path in files("*.html", under="templates") if "print" not in path.relative_to(ROOT).parts]
STATIC = re.compile(
    r"\b(?:asset\(|url_for\(\s*[\"']static[\"']\s*,\s*filename\s*=)\s*[\"']([^\"']+)[\"']\s*\)"
)
CSS_ADDRESS = re.compile(r"url\(\s*[\"']?(?!data:|#)([^\"')]+)[\"']?\s*\)")


def findings(rule, paths) -> list[str]:
    """`place: what` for everything the rule finds in these files."""
    texts = {path: markup.without_comments(path.read_text()) for path in paths}
    return [f"{place(path, text, at)}: {what}" for path, text in texts.items() for at, what in rule(text)]


@pytest.mark.parametrize(
    "rule", [markup.inline_code, markup.unescaped, markup.identity_by_get, markup.from_elsewhere]
)
def test_no_page_breaks_the_rule(rule):
    assert findings(rule, PAGES) == []


def test_printed_documents_escape_what_people_wrote():
    assert findings(markup.unescaped, files("*.html", under="templates/print")) == []


def test_every_template_compiles_in_the_application(app):
    names = [name for name in app.jinja_env.list_templates() if (ROOT / "templates" / name).is_file()]
    assert names
    for name in names:
        if not name.startswith("print/") and name.endswith((".html", ".txt")):
            app.jinja_env.get_template(name)


def test_every_printed_document_is_sound_jinja():
    reader = Environment(extensions=["jinja2.ext.do"])
    for path in files("*.html", under="templates/print"):
        reader.parse(path.read_text(), filename=str(path))


def test_every_static_reference_of_a_template_exists():
    named = [
        (path, name)
        for path in files("*.html", under="templates")
        for name in STATIC.findall(path.read_text())
    ]
    assert named
    assert [f"{path.name}: {name}" for path, name in named if not (ROOT / "static" / name).is_file()] == []


def test_every_address_in_a_stylesheet_exists():
    sheets = [*files("*.css", under="static"), *files("*.css", under="templates")]
    named = [(path, name) for path in sheets for name in CSS_ADDRESS.findall(path.read_text())]
    lost = [
        f"{path.name}: {name}"
        for path, name in named
        if not (path.parent / name.split("?")[0].split("#")[0]).is_file() and not name.startswith("{{")
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (markup.inline_code, '<p class="a"\n style="color: red">'),
        (markup.inline_code, "<style>p {}</style>"),
        (markup.inline_code, "<script>alert(1)</script>"),
        (markup.inline_code, '<button onclick="x()">'),
        (markup.inline_code, '<button hx-on:click="x()">'),
        (markup.unescaped, "{{ name|safe }}"),
        (markup.unescaped, "{{ name | safe }}"),
        (markup.identity_by_get, '<form action="/cari"><input name="nik"></form>'),
        (markup.identity_by_get, '<form method="get">{{ field(form.phone) }}</form>'),
        (markup.identity_by_get, '<input name="nik" hx-get="/periksa">'),
        (markup.identity_by_get, "<a href=\"{{ url_for('workers.find', nik=worker.nik) }}\">"),
        (markup.identity_by_get, '<a href="/pekerja?kpj=1">'),
        (markup.identity_by_get, '<a href="/pekerja/{{ worker.birth_on }}">'),
        (markup.from_elsewhere, '<script src="https://cdn.example/x.js"></script>'),
    ],
)
def test_the_rule_finds_it_when_planted(rule, text):
    assert list(rule(text))


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (markup.inline_code, '<script src="/static/js/a.js" defer></script><p data-style="x" class="on">'),
        (markup.identity_by_get, '<form method="post"><input name="nik" hx-post="/periksa"></form>'),
        (markup.identity_by_get, "<a href=\"{{ url_for('workers.nik', reg_no=worker.reg_no) }}\">"),
        (markup.identity_by_get, '<form method="get"><input name="kelurahan"></form>'),
    ],
)
def test_the_rule_stays_silent_when_all_is_well(rule, text):
    assert list(rule(text)) == []
