"""Why a correction is not kept."""

from datetime import datetime

from db.models import Worker
from kiosk.domain.words import N_
from kiosk.services.acting import Refused

NOTHING_CHANGED = N_("Belum ada yang diubah. Betulkan isian yang keliru, lalu simpan.")
CHANGED_MEANWHILE = N_("Data ini baru saja diubah oleh %(name)s; periksa lagi.")
AGE_IS_DECIDED = N_(
    "Umur orang ini sedang atau sudah diputuskan Disnaker, maka tanggal lahirnya hanya dapat dibetulkan admin. "
    "Hubungi admin dengan KTP atau akta lahirnya."
)
REASON_MISSING = N_("Pilih alasan koreksi ini.")
NIK_KNOWN = N_("NIK ini sudah tercatat untuk orang lain, maka tidak disimpan.")


class NothingChanged(Refused):
    """The form says what is on record already."""

    def __init__(self):
        super().__init__(NOTHING_CHANGED)


class ReasonMissing(Refused):
    """Something that stood there is changed, and nobody has said why."""

    def __init__(self):
        super().__init__(REASON_MISSING)


class AgeIsDecided(Refused):
    """Whether this person is of age is before Disnaker, or was decided: the birth date is the admin's to correct."""

    def __init__(self):
        super().__init__(AGE_IS_DECIDED)


class ChangedMeanwhile(Refused):
    """Somebody changed `fields` after the form was opened: `name`, at `at` (UTC; None where it is not known)."""

    def __init__(self, fields: tuple[str, ...], name: str, at: datetime | None):
        super().__init__(CHANGED_MEANWHILE, name=name)
        self.fields, self.name, self.at = fields, name, at


class NikKnown(Refused):
    """The new NIK belongs to `worker`."""

    def __init__(self, worker: Worker):
        super().__init__(NIK_KNOWN)
        self.worker = worker
