"""What each column of a sheet holds: one choice per column, made anew for each sheet."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectChoice, SelectField

from kiosk.files.heading_rows import Place
from kiosk.files.sheet_headings import EXCLUDE_EACH_OTHER, MEANINGS, NEEDED
from kiosk.files.sheet_preview import PreviewColumn, SheetPreview
from kiosk.web.once_field import client_key_field


class ColumnsForm(FlaskForm):
    """`lembar` and `baris` say where the headings stand that this form is about."""

    client_key = client_key_field()
    lembar = HiddenField()
    baris = HiddenField()
    columns: tuple[PreviewColumn, ...] = ()

    def choice_of(self, column: PreviewColumn):
        return self[_name_of(column)]

    @property
    def fields(self) -> dict[int, str]:
        """Position → field, "" for a column of no use."""
        return {column.position: self.choice_of(column).data or "" for column in self.columns}

    def validate(self, **kwargs) -> bool:
        right = super().validate(**kwargs)
        return self._has_needed() & self._has_none_twice() and right

    def _has_needed(self) -> bool:
        chosen = self.fields.values()
        missing = [gettext(MEANINGS[field]) for field in NEEDED if field not in chosen]
        if missing:
            self.form_errors.append(
                gettext("Belum ada kolom untuk %(columns)s. Pilih kolomnya.", columns=", ".join(missing))
            )
        return not missing

    def _has_none_twice(self) -> bool:
        taken: dict[str, PreviewColumn] = {}
        right = True
        for column in self.columns:
            field = self.choice_of(column).data
            earlier = _excluding(field, taken) if field else None
            if earlier:
                words = gettext(
                    "Isi ini sudah dipilih untuk kolom %(letters)s. Pilih satu saja.", letters=earlier.letters
                )
                self.choice_of(column).errors = [words]
                right = False
            elif field:
                taken[field] = column
        return right


def columns_form(preview: SheetPreview) -> ColumnsForm:
    """For this sheet: as it is understood, with what is proposed, or as it was sent."""
    choices = [SelectChoice("", gettext("Tidak dipakai"))]
    choices += [SelectChoice(field, gettext(words)) for field, words in MEANINGS.items()]
    proposed = preview.proposed
    own = {
        _name_of(column): _choice(column, choices, column.field or proposed.get(column.position, ""))
        for column in preview.columns
    }
    form = type("ColumnsOfThisSheet", (ColumnsForm,), own)(
        data={"lembar": str(preview.place.sheet), "baris": str(preview.place.row)}
    )
    form.columns = preview.columns
    return form


def place_in(fields) -> Place | None:
    """The sheet and row that an address or a form names; None where it names none."""
    numbers = [fields.get(name, "") for name in ("lembar", "baris")]
    if all(text.isascii() and text.isdigit() and len(text) < 6 for text in numbers):
        return Place(*map(int, numbers))
    return None


def _name_of(column: PreviewColumn) -> str:
    return f"kolom_{column.position}"


def _choice(column: PreviewColumn, choices: list[SelectChoice], field: str) -> SelectField:
    label = _("Isi kolom %(letters)s, %(heading)s", letters=column.letters, heading=column.heading)
    return SelectField(label, choices=choices, default=field, coerce=str)


def _excluding(field: str, taken: dict[str, PreviewColumn]) -> PreviewColumn | None:
    """The column that has been chosen for this field, or for one that holds the same."""
    others = {one if field == other else other for one, other in EXCLUDE_EACH_OTHER if field in (one, other)}
    return next((taken[other] for other in (field, *sorted(others)) if other in taken), None)
