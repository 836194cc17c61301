"""Who has an account, one-time links, and the audit trail."""

from flask import Blueprint, abort, current_app, flash, request
from flask_babel import gettext as _

from kiosk.services import accounts, audit, company_invites, invite_links, invites
from kiosk.services.acting import Refused
from kiosk.services.once import KeyInUse
from kiosk.web.access import actor, allow
from kiosk.web.administration.action_words import action_words, kind_words, subject_page
from kiosk.web.administration.forms import AccountStateForm, InviteForm, TrailForm
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.kept_form import gives_form_back

administration = Blueprint("administration", __name__)


@administration.get("/admin/pengguna")
@allow("admin", "auditor")
def people():
    rows, more = accounts.people(page=page_number())
    return show(
        "administration/people.html",
        people=rows,
        posts=accounts.post_names(rows),
        pager=Pager(page_number(), more),
        invites=invites.open_invites(),
        locked_until=accounts.locked_until,
    )


@administration.route("/admin/pengguna/undangan", methods=["GET", "POST"])
@allow("admin")
@gives_form_back
def invite():
    form = InviteForm(choices=invites.form_choices(actor()))
    company = company_invites.company_meant(request.args.get("perusahaan", ""))
    if company and not form.is_submitted():
        form.for_company(company, company_invites.contact_to_invite(company))
    if not form.validate_on_submit():
        return _show_invite(form, company, 422 if form.errors else 200)
    try:
        token = invites.invite(wish=form.wish(), client_key=form.client_key.data, by=actor())
    except KeyInUse:
        raise
    except Refused as refusal:
        form.form_errors.append(_(refusal.message) % refusal.params)
        return _show_invite(form, company, 422)
    # No redirect: the link is shown this once and stands in no address; a repeated POST gives the same page.
    link = f"{current_app.config['PUBLIC_URL']}/undangan/{token}"
    return show("administration/invite_link.html", link=link, wish=form.wish(), company=company)


def _show_invite(form: InviteForm, company, status: int):
    return show("administration/invite.html", status=status, form=form, company=company)


@administration.post("/admin/pengguna/<int:user_id>/keadaan")
@allow("admin")
def account_state(user_id: int):
    form = AccountStateForm()
    if not form.validate_on_submit():
        abort(422)
    person = accounts.set_active(user_id=user_id, active=form.state.data == "open", by=actor())
    if person.active:
        flash(_("Akun %(name)s dibuka kembali.", name=person.name), "success")
    else:
        flash(
            _("Akun %(name)s ditutup. Ia sudah dikeluarkan dari semua perangkat.", name=person.name),
            "success",
        )
    return go_to("/admin/pengguna")


@administration.post("/admin/pengguna/undangan/<int:invite_id>/penarikan")
@allow("admin")
def withdrawal(invite_id: int):
    ended = invite_links.withdraw(invite_id=invite_id, by=actor())
    flash(_("Tautan untuk %(name)s tidak berlaku lagi.", name=ended.name), "success")
    return go_to("/admin/pengguna")


@administration.route("/admin/jejak", methods=["GET", "POST"])
@allow("admin", "auditor", post=("admin", "auditor"))
@gives_form_back
def trail():
    """What is searched for comes by POST, and only what is no identity number goes on into the address."""
    form = TrailForm(request.form if request.method == "POST" else request.args, actions=_actions())
    if request.method == "POST" and form.validate():
        return go_to("/admin/jejak" + form.query())
    if not form.nomor.validate(form) or form.errors:
        form.nomor.data = "" if form.nomor.errors else form.nomor.data
        if request.method != "POST":
            return _away_from_the_number(form)
        return _show_trail(form, [], False, status=422)
    lines, more = audit.trail(page=page_number(), action=form.action(), subject=form.nomor.data)
    return _show_trail(form, lines, more)


def _away_from_the_number(form: TrailForm):
    """The address holds it, and a page shown there would repeat its address."""
    flash(" ".join(str(error) for error in form.nomor.errors), "act")
    return go_to("/admin/jejak" + form.query())


def _actions() -> list[tuple[str, str]]:
    return sorted(((code, action_words(code)) for code in audit.actions()), key=lambda choice: choice[1])


def _show_trail(form: TrailForm, lines: list, more: bool, status: int = 200):
    return show(
        "administration/trail.html",
        status=status,
        form=form,
        lines=lines,
        named=audit.people_named(lines),
        pager=Pager(page_number(), more),
        action_words=action_words,
        kind_words=kind_words,
        subject_page=subject_page,
    )
