"""The enrolment page as it opens: blank, with what one has not sent yet, or filled with it again."""

from flask import flash, request
from flask_babel import gettext as _
from werkzeug.datastructures import ImmutableMultiDict

from kiosk.services import drafts
from kiosk.services.acting import Actor
from kiosk.services.drafts import KeptDraft
from kiosk.web.answers import go_to, show
from kiosk.web.blank_forms import show_blank
from kiosk.web.enrolment.choices import BatchChoice
from kiosk.web.enrolment.forms import EnrolmentForm
from kiosk.web.enrolment.given_back import told_of

PAGE = "enrolment/new.html"
# What the person at the desk stated; after so many minutes it may be somebody else who sits there.
STATEMENTS = ("still_working", "consent")
MINUTES_STATED = 30


def open_form(by: Actor, offered: tuple[BatchChoice, ...]):
    """`offered` as choices.batch_choices gives it. A kept page is for those who have no drafts."""
    kept = drafts.drafts_of(by)
    if wanted := request.args.get("draf"):
        return _continue(wanted, kept, by, offered)
    chosen = {"batch": _batch_wanted(offered)}
    if kept:
        form = EnrolmentForm(batches=offered, role=by.role, data=chosen)
        return show(PAGE, form=form, drafts=kept)
    return show_blank(
        PAGE, form=lambda: EnrolmentForm(batches=offered, role=by.role, data=chosen), alike=offered
    )


def _batch_wanted(offered: tuple[BatchChoice, ...]) -> str:
    """Who enrols one person after the other into a batch need not choose it each time; that it cannot be is said."""
    wanted = request.args.get("batch", "")
    choice = next((choice for choice in offered if choice.no == wanted), None)
    if choice and not choice.is_full:
        return wanted
    if choice:
        flash(
            _("Tempat pada batch %(no)s sudah habis. Orang berikutnya tidak masuk batch itu.", no=wanted),
            "soon",
        )
    else:
        flash(_("Batch itu tidak terbuka di sini hari ini. Pilih penanggungnya di bawah."), "soon")
    return ""


def _continue(wanted: str, kept: list[KeptDraft], by: Actor, offered: tuple):
    draft = next((draft for draft in kept if draft.client_key == wanted), None)
    if draft is None:
        flash(_("Isian itu sudah tidak ada: sudah dikirim, dibuang, atau terlalu lama dibiarkan."), "info")
        return go_to("/pekerja/baru")
    stale = draft.older_than(minutes=MINUTES_STATED)
    form = EnrolmentForm(_as_posted(draft, stale), batches=offered, role=by.role)
    return show(
        PAGE,
        form=form,
        findings=form.findings_about_nik,
        known=told_of(form, by),
        drafts=[other for other in kept if other is not draft],
        continued=draft,
        state_again=stale,
    )


def _as_posted(draft: KeptDraft, stale: bool) -> ImmutableMultiDict:
    """The same key as before, so that it can never be saved twice."""
    fields = {name: value for name, value in draft.content.items() if not (stale and name in STATEMENTS)}
    return ImmutableMultiDict({**fields, "client_key": draft.client_key})
