"""Why something is corrected: asked for what is changed, not for what was empty and is filled in."""

from flask_babel import gettext as _

from kiosk.domain.correction_reasons import OTHER, only_fills


class AsksWhy:
    """A part of CorrectionForm: its `_person` is whom the form corrects."""

    def validate(self, *args, **kwargs) -> bool:
        if not super().validate(*args, **kwargs):
            return False
        if not self.reason.data and not self._only_fills():
            self.reason.errors = [_("Pilih alasan koreksi ini.")]
            return False
        return True

    @property
    def reason_given(self) -> str:
        """A code, or the text where none of them fits; empty where none is asked for. Call after validate()."""
        return self.reason_text.data if self.reason.data == OTHER else self.reason.data or ""

    def _only_fills(self) -> bool:
        now, new = self._person.values, self.values()
        return only_fills((field, now[field], new[field]) for field in new if new[field] != now[field])
