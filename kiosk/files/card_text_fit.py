"""Whether a city's own words fit their places on the card, measured as the card is laid out."""

from kiosk.domain.words import N_
from kiosk.files.card_places import MEASURED, Place
from kiosk.files.card_template import card_template, in_bold
from kiosk.files.card_texts import KEYS, CardTexts

# Where some words stand in bold, which is wider than what is measured.
NARROWER = 0.97
TOO_LONG = N_("Teks ini terlalu panjang untuk tempatnya di kartu. Pendekkan, lalu simpan sekali lagi.")
TOO_LONG_FOR_A_LINE = N_(
    "Teks ini terlalu panjang: tempatnya di kartu hanya satu baris. Pendekkan, lalu simpan sekali lagi."
)
LACKING = N_(
    "Teks ini memuat huruf atau tanda yang tidak dapat dicetak di kartu. Pakai huruf Latin dan tanda baca biasa."
)


def misfits(texts: CardTexts) -> dict[str, str]:
    """Key → sentence, for each text that does not fit its place or has letters the card's typeface lacks."""
    places = _places()
    found = {key: _wrong_with(key, getattr(texts, key), places[key]) for key in KEYS}
    return {key: sentence for key, sentence in found.items() if sentence}


def _places() -> dict[str, Place]:
    """Where each text stands, whatever the texts are."""
    sides = card_template(CardTexts()).places
    measured = {key: place for side in sides.values() for key, place in side.items()}
    return {key: measured["kota" if key == "city" else MEASURED + key] for key in KEYS}


def _wrong_with(key: str, text: str, place: Place) -> str | None:
    if not place.letters.has(" ".join(text.split())):
        return LACKING
    part = NARROWER if "<strong>" in in_bold(text, key) else 1.0
    if place.lines_of(text, part) <= place.lines:
        return None
    return TOO_LONG if place.lines > 1 else TOO_LONG_FOR_A_LINE
