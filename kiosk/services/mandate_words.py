"""A mandate in words: its clauses with what it says in their places, in the language of the reader. What is signed is
the Indonesian."""

from db.models import Mandate
from kiosk.domain.words import long_date, number, rupiah
from kiosk.services import mandate_texts, settings
from kiosk.services.mandate_terms import Terms
from kiosk.services.mandate_texts import Clause

PLANS = {
    "id": {"jkk_jkm": "JKK dan JKM", "jkk_jkm_jht": "JKK, JKM, dan JHT"},
    "en": {"jkk_jkm": "JKK and JKM", "jkk_jkm_jht": "JKK, JKM and JHT"},
}
UNDECIDED = {
    "id": "{full}, atau {reduced} bila keringanan iuran PP 50/2025 diputuskan berlaku,",
    "en": "{full}, or {reduced} if the reduction of PP 50/2025 is decided to hold,",
}


def clauses_of(mandate: Mandate, terms: Terms, *, account: str, language: str = "id") -> list[Clause]:
    """`account` is its number, masked or in full, as the reader may see it."""
    places = {
        "donor": mandate.donor.name,
        "bank": mandate.bank,
        "account": account,
        "account_name": mandate.account_name,
        "owner": settings.setting("programme_owner"),
        "city": settings.setting("city_name"),
        "plan": PLANS[language][terms.plan],
        "people": number(len(terms.people)),
        "day": settings.setting("debit_day"),
        "first": long_date(terms.month.replace(day=settings.whole("debit_day")), language),
        "limit": rupiah(terms.limit),
        "now": now_in_words(terms, language),
    }
    return mandate_texts.clauses_of(mandate.text_version, language, places)


def now_in_words(terms: Terms, language: str = "id") -> str:
    """`Rp16.800`, or both sums while the cut is not decided."""
    if terms.now is not None:
        return rupiah(terms.now)
    return UNDECIDED[language].format(full=rupiah(terms.limit), reduced=rupiah(terms.reduced))
