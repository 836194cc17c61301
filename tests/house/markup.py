"""What must not stand in a template, as functions from text to offending pieces with their offsets."""

import re
from collections.abc import Iterator

Finding = tuple[int, str]

IDENTITY = r"(?:nik|no_?hp|phone|kpj|birth(?:_on|_date)?|tanggal_lahir|mother_name|ibu_kandung)"
INLINE = (
    re.compile(r"<[a-z][^<>]*?\sstyle\s*=", re.I | re.S),
    re.compile(r"<style\b", re.I),
    re.compile(r"<script\b(?![^>]*\ssrc\s*=)", re.I),
    re.compile(r"<[a-z][^<>]*?\s(?:on[a-z]+|hx-on[:\-a-z]*)\s*=", re.I | re.S),
    re.compile(r"javascript:", re.I),
    re.compile(r"[\"']js:", re.I),
)
UNESCAPED = re.compile(r"\|\s*safe\b|\bautoescape\s+false|\bMarkup\(")
FORM = re.compile(r"<form\b(?P<tag>.*?)>(?P<inside>.*?)</form>", re.I | re.S)
SENT_BY_POST = re.compile(r"method\s*=\s*[\"']?post", re.I)
NAMES_IDENTITY = re.compile(rf"\bform\.{IDENTITY}\b|\bname\s*=\s*[\"']{IDENTITY}[\"']", re.I)
ASKED_BY_GET = re.compile(r"<[a-z][^<>]*?\shx-get\s*=[^<>]*>", re.I | re.S)
SENDS_IDENTITY = re.compile(rf"(?:hx-include|name)\s*=\s*[\"'][^\"']*\b{IDENTITY}\b", re.I)
ADDRESS = re.compile(
    r"\s(?:href|src|action|hx-(?:get|post|push-url))\s*=\s*"
    r"(?:\"(?:\{\{.*?\}\}|[^\"])*\"|'(?:\{\{.*?\}\}|[^'])*')",
    re.I | re.S,
)
ENDPOINT = re.compile(r"url_for\(\s*(?:\"[^\"]*\"|'[^']*')")
IN_ADDRESS = re.compile(rf"[?&]{IDENTITY}=|\b{IDENTITY}\s*=(?!=)|\.{IDENTITY}\b(?!\()", re.I)
BEYOND_OURS = re.compile(
    r"\s(?:src|href)\s*=\s*[\"'](?:https?:)?//[^\"']*\.(?:js|css|woff2?|png|svg)\b", re.I
)
COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.S)


def without_comments(text: str) -> str:
    """The same text with its comments blanked, so that offsets still hold."""
    return COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def inline_code(text: str) -> Iterator[Finding]:
    """Style, script and event attributes, which the content policy would refuse in silence."""
    for pattern in INLINE:
        yield from ((found.start(), found.group()[:60]) for found in pattern.finditer(text))


def unescaped(text: str) -> Iterator[Finding]:
    """Text that is put into the page as markup."""
    yield from ((found.start(), found.group()) for found in UNESCAPED.finditer(text))


def identity_by_get(text: str) -> Iterator[Finding]:
    """Forms, htmx questions and addresses that would carry a NIK, phone, KPJ or birth date in a URL."""
    for form in FORM.finditer(text):
        asks = NAMES_IDENTITY.search(form["inside"])
        if asks and not SENT_BY_POST.search(form["tag"]):
            yield form.start(), f"form without method=post holds {asks.group()}"
    for asked in ASKED_BY_GET.finditer(text):
        if SENDS_IDENTITY.search(asked.group()):
            yield asked.start(), f"hx-get sends it: {asked.group()[:60]}"
    for address in ADDRESS.finditer(text):
        if IN_ADDRESS.search(ENDPOINT.sub("", address.group())):
            yield address.start(), f"address carries it: {address.group().strip()[:60]}"


def from_elsewhere(text: str) -> Iterator[Finding]:
    """Scripts, styles and pictures that another machine would serve."""
    yield from ((found.start(), found.group().strip()) for found in BEYOND_OURS.finditer(text))
