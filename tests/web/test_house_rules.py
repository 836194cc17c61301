"""The check itself: a page that breaks a rule is caught."""

import pytest
from flask import Flask, Response

from tests.web.house_rules import POLICY, check_page

GOOD = """<!doctype html><html lang="id"><head><title>Pekerja – Payung</title></head><body><h1>Pekerja</h1>
<form method="post" action="/pekerja"><input type="hidden" name="csrf_token" value="x">
<label for="number">Nomor</label><input id="number" name="number">
<label><input type="checkbox" name="consent"> Setuju</label><button>Cari</button></form></body></html>"""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Vary": "HX-Request, HX-Request-Type",
    "X-Payung": "1",
}


def answer(text: str, **other):
    app = Flask("page")
    headers = {**HEADERS, **{name.replace("_", "-"): value for name, value in other.items()}}
    app.add_url_rule("/", "page", lambda: Response(text, headers=headers, mimetype="text/html"))
    return app.test_client().get("/")


def test_good_page_passes():
    assert check_page(answer(GOOD)).title == "Pekerja – Payung"


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ('lang="id"', "", "html lang"),
        ("<h1>Pekerja</h1>", "", "h1"),
        ("<h1>Pekerja</h1>", "<h1>Satu</h1><h1>Dua</h1>", "h1"),
        ("<title>Pekerja –", "<title> –", "title"),
        ("<title>Pekerja", "<title>3374011705030001", "title"),
        ("<title>Pekerja", "<title>081234567890", "title"),
        ('<label for="number">', "<label>", "no label"),
        ('name="csrf_token"', 'name="token"', "no csrf_token"),
        ("<button>", '<button style="color:red">', "inline"),
        ("<button>", '<button onclick="go()">', "inline"),
        ("<button>", '<button hx-on:click="go()">', "inline"),
        ("<h1>", "<style>h1{}</style><h1>", "inline"),
        ("<h1>", "<script>go()</script><h1>", "inline"),
        ("<h1>", '<a href="javascript:go()">x</a><h1>', "inline"),
        ('action="/pekerja"', 'action="/pekerja/3374011705030001"', "a NIK stands in"),
        ("<h1>", '<a href="/cari?q=6281234567890">x</a><h1>', "a phone number stands in"),
        ("<h1>", '<p id="number"></p><h1>', "stands twice"),
    ],
)
def test_broken_page_is_caught(right, wrong, fault):
    assert right in GOOD
    with pytest.raises(AssertionError, match=fault):
        check_page(answer(GOOD.replace(right, wrong)))


@pytest.mark.parametrize(
    "headers",
    [
        {"Content_Security_Policy": "default-src 'self'"},
        {"Cache_Control": "max-age=60"},
        {"Vary": "Cookie"},
        {"X_Payung": "0"},
    ],
)
def test_missing_header_is_caught(headers):
    with pytest.raises(AssertionError):
        check_page(answer(GOOD, **headers))
