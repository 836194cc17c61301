"""What was not kept as it was typed, said on the page of the saved person.

The address carries codes only. A message in the session's cookie would be lost whenever a draft is saved in the same
moment: whichever answer comes last brings its own cookie."""

from flask_babel import gettext as _

from kiosk.domain import phone, tax
from kiosk.domain.words import N_
from kiosk.web.enrolment.forms import EnrolmentForm

SENTENCES = {
    "phone_letters": phone.LETTERS,
    "phone_several": phone.SEVERAL_NUMBERS,
    "phone_landline": phone.IS_LANDLINE,
    "phone_foreign": phone.FOREIGN,
    "phone_rounded": phone.ROUNDED,
    "phone_bad": phone.BAD,
    "phone_dropped": N_("Orang ini tersimpan tanpa nomor HP."),
    "kpj_old": tax.KPJ_OLD,
}


def remark_codes(form: EnrolmentForm) -> str:
    """The codes for the address of the next page, joined by dots; empty where everything was kept."""
    codes = [finding.code for finding in form.warnings]
    return ".".join([*codes, "phone_dropped"] if form.phone_is_dropped else codes)


def saved_remarks(codes: str) -> str:
    """The sentences of the codes that are ours."""
    return " ".join(_(SENTENCES[code]) for code in codes.split(".") if code in SENTENCES)
