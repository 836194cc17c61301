"""What a programme says, as it is opened and changed."""

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from kiosk.domain.clock import today
from kiosk.domain.names import clean_name
from kiosk.domain.words import number
from kiosk.services import places, programme_checks, programme_pages
from kiosk.services.programme_checks import Wish
from kiosk.services.programme_pages import ProgrammeFile
from kiosk.web.day_field import DayField
from kiosk.web.no_card_code import no_card_code
from kiosk.web.no_long_number import no_long_number
from kiosk.web.once_field import RELOAD
from kiosk.web.page_context import occupation_name
from kiosk.web.programmes.fields import MoneyField, PeopleField
from kiosk.web.programmes.press_forms import PressForm
from kiosk.web.reason_field import reason_field
from kiosk.web.tariffs.fields import MonthField
from kiosk.web.tariffs.forms import one_line

UNAIDED = {"autocomplete": "off"}
NUMERIC = UNAIDED | {"inputmode": "numeric"}
NEXT_YEAR_FROM = 10  # from October on people plan the year that comes
PUBLIC = [no_long_number, no_card_code]


class ChosenOnce(PressForm):
    """What a programme keeps for ever. Its fields stand first, and so do their faults."""

    funder = SelectField(_("Sumber dana"), validate_choice=False, choices=[])
    year = SelectField(_("Tahun anggaran"), validate_choice=False, choices=[])

    def validate_funder(self, field):
        if field.data not in {value for value, _words in field.choices if value}:
            raise ValidationError(gettext("Pilih sumber dananya dari daftar."))

    def validate_year(self, field):
        if field.data not in dict(field.choices):
            raise ValidationError(gettext("Pilih tahun anggarannya dari daftar."))


class ProgrammeForm(PressForm):
    """What a programme says, whether it is opened or changed."""

    name = StringField(
        _("Nama program"),
        filters=[clean_name],
        description=_("Seperti yang dibaca orang, misalnya Pijar Semar."),
        validators=[
            DataRequired(_("Isi nama programnya.")),
            Length(max=120, message=_("Nama program paling banyak 120 huruf.")),
            *PUBLIC,
        ],
        render_kw=UNAIDED,
    )
    first_month = MonthField(
        _("Bulan pertama"), description=_("Contoh: 01/2027. Kosong: Januari."), render_kw=UNAIDED
    )
    quota = PeopleField(_("Kuota (orang)"), description=_("Contoh: 7.500"), render_kw=NUMERIC)
    budget = MoneyField(
        _("Anggaran setahun"),
        description=_("Rupiah penuh, misalnya 1.512.000.000. Uang kota selalu memakai tarif penuh."),
        render_kw=NUMERIC,
    )
    regulation = StringField(
        _("Dasar hukum"),
        filters=[one_line],
        description=_("Nomor peraturan atau keputusan."),
        validators=[
            DataRequired(_("Tulis dasar hukumnya: nomor peraturan atau keputusan.")),
            Length(max=200, message=_("Dasar hukum paling banyak 200 huruf.")),
            *PUBLIC,
        ],
        render_kw=UNAIDED,
    )
    regulation_on = DayField(_("Tanggal dasar hukum"), description=_("Contoh: 20/06/2025"), render_kw=NUMERIC)
    later_basis = BooleanField(
        _("Ya, dasar hukumnya memang dari sesudah tahun anggaran itu."), render_kw=UNAIDED
    )
    residents_only = BooleanField(_("Hanya untuk warga kota ini"), default=True, render_kw=UNAIDED)
    poorest_too = BooleanField(
        _("Juga orang pada daftar miskin ekstrem, apa pun pekerjaannya"), default=True, render_kw=UNAIDED
    )
    occupations = SelectMultipleField(
        _("Pekerjaan yang dapat ditanggung"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    note = TextAreaField(
        _("Catatan"),
        filters=[one_line],
        description=_("Boleh kosong."),
        validators=[Length(max=400, message=_("Catatan paling banyak 400 huruf.")), *PUBLIC],
        render_kw=UNAIDED | {"rows": 2},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        works = [(work.code, occupation_name(work.code)) for work in places.occupations()]
        self.occupations.choices = sorted(works, key=lambda work: work[1])

    def say_of(self, programme, occupations: list[str]) -> None:
        """What another programme, or this one until now, says."""
        for name in ("name", "regulation", "residents_only", "poorest_too"):
            getattr(self, name).data = getattr(programme, name)
        self.quota.data = number(programme.quota)
        self.budget.data = number(programme.budget)
        self.regulation_on.data = f"{programme.regulation_on:%d/%m/%Y}"
        self.occupations.data = occupations

    def validate_name(self, field):
        if field.data and not any(map(str.isalpha, field.data)):
            raise ValidationError(gettext("Nama program ditulis dengan huruf, misalnya Pijar Semar."))

    def validate_regulation_on(self, field):
        if field.day is None:
            raise ValidationError(gettext("Isi tanggal dasar hukumnya."))

    def validate_occupations(self, field):
        if not field.data:
            raise ValidationError(gettext("Pilih paling sedikit satu pekerjaan dari daftar."))

    def wish(self, year: int) -> Wish:
        return Wish(
            name=self.name.data,
            first_month=self.first_month.month or date(year, 1, 1),
            quota=self.quota.people,
            budget=self.budget.rupiah,
            regulation=self.regulation.data,
            regulation_on=self.regulation_on.day,
            residents_only=self.residents_only.data,
            poorest_too=self.poorest_too.data,
            occupations=tuple(self.occupations.data),
            note=self.note.data or "",
            later_basis=self.later_basis.data,
        )


class NewProgrammeForm(ChosenOnce, ProgrammeForm):
    """`renews`: the programme of the year before that it goes on with, and whose terms it begins with."""

    lanjutan = HiddenField()

    def __init__(self, *args, renews: ProgrammeFile | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        first, last = programme_checks.years()
        self.funder.choices = [("", gettext("Pilih sumber dana")), *programme_pages.city_funders()]
        self.year.choices = [(str(year), str(year)) for year in range(last, first - 1, -1)]
        if not self.is_submitted():
            self.year.data = str(today().year + (today().month >= NEXT_YEAR_FROM))
            self.occupations.data = programme_pages.usual_occupations()
            if renews:
                self._go_on_with(renews)

    def _go_on_with(self, renews: ProgrammeFile) -> None:
        before = renews.programme
        self.say_of(before, renews.occupations)
        self.lanjutan.data, self.funder.data = before.no, str(before.funder_id)
        self.year.data = str(before.year + 1)


class ChangeForm(ProgrammeForm):
    """`seen`: what the programme said when the form was opened."""

    seen = HiddenField(validators=[InputRequired(RELOAD)])
    why = reason_field(_("Alasan mengubah"), missing=_("Tulis mengapa program ini diubah."))

    def __init__(self, *args, file: ProgrammeFile, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_submitted():
            self._fill(file)

    def _fill(self, file: ProgrammeFile) -> None:
        programme = file.programme
        self.say_of(programme, file.occupations)
        self.seen.data, self.note.data = file.mark, programme.note
        self.later_basis.data = programme.regulation_on.year > programme.year
        self.first_month.data = f"{programme.first_month:%m/%Y}"
