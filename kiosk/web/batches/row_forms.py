"""A wrong row as a form: what was written stands in its field, what is wrong with it above."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import Length

from kiosk.domain.findings import Severity
from kiosk.domain.place_writing import areas_meant
from kiosk.domain.row_fault_words import field_of
from kiosk.domain.row_places import work_meant
from kiosk.domain.sheet_rows import LONGEST, SEXES
from kiosk.services import places
from kiosk.services.batch_row_cells import EDITED
from kiosk.services.batch_row_edits import WrongRow
from kiosk.web.batches.area_options import area_options
from kiosk.web.enrolment.choices import OptionsSelect, occupation_options
from kiosk.web.once_field import client_key_field
from kiosk.web.page_context import sentence

UNAIDED = {"autocomplete": "off"}
DIGITS = UNAIDED | {"inputmode": "numeric"}
MOST = 300


def _text(label, **attributes) -> StringField:
    too_long = _("Paling banyak %(most)s huruf.", most=MOST)
    return StringField(label, validators=[Length(max=MOST, message=too_long)], render_kw=UNAIDED | attributes)


class RowForm(FlaskForm):
    client_key = client_key_field()
    seen = HiddenField()
    nik = _text(_("NIK"), inputmode="numeric")
    name = _text(_("Nama"))
    area = RadioField(_("Kelurahan yang mana?"), choices=[], validate_choice=False, render_kw=UNAIDED)
    kelurahan = SelectField(
        _("Kelurahan"),
        widget=OptionsSelect(area_options),
        validate_choice=False,
        choices=[],
        render_kw=UNAIDED,
    )
    occupation = SelectField(
        _("Pekerjaan"),
        widget=OptionsSelect(occupation_options),
        validate_choice=False,
        choices=[],
        render_kw=UNAIDED,
    )
    birth_on = _text(_("Tanggal lahir"), inputmode="numeric")
    sex = SelectField(
        _("Jenis kelamin"),
        choices=[
            SelectChoice("", _("Menurut NIK")),
            SelectChoice("L", _("Laki-laki")),
            SelectChoice("P", _("Perempuan")),
        ],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    phone = _text(_("Nomor HP"), inputmode="tel")
    rt = _text(_("RT"), inputmode="numeric")
    rw = _text(_("RW"), inputmode="numeric")
    address = _text(_("Alamat"))
    workplace = _text(_("Lokasi kerja"))
    birth_place = _text(_("Tempat lahir"))
    mother_name = _text(_("Nama ibu kandung"))

    def __init__(self, wrong: WrongRow, *args, **kwargs):
        """`formdata=None` shows the row as it is kept; several of these may stand on one page."""
        super().__init__(*args, data=_kept(wrong), **kwargs)
        self._offer_areas(wrong)
        for field in self:
            field.id = f"{field.id}-{wrong.row.id}"
            field.label.field_id = field.id

    def _offer_areas(self, wrong: WrongRow) -> None:
        """A name that two kelurahan bear is a question with as many answers."""
        found = _areas_meant(wrong)
        if len(found) < 2:
            del self.area
            return
        self.area.choices = [
            (
                area.code,
                gettext("%(name)s, Kecamatan %(kecamatan)s", name=area.name, kecamatan=area.kecamatan),
            )
            for area in found
        ]

    @property
    def entered(self) -> dict[str, str]:
        """As batch_row_edits.mend_row takes it."""
        text = {field: self[field].data or "" for field in EDITED}
        chosen = (self.area.data if "area" in self else "") or self.kelurahan.data
        return text | {"kelurahan": chosen or "", "occupation": self.occupation.data or ""}

    def say(self, wrong: WrongRow) -> None:
        """What is wrong with the row as it is kept, beside its fields."""
        said: dict[str, list[str]] = {}
        for finding in wrong.row.findings:
            if finding["severity"] == Severity.BLOCK:
                place = self._place(finding)
                said.setdefault(place, []).append(_which(finding) if place == "area" else sentence(finding))
        for name, sentences in said.items():
            self[name].errors = sentences

    def _place(self, finding: dict) -> str:
        if finding["code"] == "too_long":
            labels = {label: field for field, (label, _most) in LONGEST.items()}
            return labels.get(finding["params"].get("field", ""), "address")
        name = field_of(finding["code"])
        return "area" if name == "kelurahan" and "area" in self else name


def _which(finding: dict) -> str:
    """Beside the choice nobody is asked for a column."""
    if finding["code"] != "kelurahan_twice":
        return sentence(finding)
    words = gettext("Ada lebih dari satu kelurahan bernama %(name)s. Pilih yang dimaksud.")
    return words % finding["params"]


def _areas_meant(wrong: WrongRow) -> tuple:
    cells = wrong.cells
    return areas_meant(cells.get("kelurahan", ""), cells.get("kecamatan", ""), places.areas_named)


def _kept(wrong: WrongRow) -> dict[str, str]:
    cells = wrong.cells
    areas = _areas_meant(wrong)
    work = work_meant(cells.get("occupation", ""), places.occupation_named)
    sex = "".join(letter for letter in cells.get("sex", "").lower() if letter.isalpha())
    return {field: cells.get(field, "") for field in EDITED} | {
        "seen": wrong.seen,
        "sex": SEXES.get(sex, ""),
        "kelurahan": areas[0].code if len(areas) == 1 else "",
        "occupation": work.code if work else "",
    }
