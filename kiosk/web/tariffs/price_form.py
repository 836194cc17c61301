"""The calculator's questions; they stand in the address, so that an answer can be kept and sent. Nobody's data is among
them."""

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import SelectField
from wtforms.validators import AnyOf, ValidationError

from kiosk.domain.clock import first_of_month, months_from, today
from kiosk.domain.tariff import FUNDER_KINDS, LEAST, PLANS, SECTORS
from kiosk.services import ledger, places
from kiosk.services.price_pages import Question
from kiosk.web.page_context import language, month_name
from kiosk.web.tariffs import words
from kiosk.web.tariffs.fields import read_month

SECTOR = "sektor-"
LONGEST = 12
OFFERED = 24
PAID_BY = {"donatur": "asn", "opd": "asn"}


class PriceForm(FlaskForm):
    class Meta:
        csrf = False

    pekerjaan = SelectField(_("Pekerjaan"), validate_choice=False)
    penanggung = SelectField(
        _("Siapa yang membayar"),
        validators=[AnyOf(FUNDER_KINDS, _("Pilih siapa yang membayar dari daftar."))],
        validate_choice=False,
    )
    paket = SelectField(
        _("Program"),
        validators=[AnyOf(PLANS, _("Pilih programnya dari daftar."))],
        validate_choice=False,
    )
    mulai = SelectField(_("Bulan pertama"), validate_choice=False)
    bulan = SelectField(_("Berapa bulan"), validate_choice=False)

    def __init__(self, asked: MultiDict, *, role: str):
        """What is not asked for is as it usually is for this role."""
        super().__init__(formdata=MultiDict(_usual(role) | asked.to_dict()))
        self._months = _offered_months()
        self.pekerjaan.choices = _work_choices()
        self.penanggung.choices = [(code, words.kind_words(code)) for code in FUNDER_KINDS]
        self.paket.choices = [(code, gettext(words.PLANS[code])) for code in PLANS]
        self.mulai.choices = [(f"{month:%Y-%m}", month_name(month)) for month in self._months]
        self.bulan.choices = [
            (str(count), gettext("%(count)s bulan", count=count)) for count in range(1, LONGEST + 1)
        ]

    @property
    def sector(self) -> str | None:
        """Of the work chosen, or chosen itself."""
        chosen = self.pekerjaan.data or ""
        if chosen.startswith(SECTOR):
            sector = chosen.removeprefix(SECTOR)
            return sector if sector in SECTORS else None
        work = places.occupations_by_code().get(chosen)
        return work.sector if work else None

    def validate_pekerjaan(self, field):
        if self.sector is None:
            raise ValidationError(gettext("Pilih pekerjaan atau sektornya dari daftar."))

    def validate_mulai(self, field):
        if read_month(field.data) not in self._months:
            raise ValidationError(gettext("Pilih bulan pertama dari daftar."))

    def validate_bulan(self, field):
        if field.data not in {code for code, _text in field.choices}:
            raise ValidationError(gettext("Pilih 1 sampai 12 bulan."))

    def question(self) -> Question:
        return Question(
            sector=self.sector,
            funder_kind=self.penanggung.data,
            first_month=read_month(self.mulai.data),
            months=int(self.bulan.data),
            plan=self.paket.data,
        )


def _usual(role: str) -> dict[str, str]:
    return {
        "pekerjaan": f"{SECTOR}other",
        "penanggung": PAID_BY.get(role, "csr"),
        "paket": LEAST,
        "mulai": f"{ledger.first_open_month():%Y-%m}",
        "bulan": "6",
    }


def _offered_months() -> list[date]:
    """This year's and the next's, and those before January that may still be paid in arrears."""
    this = first_of_month(today())
    return months_from(date(this.year - 1, 10, 1), OFFERED + 3)


def _work_choices() -> dict[str, list[tuple[str, str]]]:
    """Sectors first; browsers show the groups by their titles."""
    sectors = [(SECTOR + code, words.sector_words(code)) for code in SECTORS]
    works = [(work.code, work.name if language() == "id" else work.name_en) for work in places.occupations()]
    return {gettext("Menurut sektor"): sectors, gettext("Menurut pekerjaan"): works}
