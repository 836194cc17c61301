"""What was changed about a person, in words: the field's name, before and after."""

from datetime import date
from itertools import groupby

from flask_babel import gettext as _

from kiosk.domain.correction_reasons import reason_words
from kiosk.domain.ktp_reasons import KTP_REASONS
from kiosk.domain.words import N_, rupiah
from kiosk.services import correction_notes, places
from kiosk.services.correction_notes import Change
from kiosk.services.person_values import Value
from kiosk.web.page_context import long_date, occupation_name

FIELD_WORDS = {
    "nik": N_("NIK"),
    "name": N_("Nama"),
    "birth_on": N_("Tanggal lahir"),
    "sex": N_("Jenis kelamin"),
    "ktp_reason": N_("Mengapa berbeda dengan NIK"),
    "phone": N_("Nomor HP"),
    "kelurahan": N_("Kelurahan"),
    "home_regency": N_("Kabupaten atau kota asal"),
    "rt": N_("RT"),
    "rw": N_("RW"),
    "address": N_("Alamat"),
    "occupation": N_("Pekerjaan"),
    "workplace": N_("Tempat bekerja"),
    "birth_place": N_("Tempat lahir"),
    "mother_name": N_("Nama ibu kandung"),
    "income": N_("Penghasilan sebulan"),
    "kpj": N_("KPJ"),
    "dtsen_decile": N_("Desil DTSEN"),
}
MERGES = {
    correction_notes.MERGED: N_("%(reg_no)s digabung ke nomor ini"),
    correction_notes.MERGED_INTO: N_("digabung ke %(reg_no)s"),
}


def field_words(field: str) -> str:
    return _(FIELD_WORDS.get(field, field))


def value_words(field: str, value: Value) -> str:
    """`value` as correction_notes.Change has it: masked where it is a secret, days as ISO text or as a date."""
    if value in (None, ""):
        return _("Luar Kota Semarang") if field == "kelurahan" else _("kosong")
    speak = _SPOKEN.get(field, str)
    return speak(value)


def change_words(change: Change) -> str:
    """`Nama: Slamet Widod → Slamet Widodo`; where masks hide what changed, said in words behind it"""
    if change.field in MERGES:
        return _(MERGES[change.field]) % {"reg_no": change.after}
    before, after = value_words(change.field, change.before), value_words(change.field, change.after)
    hidden = f", {hidden_words(change)}" if change.looks_alike else ""
    return f"{field_words(change.field)}: {before} → {after}{hidden}"


def hidden_words(change: Change) -> str:
    """`angka ke-11 dan ke-12`, for a change whose masks look alike"""
    if change.places:
        return _("angka %(places)s", places=places_words(change.places))
    return _("yang berubah adalah bagian yang disamarkan")


def places_words(places: tuple[int, ...]) -> str:
    """(11, 12) → `ke-11 dan ke-12`; (5, 6, 7, 12) → `ke-5 sampai ke-7 dan ke-12`"""
    runs = [list(run) for _start, run in groupby(places, key=lambda place: place - places.index(place))]
    parts = [words for run in runs for words in _run_words(run)]
    if len(parts) == 1:
        return parts[0]
    return _("%(several)s dan %(last)s", several=", ".join(parts[:-1]), last=parts[-1])


def _run_words(run: list[int]) -> list[str]:
    if len(run) > 2:
        return [_("ke-%(first)s sampai ke-%(last)s", first=run[0], last=run[-1])]
    return [_("ke-%(place)s", place=place) for place in run]


def why_words(reason: str) -> str:
    """The reason of a correction: one of ours in the reader's language, else as somebody wrote it."""
    known = reason_words(reason)
    return _(known) if known != reason else reason


def _day(value: date | str) -> str:
    return long_date(date.fromisoformat(value) if isinstance(value, str) else value)


def _sex(code: str) -> str:
    return _("Laki-laki") if code == "L" else _("Perempuan")


_SPOKEN = {
    "birth_on": _day,
    "sex": _sex,
    "ktp_reason": lambda code: _(KTP_REASONS.get(code, code)),
    "kelurahan": places.area_name,
    "occupation": occupation_name,
    "income": rupiah,
}
