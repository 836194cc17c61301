"""A file of BPJS is sent in: an answer to what was asked for, or a list of its active members."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectChoice, SelectField
from wtforms.validators import AnyOf, ValidationError

from kiosk.domain.clock import today
from kiosk.services.bpjs_answer_files import ANSWER, MEMBER_LIST
from kiosk.services.bpjs_answer_wishes import DAY_AHEAD, NO_DAY, NO_FUNDER, NO_SUBMISSION, NewAnswer
from kiosk.web.day_field import DayField
from kiosk.web.kept_files import FileField
from kiosk.web.limits import SHEET_LOOKS, too_many
from kiosk.web.once_field import client_key_field
from kiosk.web.page_context import long_date

ANSWER_FILE = {
    "accept": ".xlsx,.xls,.ods,.csv",
    "data-most-bytes": "20000000",
    "data-too-large": _(
        "Berkas ini lebih dari 20 MB. Bagi menjadi beberapa berkas, lalu unggah satu per satu."
    ),
}


ALL_FUNDERS = "semua"


class AnswerForm(FlaskForm):
    client_key = client_key_field()
    kind = RadioField(
        _("Jenis berkas"),
        choices=[
            SelectChoice(ANSWER, _("Balasan atas pengajuan: siapa diterima dan siapa ditolak")),
            SelectChoice(MEMBER_LIST, _("Daftar peserta yang aktif di BPJS")),
        ],
        default=ANSWER,
        validate_choice=False,
        validators=[AnyOf((ANSWER, MEMBER_LIST), _("Pilih jenis berkasnya."))],
    )
    submission = SelectField(
        _("Pengajuan yang dijawab"),
        description=_("Boleh dibiarkan: orangnya dicari dari NIK di semua pengajuan yang terkirim."),
        validate_choice=False,
        choices=[],
    )
    as_of = DayField(
        _("Keadaan pada tanggal"),
        description=_("Hanya untuk daftar peserta aktif: hari daftar itu dibuat BPJS, misalnya 21/11/2026."),
        render_kw={"autocomplete": "off", "inputmode": "numeric"},
    )
    funder = SelectField(
        _("Penanggung"),
        description=_(
            "Hanya untuk daftar peserta aktif, dan wajib dipilih: wadah siapa yang terdaftar di dalamnya. Semua "
            "penanggung hanya bila daftarnya memuat semua orang."
        ),
        validate_choice=False,
        choices=[],
    )
    sheet = FileField(
        _("Berkas dari BPJS"),
        description=_("XLSX, XLS, ODS, atau CSV, paling besar 20 MB, sebagaimana diterima dari BPJS."),
        render_kw=ANSWER_FILE,
    )

    def offer(self, submissions: list[tuple[str, str]], funders: list[tuple[str, str]]) -> None:
        """What there is to choose from: (number, funder), (id, name)."""
        sent = [SelectChoice(no, f"{no} · {funder}") for no, funder in submissions]
        paying = [SelectChoice(number, name) for number, name in funders]
        self.submission.choices = [SelectChoice("", gettext("Semua pengajuan yang terkirim")), *sent]
        choose = SelectChoice("", gettext("Pilih penanggungnya"))
        self.funder.choices = [choose, *paying, SelectChoice(ALL_FUNDERS, gettext("Semua penanggung"))]

    def answering(self, no: str) -> None:
        """A fresh form, from the page of a submission."""
        if no in _values(self.submission):
            self.submission.data = no

    def validate(self, **kwargs) -> bool:
        """A file cannot be given back with the form: where it comes back for another reason, that is said too."""
        right = super().validate(**kwargs)
        if not right:
            self.ask_for_file_again()
        return right

    def ask_for_file_again(self) -> None:
        """Unless something is said beside it already."""
        if self.sheet.data and not self.sheet.errors:
            self.sheet.errors = [
                gettext("Pilih berkasnya sekali lagi. Berkas yang tadi dipilih tidak ikut tersimpan.")
            ]

    def validate_sheet(self, field):
        if not field.data or not getattr(field.data, "filename", ""):
            raise ValidationError(gettext("Pilih berkas dari BPJS lebih dulu."))
        if too_many(SHEET_LOOKS, "sheet"):
            raise ValidationError(
                gettext("Terlalu banyak lembar kerja dalam semenit. Tunggu semenit, lalu kirim lagi.")
            )

    def validate_submission(self, field):
        if self.kind.data == ANSWER and (field.data or "") not in _values(field):
            raise ValidationError(gettext(NO_SUBMISSION))

    def validate_as_of(self, field):
        if self.kind.data != MEMBER_LIST:
            return
        if not field.day:
            raise ValidationError(gettext(NO_DAY))
        if field.day > today():
            raise ValidationError(gettext(DAY_AHEAD) % {"day": long_date(field.day)})

    def validate_funder(self, field):
        if self.kind.data == MEMBER_LIST and (field.data or "") not in _values(field) - {""}:
            raise ValidationError(gettext(NO_FUNDER))

    def wish(self) -> NewAnswer:
        sheet = (self.sheet.data.filename, self.sheet.data.read())
        if self.kind.data == ANSWER:
            return NewAnswer(ANSWER, sheet, submission=self.submission.data or "")
        funder = None if self.funder.data == ALL_FUNDERS else int(self.funder.data)
        return NewAnswer(MEMBER_LIST, sheet, as_of=self.as_of.day, funder_id=funder)


class ReadAgainForm(FlaskForm):
    """A press is all it asks for; which of two buttons was pressed stands in `scope`."""

    ALL = "all"

    client_key = client_key_field()
    scope = HiddenField()

    @property
    def is_for_all(self) -> bool:
        """As an answer to all that was sent."""
        return self.scope.data == self.ALL


def _values(field: SelectField) -> set[str]:
    return {choice.value for choice in field.choices}
