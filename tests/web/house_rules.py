"""The house rules of every page (STYLE 17), as one check that names each rule a page breaks."""

import re
from html.parser import HTMLParser

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
CONTROLS = ("input", "select", "textarea")
NEEDS_NO_LABEL = ("hidden", "submit", "button", "reset", "image")
WITHOUT_TOKEN = "/buka-kunci"  # there the password itself is the proof
VOID = {"input", "img", "br", "hr", "meta", "link", "source", "wbr", "col", "path", "use", "rect", "circle"}
# A random key in hexadecimal may hold such figures in a row; letters of its own stand beside them.
NIK = re.compile(r"(?<![0-9a-f])\d{16}(?![0-9a-f])")
PHONE = re.compile(r"(?<![0-9a-f])(?:\+?62|0)8\d{7,11}(?![0-9a-f])")
ADDRESSES = ("href", "src", "action", "formaction", "hx-get", "hx-post", "hx-push-url")


class Page(HTMLParser):
    """What the rules ask of a page, gathered in one pass."""

    def __init__(self, text: str):
        super().__init__()
        self.language = self.title = ""
        self.headings: list[str] = []
        self.controls: list[dict] = []
        self.labelled: set[str] = set()
        self.ids: list[str] = []
        self.forms: list[dict] = []
        self.addresses: list[str] = []
        self.inline: list[str] = []
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        self._note_inline(tag, attributes)
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.addresses += [attributes[name] for name in ADDRESSES if name in attributes]
        getattr(self, f"_start_{tag}", lambda attributes: None)(attributes)
        if tag in CONTROLS:
            self._note_control(tag, attributes)
        if tag not in VOID:
            self._open.append(tag)

    def _start_html(self, attributes):
        self.language = attributes.get("lang", "")

    def _start_h1(self, attributes):
        self.headings.append("")

    def _start_label(self, attributes):
        self.labelled.add(attributes.get("for", ""))

    def _start_form(self, attributes):
        self.forms.append({**attributes, "fields": []})

    def _note_inline(self, tag: str, attributes: dict) -> None:
        if tag == "style" or (tag == "script" and "src" not in attributes):
            self.inline.append(f"<{tag}>")
        self.inline += [
            f"<{tag} {name}>"
            for name in attributes
            if name == "style"
            or name.startswith(("hx-on", "on"))
            or attributes[name].startswith("javascript:")
        ]

    def _note_control(self, tag: str, attributes: dict) -> None:
        self.controls.append({"tag": tag, "in_label": "label" in self._open, **attributes})
        if "form" in self._open and self.forms:
            self.forms[-1]["fields"].append(attributes.get("name", ""))

    def handle_endtag(self, tag):
        while tag in self._open and self._open.pop() != tag:
            continue

    def handle_data(self, text):
        if "title" in self._open and "svg" not in self._open:
            self.title += text
        if "h1" in self._open and self.headings:
            self.headings[-1] += text


def check_page(response) -> Page:
    """Fail with every rule that this answer breaks; answers with the page read."""
    page = Page(response.get_data(as_text=True))
    faults = [*_of_headers(response), *_of_frame(page), *_of_forms(page), *_of_secrets(page)]
    where = f"{response.request.method} {response.request.path}"
    assert not faults, f"{where} breaks the house rules:\n" + "\n".join(faults)
    return page


def _of_headers(response):
    headers = response.headers
    if headers.get("Content-Security-Policy") != POLICY:
        yield f"Content-Security-Policy is {headers.get('Content-Security-Policy')}"
    if "no-store" not in headers.get("Cache-Control", ""):
        yield f"Cache-Control is {headers.get('Cache-Control')}"
    if not {"hx-request", "hx-request-type"} <= {name.strip().lower() for name in response.vary}:
        yield f"Vary is {headers.get('Vary')}"
    if headers.get("X-Payung") != "1":
        yield "X-Payung is missing: notice.js would take this page for somebody else's"


def _of_frame(page: Page):
    if page.language not in ("id", "en"):
        yield f"html lang is {page.language!r}"
    if len(page.headings) != 1 or not page.headings[0].strip():
        yield f"h1: {page.headings}"
    title = page.title.replace("– Payung", "").strip()
    if not title or NIK.search(title) or PHONE.search(title):
        yield f"title: {page.title!r}"
    yield from (f"inline: {what}" for what in page.inline)
    yield from (
        f"id {name!r} stands twice" for name in sorted({n for n in page.ids if page.ids.count(n) > 1})
    )


def _of_forms(page: Page):
    for control in page.controls:
        if control["tag"] == "input" and control.get("type", "text") in NEEDS_NO_LABEL:
            continue
        named = control.get("aria-label") or control.get("aria-labelledby") or control["in_label"]
        if not named and control.get("id") not in page.labelled:
            yield f"no label: {control}"
    for form in page.forms:
        posts = form.get("method", "get").lower() == "post"
        if posts and form.get("action") != WITHOUT_TOKEN and "csrf_token" not in form["fields"]:
            yield f"no csrf_token in the form to {form.get('action')}"


def _of_secrets(page: Page):
    yield from (f"a NIK stands in {address}" for address in page.addresses if NIK.search(address))
    yield from (f"a phone number stands in {address}" for address in page.addresses if PHONE.search(address))
