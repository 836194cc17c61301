"""An enrolment form that was not saved goes back filled, with whom on record it was compared."""

from flask_babel import gettext as _

from kiosk.domain.words import short_name
from kiosk.services import known_people, standing
from kiosk.services.acting import Actor
from kiosk.services.known_people import KnownPerson
from kiosk.services.worker_strip import funder_words
from kiosk.web.answers import show
from kiosk.web.enrolment.forms import EnrolmentForm
from kiosk.web.errors import answer_fault
from kiosk.web.limits import KNOWN_NIKS, too_many
from kiosk.web.page_context import long_date


def told_of(form: EnrolmentForm, by: Actor) -> KnownPerson | None:
    """Who has the NIK of an opened draft; nobody is named any more once that was asked too often."""
    known = known_people.under(form.reading.nik) if form.reading.nik else None
    return known_people.as_told(known, by) if known and not too_many(KNOWN_NIKS, "known-nik") else None


def give_back(form: EnrolmentForm, by: Actor, *, known=None, alike=()):
    """422 with the form. `known` is the worker who has this NIK, `alike` those who may be the same person."""
    if (known or alike) and too_many(KNOWN_NIKS, "known-nik"):
        return answer_fault(429)
    told = known_people.as_told(known, by) if known else None
    if told:
        form.nik.errors = [already_enrolled(told, by)]
    form.point_out_dropped_phone()
    form.keep_photo(by)
    return show(
        "enrolment/new.html",
        form=form,
        findings=form.findings_about_nik,
        known=told,
        alike=[known_people.compared(worker, by, nik=form.reading.nik) for worker in alike],
        status=422,
    )


def already_enrolled(told: KnownPerson, by: Actor) -> str:
    """The sentence for a NIK that is known, in the measure of who asks."""
    if told.worker:
        return _(
            "%(name)s sudah terdaftar dengan NIK ini. Buka datanya; tidak perlu didaftarkan lagi.",
            name=short_name(told.worker.name),
        )
    return _("NIK ini sudah terdaftar lewat pos atau perusahaan lain. Orangnya tidak perlu didaftarkan lagi.")


def enrolled_state_words(told: KnownPerson) -> str:
    """How this person is protected and by whom, in one sentence."""
    if reason := standing.why_not_free(told.worker):
        return _(reason)
    state = told.protection
    funder = _(funder_words(told.funder)) if told.funder else ""
    if state.code == "protected":
        return _(
            "Terlindungi s.d. %(day)s, ditanggung %(funder)s.", day=long_date(state.until), funder=funder
        )
    if state.code == "registered":
        return _(
            "Ditanggung %(funder)s; belum terlindungi, karena BPJS belum mengonfirmasinya.", funder=funder
        )
    if state.code == "in_arrears":
        return _(
            "Iurannya menunggak; paling lambat dibayar %(day)s supaya tidak putus.",
            day=long_date(state.last_day_to_pay),
        )
    if state.code == "ended":
        return _("Perlindungannya berakhir %(day)s. Perlu penanggung baru.", day=long_date(state.on))
    return _("Belum ada yang menanggung. Orang ini ada di daftar menunggu.")
