"""What each field of the enrolment form must be. The rules are the domain's; the first finding that blocks is said
at its field."""

from collections.abc import Iterable

from flask_babel import gettext
from wtforms.validators import StopValidation, ValidationError

from kiosk.domain.age import age_findings, may_ask_approval
from kiosk.domain.clock import today
from kiosk.domain.dates import read_date
from kiosk.domain.findings import Finding, Severity
from kiosk.domain.income import read_income
from kiosk.domain.names import clean_name, name_findings
from kiosk.domain.tax import read_kpj
from kiosk.services import enrolment as uses
from kiosk.services import ledger, places, settings
from kiosk.web.enrolment.choices import OUTSIDE
from kiosk.web.no_long_number import no_long_number
from kiosk.web.page_context import sentence


def nik_is_sound(form, field) -> None:
    refuse(form.reading.findings)


def name_is_sound(form, field) -> None:
    field.data = clean_name(field.data)
    refuse(name_findings(field.data))


def may_enrol_at_this_age(form, field) -> None:
    """Also where the birth date was left empty: then by the NIK."""
    refuse(read_date(field.data).findings)
    refuse(finding for finding in age_findings_of(form) if not (form.asks and may_ask_approval(finding)))


def approval_is_explained(form, field) -> None:
    """Why somebody under the minimum age asks to be enrolled: Disnaker decides by it."""
    field.data = clean_name(field.data)
    if not (form.asks and form.may_ask):
        return
    if not field.data:
        raise ValidationError(
            gettext("Tulis mengapa orang ini bekerja, supaya Disnaker dapat memutuskannya.")
        )
    no_long_number(form, field)


def age_findings_of(form) -> tuple[Finding, ...]:
    """The age on the day the first month can be paid; nothing while the birth date is not known."""
    if not form.born:
        return ()
    return age_findings(
        form.born,
        first_payment_on=ledger.first_payment_on(uses.first_month_of(form.batch.data)),
        minimum=settings.whole("minimum_age"),
        limit=settings.whole("age_limit"),
        today=today(),
    )


def kelurahan_is_known(form, field) -> None:
    if not field.data:
        raise ValidationError(gettext("Pilih kelurahan tempat tinggalnya, atau Luar Kota Semarang."))
    if field.data != OUTSIDE and field.data not in places.areas_by_code():
        raise ValidationError(gettext("Kelurahan ini tidak ada dalam daftar. Pilih satu dari daftar."))


def regency_is_named(form, field) -> None:
    if form.kelurahan.data == OUTSIDE and not clean_name(field.data):
        raise ValidationError(gettext("Isi kabupaten atau kota tempat tinggalnya."))


def number_of_block(form, field) -> None:
    """RT or RW: empty, or three digits, filled up with zeros."""
    text = (field.data or "").strip()
    if text and (not text.isdecimal() or len(text) > 3):
        raise ValidationError(
            gettext("%(label)s berupa angka, paling banyak tiga, misalnya 003.", label=field.label.text)
        )
    field.data = text.zfill(3) if text else ""


def occupation_is_known(form, field) -> None:
    if field.data not in places.occupations_by_code():
        raise ValidationError(gettext("Pilih pekerjaan dari daftar."))


def batch_is_offered(form, field) -> None:
    # Without a choice nothing needs to be asked; most are enrolled so. That one is full is said at saving: whoever took
    # its last place may send the same form once more.
    if field.data and field.data not in {choice.no for choice in form.offered_batches}:
        raise ValidationError(gettext("Batch ini tidak terbuka di sini. Pilih satu dari daftar."))


def income_is_a_number(form, field) -> None:
    refuse(read_income(field.data).findings)


def kpj_is_sound(form, field) -> None:
    refuse(read_kpj(field.data).findings)


class MayBeEmpty:
    """Judges nothing; the label says that the field may stay empty (components/field.html)."""

    field_flags = {"optional": True}

    def __call__(self, form, field) -> None:
        return None


def refuse(findings: Iterable[Finding]) -> None:
    for finding in findings:
        if finding.severity is Severity.BLOCK:
            raise StopValidation(sentence(finding))
