"""On no route and in no file does anybody else reach a company's batch, its bills, its payments or its people.

The routes are the application's own, by their first word: one that is added tomorrow is looked at too."""

from io import BytesIO
from types import SimpleNamespace

import openpyxl
import pytest

from db.connection import writing
from db.models import (
    Attachment,
    Batch,
    BatchRow,
    Bill,
    ColumnMap,
    Company,
    CompanyContact,
    CoverageMonth,
    Payment,
    Upload,
    Worker,
)
from tests.web import desk
from tests.web.accounts.desk import token
from tests.web.papers import pages_of
from tests.web.test_route_map import ADMIN, MATRIX, MITRA, PETUGAS, addresses

PREFIXES = ("/batch", "/perusahaan", "/tagihan", "/pembayaran")
OUTSIDERS = ("mitra2", "petugas2", "donatur", "opd")
WRONG_NIK, WRONG_NAME = "33740209020041", "Sudarmi"
NAMES = ("Sugeng", "Karjo", WRONG_NAME)
PLAIN_NIKS = ("3374020902000001", "3374012007850003", "3374021505800009", WRONG_NIK)
NIKS = (*PLAIN_NIKS, *(" ".join(nik[at : at + 4] for at in range(0, len(nik), 4)) for nik in PLAIN_NIKS))
PHONES = ("081322223344", "6281322223344", "0813-2222-3344", "0813 2222 3344")


@pytest.fixture
def company_s(things, client_for, people) -> SimpleNamespace:
    """The things of a company, with a wrong row in a sheet and its first bill paid, so that every file exists."""
    mitra = client_for("mitra")
    data = {
        "client_key": desk.key(),
        "consent": "y",
        "sheet": desk.small_sheet((WRONG_NIK, WRONG_NAME), name="susulan.csv"),
    }
    assert desk.send(mitra, f"/batch/{things.batch}/lembar", data).status_code == 303
    assert desk.send(client_for("admin"), f"/pembayaran/{things.payment}/konfirmasi").status_code == 303
    with writing():
        known = {"heading_key": "warga", "heading": "Warga", "field": "name", "by_id": people["mitra"].id}
        ColumnMap.create(id=things.message, company=Company.get(Company.code == "sinar"), **known)
    things.told = desk.paid(mitra, things.bill, reference="TRF 2026 0002")
    return things


def routes(app) -> list[tuple[str, str]]:
    """(rule, method) of every route below the prefixes."""
    return [
        (route.rule, method)
        for route in app.url_map.iter_rules()
        for method in sorted(route.methods & {"GET", "POST"})
        if route.rule.startswith(PREFIXES)
    ]


def of_one_thing(app) -> list[tuple[str, str]]:
    return [(rule, method) for rule, method in routes(app) if "<" in rule]


def ask(client, method: str, address: str):
    """Looking at what is only pressed leads to the page of the thing: the answer is that page's."""
    return client.get(address, follow_redirects=True) if method == "GET" else desk.send(client, address)


def every_address(company_s, people, *, of_post: bool = False) -> dict[str, str]:
    """Each with a real object; `of_post`: the batch that the officer opened for the company at the post."""
    of_batch = {"batch": company_s.post_batch} if of_post else {}
    return addresses(SimpleNamespace(**(vars(company_s) | of_batch)), people)


def may_come(name: str, rule: str) -> bool:
    """An officer of whichever post serves every company: its page, contacts and headings, never its people."""
    return name == "petugas2" and rule.startswith("/perusahaan/<code>")


def its_people() -> list[str]:
    """Whoever stands in the batches, in all ways a page might say it."""
    inside = Worker.select().join(BatchRow, on=BatchRow.worker == Worker.id)
    return [*NIKS, *NAMES, *(word for worker in inside for word in (worker.name, worker.reg_no))]


def its_contacts() -> list[str]:
    return [*PHONES, *(contact.name for contact in CompanyContact.select())]


def its_numbers(company_s) -> list[str]:
    return [company_s.batch, company_s.post_batch, company_s.bill, company_s.payment, company_s.told]


def text_of(answer) -> str:
    """What a person can read in an answer, whatever kind of file it is."""
    if answer.mimetype == "application/pdf":
        return " ".join(pages_of(answer.data))
    if answer.data.startswith(b"PK"):
        sheets = openpyxl.load_workbook(BytesIO(answer.data)).worksheets
        return " ".join(str(value) for sheet in sheets for row in sheet.values for value in row if value)
    return answer.get_data(as_text=True) if answer.mimetype.startswith("text/") else ""


def told(answer, words: list[str]) -> list[str]:
    said = f"{text_of(answer)} {answer.headers}"
    return [word for word in words if word in said]


def kept() -> list:
    """Everything an outsider might have changed."""
    models = (Batch, BatchRow, Bill, Payment, CoverageMonth, Attachment, Upload, ColumnMap, CompanyContact)
    return [list(model.select().order_by(model.id).dicts()) for model in models]


@pytest.mark.parametrize("of_post", [False, True], ids=["the company's own", "opened at a post"])
@pytest.mark.parametrize("name", OUTSIDERS)
def test_nobody_else_reaches_anything_or_learns_a_name(app, client_for, company_s, people, name, of_post):
    client, found, before = client_for(name), [], kept()
    where = every_address(company_s, people, of_post=of_post)
    for rule, method in of_one_thing(app):
        comes, hidden = may_come(name, rule), its_people()
        answer = ask(client, method, where[rule])
        if answer.status_code not in (403, 404) and not comes:
            found.append((method, rule, answer.status_code))
        found += [
            (method, rule, word) for word in told(answer, hidden if comes else [*hidden, *its_contacts()])
        ]
    assert found == []
    assert kept() == before


@pytest.mark.parametrize("name", OUTSIDERS)
def test_lists_and_blank_forms_of_others_hold_nothing_of_it(app, client_for, company_s, name):
    client, found = client_for(name), []
    hidden = [*its_people(), *its_contacts(), *its_numbers(company_s)]
    for rule, method in routes(app):
        if "<" not in rule:
            found += [(method, rule, word) for word in told(ask(client, method, rule), hidden)]
    assert found == []


def test_who_is_not_signed_in_is_led_to_the_door(app, stranger, company_s, people):
    where, found, before = every_address(company_s, people), [], kept()
    hidden, pressed = [*its_people(), *its_contacts()], token(stranger, "/masuk")
    for rule, method in routes(app):
        sent = {"data": {"csrf_token": pressed}} if method == "POST" else {}
        answer = stranger.open(where[rule], method=method, **sent)
        if not (is_door(answer) if method == "GET" else "Anda sudah keluar" in answer.text):
            found.append((method, rule, answer.status_code))
        found += [(method, rule, word) for word in told(answer, hidden)]
    assert found == []
    assert kept() == before


def is_door(answer) -> bool:
    return answer.status_code == 302 and answer.location.startswith("/masuk?")


def test_its_owner_reaches_all_of_it(app, client_for, company_s, people):
    """What the others are refused is there: otherwise this file would prove nothing."""
    where, refused, seen = every_address(company_s, people), [], ""
    for rule, method in sorted(
        of_one_thing(app), key=lambda route: route[1]
    ):  # first all there is to look at
        roles = MATRIX[rule][method == "POST"]
        client = client_for(next(role for role in (MITRA, PETUGAS, ADMIN) if role in roles))
        answer = ask(client, method, where[rule])
        if answer.status_code in (403, 404) or (method == "GET" and answer.status_code != 200):
            refused.append((method, rule, answer.status_code))
        seen += text_of(answer)
    seen += client_for("mitra").get(f"/batch/{company_s.post_batch}").text
    assert refused == []
    assert [word for word in (WRONG_NIK, *NAMES, company_s.bill, company_s.payment) if word not in seen] == []


@pytest.mark.parametrize("of_post", [False, True], ids=["the company's own", "opened at a post"])
def test_auditor_gets_no_page_and_no_file_with_a_full_nik(app, client_for, company_s, people, of_post):
    client, found = client_for("auditor"), []
    where = every_address(company_s, people, of_post=of_post)
    for rule, method in routes(app):
        if method == "GET":
            found += [(rule, word) for word in told(ask(client, method, where[rule]), [*NIKS, *PHONES])]
    assert found == []
    assert client.get(f"/batch/{company_s.batch}/galat.xlsx").status_code == 403
