"""Open a batch; add a sheet to one."""

from datetime import date

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from kiosk.domain.clock import months_from
from kiosk.files.sheet_guard import LARGEST_FILE
from kiosk.services import ledger
from kiosk.services.batches import NewBatch
from kiosk.web.batches.opening_form import OpeningFields
from kiosk.web.batches.statement_field import consent_field
from kiosk.web.kept_files import FileField
from kiosk.web.limits import SHEET_LOOKS, too_many
from kiosk.web.no_long_number import NoLongNumber
from kiosk.web.once_field import client_key_field
from kiosk.web.page_context import month_name

_ = lazy_gettext
MONTHS_AHEAD = 12
SHEET_FILE = {
    "accept": ".xlsx,.xls,.ods,.csv",
    "data-most-bytes": str(LARGEST_FILE),
    "data-too-large": _(
        "Berkas ini lebih dari 20 MB. Bagi menjadi beberapa berkas, lalu unggah satu per satu."
    ),
}


def _require_patience() -> None:
    """Raises ValidationError for a person who sends sheet upon sheet."""
    if too_many(SHEET_LOOKS, "sheet"):
        raise ValidationError(
            gettext("Terlalu banyak lembar kerja dalam semenit. Tunggu semenit, lalu kirim lagi.")
        )


def _sheet_of(field) -> tuple[str, bytes] | None:
    """(file name, content) of what was uploaded, or None."""
    if not field.data or not getattr(field.data, "filename", ""):
        return None
    return field.data.filename, field.data.read()


class BatchForm(OpeningFields, FlaskForm):
    client_key = client_key_field()
    company = SelectField(_("Perusahaan"), validate_choice=False, choices=[])
    name = StringField(
        _("Nama batch"),
        description=_("Nama yang mudah diingat, misalnya CSR Desember Tambak Lorok."),
        validators=[
            DataRequired(_("Beri nama batch ini.")),
            Length(max=120, message=_("Nama batch paling banyak 120 huruf.")),
            NoLongNumber(
                _("Jangan tulis NIK atau nomor HP sebagai nama batch: nama ini terbaca banyak orang.")
            ),
        ],
    )
    first_month = SelectField(
        _("Bulan pertama"),
        description=_("Bulan berjalan masih dapat dipilih bila iurannya dibayar bulan ini."),
        validate_choice=False,
        choices=[],
    )
    months = RadioField(
        _("Berapa bulan ditanggung"),
        choices=[
            SelectChoice("1", _("1 bulan")),
            SelectChoice("3", _("3 bulan")),
            SelectChoice("6", _("6 bulan")),
            SelectChoice("12", _("12 bulan")),
        ],
        default="6",
        validate_choice=False,
    )
    consent = consent_field(
        description=_(
            "Hanya bila ada lembar kerja. Siapa yang didaftarkan di pos menyetujui sendiri di sana."
        )
    )
    sheet = FileField(
        _("Lembar kerja pekerja"),
        description=_("XLSX, XLS, ODS, atau CSV, paling besar 20 MB. Boleh menyusul."),
        render_kw=SHEET_FILE,
    )

    def __init__(self, *args, companies=(), posts=(), post_of_today="", **kwargs):
        """`posts` and `companies` are (value, label) to choose from; an officer opens it at the post of today."""
        super().__init__(*args, **kwargs)
        self.offer_posts(list(posts), post_of_today)
        self._open_months = months_from(ledger.first_open_month(), MONTHS_AHEAD)
        self.first_month.choices = [(f"{month:%Y-%m}", month_name(month)) for month in self._open_months]
        if not self.is_submitted():
            self.first_month.data = f"{ledger.likely_first_month():%Y-%m}"
        if companies:
            self.company.choices = [("", gettext("Pilih perusahaan")), *companies]
        else:
            del self.company

    def for_company(self, company_id: int | None) -> None:
        """A fresh form, from the page of a company."""
        if company_id and "company" in self:
            self.company.data = str(company_id)

    def validate(self, **kwargs) -> bool:
        """A file cannot be given back with the form: where it comes back for another reason, that is said too."""
        right = super().validate(**kwargs)
        if not right and self.sheet.data and not self.sheet.errors:
            self.sheet.errors = [
                gettext("Pilih berkasnya sekali lagi. Berkas yang tadi dipilih tidak ikut tersimpan.")
            ]
        return right

    def validate_sheet(self, field):
        if field.data and getattr(field.data, "filename", ""):
            _require_patience()

    def validate_first_month(self, field):
        if self.month not in self._open_months:
            raise ValidationError(
                gettext("Pilih bulan pertama dari daftar; bulan yang lewat tidak dapat ditanggung.")
            )

    @property
    def month(self) -> date | None:
        try:
            return date.fromisoformat(f"{self.first_month.data}-01")
        except ValueError:
            return None

    def validate_months(self, field):
        if field.data not in ("1", "3", "6", "12"):
            raise ValidationError(gettext("Pilih 1, 3, 6, atau 12 bulan."))

    def validate_company(self, field):
        if field.data not in {value for value, _label in field.choices if value}:
            raise ValidationError(gettext("Pilih perusahaan yang membuka batch ini."))

    def wish(self) -> NewBatch:
        return NewBatch(
            name=self.name.data.strip(),
            first_month=self.month,
            months=int(self.months.data),
            company_id=int(self.company.data) if "company" in self else None,
            opening=self.opening(),
            sheet=_sheet_of(self.sheet),
        )


class SheetForm(FlaskForm):
    client_key = client_key_field()
    consent = consent_field()
    sheet = FileField(
        _("Lembar kerja pekerja"),
        description=_("XLSX, XLS, ODS, atau CSV, paling besar 20 MB."),
        render_kw=SHEET_FILE,
    )

    def validate_sheet(self, field):
        if not field.data or not getattr(field.data, "filename", ""):
            raise ValidationError(gettext("Pilih berkas lembar kerja lebih dulu."))
        _require_patience()

    def content(self) -> tuple[str, bytes]:
        return _sheet_of(self.sheet)
