"""What a correction asks beside the rules of enrolment."""

from collections.abc import Callable, Iterable

from flask_babel import gettext
from wtforms.validators import StopValidation

from kiosk.domain.correction_reasons import OTHER
from kiosk.domain.dates import read_date
from kiosk.domain.findings import Finding, Severity
from kiosk.domain.names import clean_name
from kiosk.web.no_long_number import no_number_in_reason
from kiosk.web.page_context import sentence


def new_nik_is_sound(form, field) -> None:
    if form.has_new_nik:
        _refuse(form.reading.findings)


def may_be_this_age(form, field) -> None:
    """As at enrolment, but only for a birth date that changes, and while no month is paid."""
    _refuse(read_date(field.data).findings)
    _refuse(form.findings_about_age)


def new_or_gone(tick: str) -> Callable:
    """A new value and the wish to have none do not go together."""

    def check(form, field) -> None:
        if (field.data or "").strip() and form[tick].data:
            raise StopValidation(
                gettext("Isi yang baru atau tandai hapus, jangan keduanya. Kosongkan salah satu.")
            )

    return check


def other_reason_is_told(form, field) -> None:
    field.data = clean_name(field.data)
    if form.reason.data == OTHER and not field.data:
        raise StopValidation(gettext("Tulis alasannya dengan singkat."))
    no_number_in_reason(form, field)


def _refuse(findings: Iterable[Finding]) -> None:
    for finding in findings:
        if finding.severity is Severity.BLOCK:
            raise StopValidation(sentence(finding))
