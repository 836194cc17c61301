"""Every fault answers with a sentence a person can act on; inside a page it lands in #notice and spares the form."""

import logging
from collections.abc import Callable

from flask import Flask, current_app, g, render_template, request
from flask_babel import gettext as _
from flask_security import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from kiosk.services import health
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.once import KeyInUse
from kiosk.web import kept_form
from kiosk.web.answers import wants_fragment
from kiosk.web.not_for_role import NotForRole, title_and_words

log = logging.getLogger("payung.web")

BESIDE_THE_FORM = {"HX-Retarget": "#notice", "HX-Reswap": "innerHTML"}

# Said without template and catalogue. Both languages: whose page it was cannot be asked either.
NOTHING_WORKS = (
    "Payung sedang tidak dapat dipakai. Isian yang sudah tersimpan aman. Tunggu beberapa menit, lalu muat ulang.\n"
    "Payung is out of service. What was saved is safe. Wait a few minutes, then reload.\n"
)


def _words() -> dict[int, tuple[str, str]]:
    return {
        400: (_("Permintaan tidak lengkap"), _("Kembali ke halaman sebelumnya dan coba sekali lagi.")),
        401: (_("Anda belum masuk"), _("Masuk dengan alamat surel dan kata sandi Anda, lalu coba lagi.")),
        403: (
            _("Halaman ini bukan untuk Anda"),
            _(
                "Data ini milik pos, perusahaan, atau OPD lain. Bila Anda perlu melihatnya, minta bantuan admin."
            ),
        ),
        404: (_("Halaman tidak ditemukan"), _("Periksa alamatnya. Mungkin nomornya salah ketik.")),
        405: (
            _("Cara membuka halaman ini keliru"),
            _("Kembali ke halaman sebelumnya dan tekan tombolnya sekali lagi."),
        ),
        409: (_("Formulir ini sudah pernah dikirim"), _("Yang pertama sudah tersimpan. Buka formulir baru.")),
        413: (_("Berkas terlalu besar"), _too_large()),
        415: (
            _("Jenis kiriman tidak dikenal"),
            _(
                "Kirim isian lewat formulir di halaman Payung, dan lembar kerja sebagai XLSX, XLS, ODS, atau CSV."
            ),
        ),
        422: (_("Ada yang perlu diperbaiki"), _("Kembali ke formulir dan periksa isiannya.")),
        429: (_("Terlalu sering mencoba"), _("Tunggu satu menit, lalu coba lagi.")),
        500: (
            _("Ada gangguan di pihak kami"),
            _(
                "Isian yang sudah tersimpan aman. Tunggu sebentar, lalu coba lagi. Bila berulang, hubungi admin."
            ),
        ),
        503: (_("Payung sedang tidak dapat dipakai"), _("Tunggu beberapa menit, lalu coba lagi.")),
    }


def register(app: Flask) -> None:
    app.register_error_handler(CSRFError, lambda error: kept_form.after_stale_token())
    app.register_error_handler(HTTPException, lambda error: answer_fault(error.code or 500))
    app.register_error_handler(NotForRole, _not_for_role)
    app.register_error_handler(NotThere, lambda error: answer_fault(404))
    app.register_error_handler(NotAllowed, lambda error: _not_yours())
    app.register_error_handler(KeyInUse, _refused(409))
    app.register_error_handler(Refused, _refused(422))
    app.register_error_handler(Exception, _unforeseen)
    app.log_exception = _note_beyond_handlers


def _not_for_role(refusal: NotForRole):
    title, words = title_and_words(refusal)
    return answer_fault(403, words, title=title)


def _not_yours():
    """An officer may serve people of other posts: said where the way to it is missed."""
    if not request.path.startswith("/pekerja/") or current_user.role != "petugas":
        return answer_fault(403)
    words = _(
        "Orang ini terdaftar di pos atau perusahaan lain. Bila ia ada di depan meja, cari nomor registrasi atau "
        "NIK-nya, lalu tekan Layani di pos ini."
    )
    return answer_fault(403, words, {"href": "/pekerja", "text": _("Cari pekerja")})


def _refused(code: int) -> Callable:
    return lambda refusal: answer_fault(code, text=_(refusal.message) % refusal.params)


def _unforeseen(error: Exception):
    # The path may carry a card's token: the route's rule is enough to find the place.
    if away := health.store_is_away(error):
        reason = str(error).strip().partition("\n")[0]
        log.error("no database for %s %s: %s", request.method, request.url_rule, reason)
    else:
        log.exception("fault in %s %s", request.method, request.url_rule)
    try:
        return _while_store_is_away() if away else answer_fault(500)
    except Exception:
        log.exception("fault while answering a fault")
        headers = {"Content-Type": "text/plain; charset=utf-8", **BESIDE_THE_FORM}
        return NOTHING_WORKS, 503, headers


def _note_beyond_handlers(exc_info) -> None:
    """What Flask itself writes down when no handler could answer: the rule, where its own line has the path."""
    log.error("fault beyond the handlers in %s %s", request.method, request.url_rule, exc_info=exc_info)


def _while_store_is_away():
    """503 with the form in it, sealed; inside an htmx swap the form has never left the page."""
    g.fault = 503
    g._login_user = current_app.login_manager.anonymous_user()  # every template would ask for the real one
    return (None if wants_fragment() else kept_form.while_store_is_away()) or answer_fault(503)


def _too_large() -> str:
    """What may be sent from this page: a photograph, several papers, or a sheet."""
    if request.path.startswith("/pekerja"):
        return _("Foto paling besar 10 MB. Kecilkan ukuran foto di pengaturan kamera, lalu pilih lagi.")
    if request.path.startswith("/klaim"):
        return _("Semua berkas bersama-sama paling besar 20 MB. Unggah sebagian dulu, sisanya sesudah itu.")
    return _("Berkas paling besar 20 MB. Bagi menjadi beberapa berkas, lalu unggah satu per satu.")


def _way_back(code: int) -> dict | None:
    """To the form whose file was too large; its address is where it was posted to, or leads back there."""
    return {"href": request.path, "text": _("Kembali ke formulir")} if code == 413 else None


def answer_fault(
    code: int, text: str = "", action: dict | None = None, *, title: str = "", without_cookie: bool = False
):
    """A page of its own, or a notice beside the form when htmx asked. `action` is where to go on: href and text;
    `without_cookie`: for who is nobody here, with nothing on it that needs a session."""
    words = _words()
    usual_title, usual_text = words.get(code, words[500] if code >= 500 else words[400])
    g.fault = code
    context = {
        "code": code,
        "title": title or usual_title,
        "text": text or usual_text,
        "action": action or _way_back(code),
        "without_cookie": without_cookie,
    }
    if wants_fragment():
        return render_template("errors/fragment.html", **context), code, BESIDE_THE_FORM
    return render_template("errors/error.html", **context), code
