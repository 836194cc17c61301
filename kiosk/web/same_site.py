"""A form that another site's page sends is refused before anything of it is read: the browser says whose page sent it.

Without this a stranger's fields, which arrive without our cookie, would look like a lapsed sign-in's: they would be
sealed and given to the officer to send on, and the answer's cookie would take the place of the officer's own."""

import logging
from urllib.parse import urlsplit

from flask import current_app, request
from flask_babel import gettext as _

from kiosk.web.before_sign_in import take_for_a_stranger
from kiosk.web.errors import answer_fault

log = logging.getLogger("payung.web")

CHANGES_NOTHING = ("GET", "HEAD", "OPTIONS")
OURS = ("same-origin", "none")  # none: no page at all, but the person; another host of our domain is not us


def refuse_others():
    """Before every request. A browser that says nothing of where the form stood goes on: the token decides."""
    if request.method in CHANGES_NOTHING or _is_ours():
        return None
    log.warning("form of another site refused at %s", request.url_rule)
    take_for_a_stranger()
    words = _(
        "Isian ini dikirim dari halaman situs lain, bukan dari Payung. Tidak ada yang disimpan atau diubah. Tutup "
        "halaman asalnya, lalu buka Payung lewat alamatnya sendiri. Bila Anda tidak menekan apa pun atau hal ini "
        "berulang, beri tahu admin."
    )
    return answer_fault(403, words, title=_("Kiriman dari situs lain ditolak"), without_cookie=True)


def _is_ours() -> bool:
    """Sec-Fetch-Site where it is sent (https, localhost), whatever a proxy makes of our name; else Origin."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in OURS
    if not (origin := request.headers.get("Origin")):
        return True
    host = _host_of(origin)
    return bool(host) and host in (request.host.lower(), _host_of(current_app.config["PUBLIC_URL"]))


def _host_of(address: str) -> str:
    """With its port, where it has one; empty for `null`, which a page without an origin of its own sends."""
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""
