"""What each field of the form for a nominated person must be."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import Length, StopValidation, ValidationError

from kiosk.domain.dates import read_date
from kiosk.domain.ktp_reasons import KTP_REASONS
from kiosk.domain.names import clean_name
from kiosk.domain.pledges import REFUSED_WORK, WORK_WORDS
from kiosk.services import pledges
from kiosk.web.enrolment import checks
from kiosk.web.no_long_number import no_long_number

UNAIDED = {"autocomplete": "off"}


def is_own_work(form, field) -> None:
    """Who has an employer is the employer's to register; who has no work cannot be."""
    if field.data not in WORK_WORDS:
        raise ValidationError(gettext("Pilih bagaimana orang ini bekerja."))
    if field.data in REFUSED_WORK:
        raise ValidationError(gettext(REFUSED_WORK[field.data]))


def birth_is_told(form, field) -> None:
    if not (field.data or "").strip():
        raise StopValidation(gettext("Isi tanggal lahir seperti tertulis pada KTP."))
    checks.refuse(read_date(field.data).findings)
    checks.refuse(form.age_findings)


def difference_is_explained(form, field) -> None:
    """No officer has the KTP at hand here: what contradicts the NIK is confirmed before it is kept."""
    if form.differs_from_nik and field.data not in KTP_REASONS:
        raise ValidationError(gettext("Pilih salah satu alasan."))


def home_is_known(form, field) -> None:
    if form.is_outside:
        return
    if not field.data:
        raise ValidationError(gettext("Pilih kelurahan tempat tinggalnya."))
    if field.data not in {code for code, _name in form.areas}:
        raise ValidationError(gettext("Kelurahan ini tidak ada dalam daftar. Pilih satu dari daftar."))


def regency_is_named(form, field) -> None:
    if form.is_outside and not clean_name(field.data):
        raise ValidationError(gettext("Isi kabupaten atau kota tempat tinggalnya."))


def work_is_of_the_scheme(form, field) -> None:
    if field.data not in pledges.admitted():
        raise ValidationError(gettext("Pilih pekerjaan dari daftar."))


def line(label, longest: int, *validators, **more) -> StringField:
    too_long = Length(max=longest, message=_("Paling banyak %(most)s huruf.", most=longest))
    return StringField(label, validators=[*validators, too_long, no_long_number], render_kw=UNAIDED, **more)
