"""Every page of every role keeps the house rules, in both languages; every form answers nonsense with a sentence."""

import re

import pytest

from tests.web import desk
from tests.web.house_rules import check_page
from tests.web.test_route_map import EVERYBODY, MATRIX, NOBODY, ROLES, addresses

FILES = {".pdf": "application/pdf", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
NO_FIELDS = ("/kunci", "/keluar", "/pekerja/<reg_no>/nik")  # a press is all they ask for
OTHER_PAGES = {
    "/pekerja": ("?hari=ini", "?keadaan=terlindungi", "?hal=2", "?hal=nol"),
    "/pekerja/<reg_no>": ("?baru=1",),
    "/batch": ("?hal=2",),
    "/batch/<no>": ("?keadaan=ready", "?keadaan=wrong", "?keadaan=funded", "?hal=9", "?keadaan=lain"),
    "/admin/jejak": ("?tindakan=pekerja.didaftarkan", "?nomor=smg", "?hal=2"),
}
# Whose objects a role sees: a mitra its company's, the others the officer's.
OF_MITRA = {"worker": "mitra_worker", "run": "mitra_run", "card": "mitra_card"}
SENTENCE = re.compile(r"[A-Z“][^<>]{15,}[.?!”)]")


def pages_of(role: str, things, people) -> dict[str, str]:
    """Every GET address this role may open, with an object it may see; public ones too."""
    if role == "mitra":
        vars(things).update({name: getattr(things, other) for name, other in OF_MITRA.items()})
    if role == "petugas":
        things.batch = things.post_batch
    found = addresses(things, people)
    mine = {rule: address for rule, address in found.items() if role in MATRIX[rule][0]}
    return mine | {rule: found[rule] for rule in found if MATRIX[rule][0] == EVERYBODY}


def check_one(answer, address: str) -> None:
    """A page keeps the rules, a file is what it says and stays on no shared machine."""
    kind = next((kind for ending, kind in FILES.items() if address.endswith(ending)), "text/html")
    assert answer.mimetype == ("text/plain" if address == "/sehat" else kind), address
    assert "no-store" in answer.headers["Cache-Control"], address
    if answer.mimetype == "text/html":
        check_page(answer)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_keeps_the_house_rules(client_for, things, people, role):
    client, faults = desk.just_signed_in(client_for(role)), []
    for rule, address in pages_of(role, things, people).items():
        for more in ("", *OTHER_PAGES.get(rule, ())):
            answer = client.get(address + more)
            try:
                assert answer.status_code in expected(rule), f"{address}{more}: {answer.status_code}"
                if answer.status_code not in (302, 303):
                    check_one(answer, address)
            except AssertionError as fault:
                faults.append(str(fault))
    assert faults == []


def expected(rule: str) -> tuple[int, ...]:
    """200; a page of the way in sends a signed-in person on, a dead link is 404."""
    if rule.startswith("/masuk") or rule == "/buka-kunci":
        return (200, 302, 303)
    return (404,) if rule == "/undangan/<token>" else (200,)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_there_in_english(client_for, things, people, role):
    client, faults = desk.just_signed_in(client_for(role)), []
    pages = pages_of(role, things, people)
    desk.in_english(client)
    for rule, address in pages.items():
        answer = client.get(address)
        if answer.status_code not in expected(rule):
            faults.append(f"{address}: {answer.status_code}")
        elif answer.mimetype == "text/html" and answer.status_code == 200:
            faults += [] if check_page(answer).language == "en" else [f"{address}: not in English"]
    assert faults == []


def test_page_for_anybody_keeps_the_house_rules_when_nobody_is_signed_in(stranger, visit, things):
    for address in ("/masuk", "/masuk/bantuan-kode", f"/v/{things.card.token}"):
        visit(stranger, address)
    for address in ("/v/tidak-ada", "/undangan/tidak-ada", "/tidak-ada"):
        visit(stranger, address, status=404)


@pytest.mark.parametrize("role", ROLES)
def test_fault_is_a_page_of_ours_too(client_for, visit, role):
    client = client_for(role)
    visit(client, "/tidak-ada", status=404)
    visit(client, "/pekerja/SMG-0000000-0", status=404 if role not in ("donatur", "opd") else 403)
    answer = client.post("/", data={"csrf_token": desk.form_token(client)})
    assert answer.status_code == 405
    check_page(answer)


NONSENSE = {
    "client_key": "bukan kunci!", "nik": "abc", "name": "<script>", "birth_on": "31/02/2003", "sex": "X",
    "phone": "???", "kelurahan": "00.00", "rt": "tiga", "rw": "٣", "address": "a" * 5000, "occupation": "raja",
    "workplace": "b" * 5000, "still_working": "", "consent": "", "consent_how": "sihir", "batch": "B-0",
    "income": "banyak", "kpj": "1", "dtsen_decile": "99", "first_month": "kapan", "months": "7", "company": "9999",
    "number": "x", "worker": "SMG-0", "language": "jv", "next": "//elsewhere.test", "email": "bukan surel",
    "password": "x", "new_password": "y", "new_password_confirm": "z", "role": "raja", "posts": "kutub",
    "opd": "-1", "post": "kutub", "state": "entah", "setup": "burung", "code": "abc", "person": "0",
    "sheet": "bukan berkas",
}  # fmt: skip
EMPTY: dict[str, str] = {}
ONLY_KEY = {"client_key": "0123456789abcdef0123456789abcdef"}
CONTROL_CHARACTERS = {name: "\x00\u202e\ud7ff" + "9" * 30 for name in NONSENSE}


@pytest.mark.parametrize(
    "what", [NONSENSE, EMPTY, ONLY_KEY, CONTROL_CHARACTERS], ids=["nonsense", "empty", "only_key", "control"]
)
@pytest.mark.parametrize("role", ROLES)
def test_form_of_nonsense_is_answered_with_a_sentence(client_for, things, people, role, what):
    faults = []
    for rule, address in addresses(things, people).items():
        post = MATRIX[rule][1]
        if post == NOBODY or rule in NO_FIELDS or (post != EVERYBODY and role not in post):
            continue
        answer = desk.send(desk.just_signed_in(client_for(role)), address, what)
        if answer.status_code in (302, 303) and rule.startswith("/masuk"):
            continue  # signed in already: sent on
        if answer.status_code not in (404, 409, 422) or not says_something(answer):
            faults.append(f"POST {address}: {answer.status_code} {answer.headers.get('Location', '')}")
    assert faults == []


def says_something(answer) -> bool:
    """A whole sentence at the field or on the page of the fault, and the page itself in order."""
    check_page(answer)
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    said = re.findall(r'class="(?:field-error|lead|error-summary|notice[^"]*)".*?</(?:p|div)>', main, re.S)
    return any(SENTENCE.search(re.sub(r"<[^>]+>", " ", piece).strip()) for piece in said)
