"""What each column of a sheet holds: one choice per column, made anew for each sheet."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectChoice, SelectField

from kiosk.domain.words import one_of
from kiosk.files.heading_rows import Place
from kiosk.files.heading_words import Vocabulary
from kiosk.files.sheet_headings import WORKERS
from kiosk.files.sheet_preview import PreviewColumn, SheetPreview
from kiosk.web.once_field import client_key_field
from kiosk.web.page_context import language


class ColumnsForm(FlaskForm):
    """`lembar` and `baris` say where the headings stand that this form is about."""

    client_key = client_key_field()
    lembar = HiddenField()
    baris = HiddenField()
    columns: tuple[PreviewColumn, ...] = ()
    vocabulary: Vocabulary = WORKERS

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
        missing = self.vocabulary.missing(list(self.fields.values()))
        if missing:
            named = ", ".join(map(self._named, missing))
            self.form_errors.append(
                gettext("Belum ada kolom untuk %(columns)s. Pilih kolomnya.", columns=named)
            )
        return not missing

    def _named(self, group: tuple[str, ...]) -> str:
        """Of several any will do."""
        return one_of((gettext(self.vocabulary.meanings[field]) for field in group), language())

    def _has_none_twice(self) -> bool:
        taken: dict[str, PreviewColumn] = {}
        right = True
        for column in self.columns:
            field = self.choice_of(column).data
            earlier = _excluding(field, taken, self.vocabulary) if field else None
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
    choices += [SelectChoice(field, gettext(words)) for field, words in preview.vocabulary.meanings.items()]
    proposed = preview.proposed
    own = {
        _name_of(column): _choice(column, choices, column.field or proposed.get(column.position, ""))
        for column in preview.columns
    }
    form = type("ColumnsOfThisSheet", (ColumnsForm,), own)()
    form.lembar.data, form.baris.data = map(str, preview.place)
    form.columns, form.vocabulary = preview.columns, preview.vocabulary
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


def _excluding(field: str, taken: dict[str, PreviewColumn], vocabulary: Vocabulary) -> PreviewColumn | None:
    """The column that has been chosen for this field, or for one that holds the same."""
    pairs = [pair for pair in vocabulary.exclude_each_other if field in pair]
    others = {one if field == other else other for one, other in pairs}
    return next((taken[other] for other in (field, *sorted(others)) if other in taken), None)
