"""One's own account: post of today, language, the idle lock, the one-time link. Sign-in is the library's."""

from urllib.parse import urlencode

from flask import Blueprint, flash, request, session
from flask_babel import gettext as _
from flask_security import current_user, hash_password, logout_user

from kiosk.services import accounts as service
from kiosk.services import invite_links
from kiosk.services.acting import NotThere
from kiosk.web import kept_form, post_today
from kiosk.web.access import actor, allow, public, signed_in
from kiosk.web.accounts import fitting
from kiosk.web.accounts.forms import InvitationForm, LanguageForm, PostForm, UnlockForm
from kiosk.web.accounts.library_forms import INVITED
from kiosk.web.accounts.new_password import normal
from kiosk.web.accounts.role_words import role_words
from kiosk.web.accounts.way_back import page_left, way_back
from kiosk.web.answers import go_to, show
from kiosk.web.errors import answer_fault
from kiosk.web.kept_form import gives_form_back
from kiosk.web.limits import limiter

LINK_TRIES = "30 per minute"

accounts = Blueprint("accounts", __name__)
accounts.record_once(lambda state: fitting.fit(state.app))
accounts.add_app_template_global(role_words, "role_words")


@accounts.get("/akun")
@signed_in
def own():
    chosen = actor().post
    return _show_own(PostForm(posts=actor().posts, data={"post": chosen.code if chosen else None}))


@accounts.post("/akun/pos")
@allow("petugas")
@gives_form_back
def post_of_today():
    form = PostForm(posts=actor().posts)
    if not form.validate_on_submit():
        return _show_own(form, 422)
    post_today.choose(form.post.data, current_user.id)
    flash(_("Pos hari ini: %(post)s.", post=dict(form.post.choices)[form.post.data]), "success")
    return go_to(way_back(form.next.data, otherwise="/akun"))


def _show_own(form: PostForm, status: int = 200):
    return show("accounts/own.html", status=status, form=form, person=current_user, posts=actor().posts)


@accounts.post("/bahasa")
@public
def language():
    form = LanguageForm()
    if not form.validate_on_submit():
        return answer_fault(422, _("Pilih Bahasa Indonesia atau English."))
    session["language"] = form.language.data
    if current_user.is_authenticated:
        service.remember_language(user_id=current_user.id, language=form.language.data)
    return go_to(way_back(form.next.data))


@accounts.post("/kunci")
@signed_in
def lock():
    session["locked"] = True
    if _by_script():
        return "", 204
    return go_to("/buka-kunci?" + urlencode({"next": page_left()}))


@accounts.route("/buka-kunci", methods=["GET", "POST"])
@signed_in
def unlock():
    form = UnlockForm()
    if request.method != "POST":
        form.next.data = way_back(request.args.get("next"))
        return _show_lock(form) if session.get("locked") else go_to(form.next.data)
    if not session.get("locked") and not _by_script():
        return go_to(way_back(form.next.data))  # nothing to open: no password is asked, no try counted
    if status := _refused(form):
        return _show_lock(form, status)
    return ("", 204) if _by_script() else go_to(way_back(form.next.data))


unlock.without_token = True


def _refused(form: UnlockForm) -> int:
    """0 when the password opened the screen; else the status, with its sentence in the form."""
    if (form.person.data or str(current_user.id)) != str(current_user.id):
        form.password.errors = [
            _("Di komputer ini orang lain sudah masuk. Muat ulang halaman, lalu masuk lagi.")
        ]
        return 409
    many_tries = service.locked_until(current_user)
    if problem := kept_form.try_unlock(form.password.data or ""):
        form.password.errors = [problem]
        return 429 if many_tries else 422
    return 0


def _show_lock(form: UnlockForm, status: int = 200):
    return show("accounts/locked.html", status=status, form=form, person=current_user)


def _by_script() -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


@accounts.route("/undangan/<token>", methods=["GET", "POST"])
@public
@gives_form_back
@limiter.limit(LINK_TRIES)
def invitation(token: str):
    try:
        return _invitation(token)
    except NotThere:
        return answer_fault(
            404,
            _("Tautan ini sudah dipakai, ditarik, atau lewat tiga hari. Minta tautan baru dari admin."),
        )
    except invite_links.Closed as closed:
        return answer_fault(403, _(closed.message))


def _invitation(token: str):
    invite = invite_links.open_invite(token=token)
    form = InvitationForm(email=invite.email, name=invite.name)
    if not form.validate_on_submit():
        return show("accounts/invitation.html", status=422 if form.errors else 200, form=form, invite=invite)
    invite_links.accept_invite(
        token=token,
        password_hash=hash_password(normal(form.password.data)),
        address=request.remote_addr or "",
    )
    if current_user.is_authenticated:
        logout_user()
    session[INVITED] = invite.email
    flash(_("Kata sandi tersimpan. Sekarang masuk dengan alamat surel dan kata sandi baru Anda."), "success")
    return go_to("/masuk")
