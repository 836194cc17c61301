"""The enrolment form: public names that scripts rely on, finished values out, whole sentences for what is wrong."""

from datetime import date

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, StringField, TelField
from wtforms.validators import (
    DataRequired,
    Length,
    Optional,
    Regexp,
    StopValidation,
    ValidationError,
)

from kiosk.domain.age import age_findings
from kiosk.domain.clock import today
from kiosk.domain.dates import read_date
from kiosk.domain.enrolment import Enrolment
from kiosk.domain.findings import Finding, Severity
from kiosk.domain.names import clean_name, name_findings
from kiosk.domain.nik import read_nik
from kiosk.domain.phone import read_phone
from kiosk.domain.tax import read_kpj
from kiosk.services import ledger, settings
from kiosk.web.enrolment.choices import OUTSIDE, OptionsSelect, area_options, occupation_options
from kiosk.web.once_field import client_key_field
from kiosk.web.page_context import sentence

_ = lazy_gettext


def _refuse(findings) -> None:
    """The first finding that blocks becomes the field's error."""
    for finding in findings:
        if finding.severity is Severity.BLOCK:
            raise StopValidation(sentence(finding))


class EnrolmentForm(FlaskForm):
    client_key = client_key_field()
    nik = StringField(
        _("NIK"),
        validators=[DataRequired(_("Isi NIK 16 angka seperti tertulis pada KTP."))],
        description=_("16 angka, seperti tertulis pada KTP."),
        render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": 24},
    )
    serial_zero = BooleanField(_("Nomor urut 0000 memang tertulis begitu pada KTP"))
    name = StringField(
        _("Nama lengkap"),
        validators=[DataRequired(_("Isi nama lengkap seperti tertulis pada KTP."))],
        render_kw={"autocomplete": "off"},
    )
    birth_on = StringField(
        _("Tanggal lahir"),
        description=_("Kosongkan bila sama dengan NIK. Contoh: 17/05/2003"),
        render_kw={"autocomplete": "off", "inputmode": "numeric"},
    )
    sex = RadioField(
        _("Jenis kelamin"), choices=[("L", _("Laki-laki")), ("P", _("Perempuan"))], validate_choice=False
    )
    phone = TelField(
        _("Nomor HP"),
        description=_("Boleh milik keluarga serumah. Kosongkan bila tidak ada."),
        render_kw={"autocomplete": "off", "inputmode": "tel"},
    )
    kelurahan = SelectField(
        _("Kelurahan tempat tinggal"), widget=OptionsSelect(area_options), validate_choice=False, choices=[]
    )
    home_regency = StringField(
        _("Kabupaten atau kota asal"), validators=[Length(max=80, message=_("Paling banyak 80 huruf."))]
    )
    rt = StringField(_("RT"), render_kw={"inputmode": "numeric", "autocomplete": "off"})
    rw = StringField(_("RW"), render_kw={"inputmode": "numeric", "autocomplete": "off"})
    address = StringField(
        _("Alamat"),
        validators=[Length(max=200, message=_("Alamat paling banyak 200 huruf."))],
        render_kw={"autocomplete": "off"},
    )
    occupation = SelectField(
        _("Pekerjaan"), widget=OptionsSelect(occupation_options), validate_choice=False, choices=[]
    )
    workplace = StringField(
        _("Tempat bekerja"),
        validators=[Length(max=120, message=_("Tempat bekerja paling banyak 120 huruf."))],
        description=_("Misalnya Pasar Johar blok B, atau berkeliling di Tanjung Mas."),
        render_kw={"autocomplete": "off"},
    )
    still_working = BooleanField(
        _("Orang ini menyatakan masih aktif bekerja"),
        validators=[
            DataRequired(_("Tanyakan dan tandai: hanya yang masih aktif bekerja dapat didaftarkan."))
        ],
    )
    consent = BooleanField(
        _("Orang ini setuju datanya dipakai untuk pendaftaran BPJS Ketenagakerjaan"),
        validators=[
            DataRequired(_("Bacakan persetujuan dan tandai bila ia setuju. Tanpa itu data tidak disimpan."))
        ],
    )
    consent_how = RadioField(
        _("Cara menyetujui"),
        choices=[
            ("self", _("Membaca sendiri")),
            ("thumb", _("Dibacakan, cap jempol")),
            ("witness", _("Dibacakan, dengan saksi")),
        ],
        default="self",
        validate_choice=False,
    )
    batch = SelectField(_("Ditanggung oleh"), validate_choice=False, choices=[])
    birth_place = StringField(
        _("Tempat lahir"), validators=[Length(max=80, message=_("Paling banyak 80 huruf."))]
    )
    mother_name = StringField(
        _("Nama ibu kandung"), validators=[Length(max=120, message=_("Paling banyak 120 huruf."))]
    )
    income = StringField(_("Penghasilan sebulan (rupiah)"), render_kw={"inputmode": "numeric"})
    kpj = StringField(
        _("Nomor KPJ bila sudah punya"), render_kw={"inputmode": "numeric", "autocomplete": "off"}
    )
    dtsen_decile = StringField(
        _("Desil DTSEN"),
        validators=[
            Optional(),
            Regexp(r"^\s*(10|[1-9])\s*$", message=_("Desil adalah angka 1 sampai 10.")),
        ],
        render_kw={"inputmode": "numeric"},
    )

    def __init__(self, *args, batches=(), role="petugas", **kwargs):
        super().__init__(*args, **kwargs)
        self.batch.choices = [("", gettext("Belum ada penanggung")), *batches]
        self.warnings: list[Finding] = []
        self._offered = {value for value, _label in self.batch.choices}
        if role not in ("petugas", "admin"):
            del self.dtsen_decile  # seen and kept by petugas and admin only

    def validate_nik(self, field):
        reading = read_nik(
            field.data,
            today=today(),
            birth_on=self.typed_birth,
            sex=self.sex.data,
            serial_zero_allowed=self.serial_zero.data,
        )
        self.reading = reading
        self.warnings += [finding for finding in reading.findings if finding.severity is Severity.WARN]
        _refuse(reading.findings)

    @property
    def typed_birth(self) -> date | None:
        return read_date(self.birth_on.data).day

    @property
    def born(self) -> date | None:
        """As on the KTP where it was typed, else as the NIK says."""
        return self.typed_birth or (self.reading.birth_on if hasattr(self, "reading") else None)

    def validate_name(self, field):
        field.data = clean_name(field.data)
        _refuse(name_findings(field.data))

    def validate_birth_on(self, field):
        _refuse(read_date(field.data).findings)
        if self.born:
            _refuse(
                age_findings(
                    self.born,
                    first_payment_on=ledger.first_open_month(),
                    minimum=settings.whole("minimum_age"),
                    limit=settings.whole("age_limit"),
                    today=today(),
                )
            )

    def validate_sex(self, field):
        if field.data not in (None, "", "L", "P"):
            raise ValidationError(gettext("Pilih laki-laki atau perempuan."))

    def validate_phone(self, field):
        reading = read_phone(field.data)
        self.warnings += list(reading.findings)
        _refuse(reading.findings)

    def validate_kelurahan(self, field):
        if not field.data:
            raise ValidationError(gettext("Pilih kelurahan tempat tinggalnya, atau Luar Kota Semarang."))
        if field.data != OUTSIDE and field.data not in area_options.values():
            raise ValidationError(gettext("Kelurahan ini tidak ada dalam daftar. Pilih satu dari daftar."))

    def validate_home_regency(self, field):
        if self.kelurahan.data == OUTSIDE and not clean_name(field.data):
            raise ValidationError(gettext("Isi kabupaten atau kota tempat tinggalnya."))

    def validate_rt(self, field):
        field.data = _block_number(field.data, "RT")

    def validate_rw(self, field):
        field.data = _block_number(field.data, "RW")

    def validate_occupation(self, field):
        if field.data not in occupation_options.values():
            raise ValidationError(gettext("Pilih pekerjaan dari daftar."))

    def validate_consent_how(self, field):
        if field.data not in ("self", "thumb", "witness"):
            raise ValidationError(gettext("Pilih cara orang ini menyetujui."))

    def validate_batch(self, field):
        if (field.data or "") not in self._offered:
            raise ValidationError(gettext("Batch ini tidak terbuka di sini. Pilih satu dari daftar."))

    def validate_income(self, field):
        digits = "".join(letter for letter in field.data or "" if letter.isdigit())
        if field.data and (not digits or len(digits) > 9):
            raise ValidationError(gettext("Isi penghasilan dengan angka saja, misalnya 1.500.000."))
        self.rupiah_a_month = int(digits) if digits else None

    def validate_kpj(self, field):
        if field.data:
            reading = read_kpj(field.data)
            self.kpj_number = reading.number
            _refuse(reading.findings)

    def entry(self) -> Enrolment:
        """The finished person; call after validate()."""
        outside = self.kelurahan.data == OUTSIDE
        return Enrolment(
            nik=self.reading.nik,
            name=self.name.data,
            birth_on=self.born,
            sex=self.sex.data or self.reading.sex,
            phone=read_phone(self.phone.data).number,
            kelurahan=None if outside else self.kelurahan.data,
            home_regency=clean_name(self.home_regency.data) if outside else "",
            rt=self.rt.data,
            rw=self.rw.data,
            address=clean_name(self.address.data),
            occupation=self.occupation.data,
            workplace=clean_name(self.workplace.data),
            still_working=self.still_working.data,
            consent_how=self.consent_how.data,
            birth_place=clean_name(self.birth_place.data),
            mother_name=clean_name(self.mother_name.data),
            income=self.rupiah_a_month,
            kpj=getattr(self, "kpj_number", None),
            dtsen_decile=self._decile(),
        )

    def _decile(self) -> int | None:
        """None where it was left empty, or where the role has no such field."""
        field = self._fields.get("dtsen_decile")
        return int(field.data) if field and field.data else None


def _block_number(text: str | None, label: str) -> str:
    text = (text or "").strip()
    if not text:
        return ""
    if not text.isdigit() or len(text) > 3:
        raise ValidationError(
            gettext("%(label)s berupa angka, paling banyak tiga, misalnya 003.", label=label)
        )
    return text.zfill(3)
