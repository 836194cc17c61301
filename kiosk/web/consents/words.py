"""How a consent was given, as pages say it."""

from flask_babel import gettext as _

from kiosk.domain.words import N_

HOW = {
    "self": N_("Membaca sendiri"),
    "thumb": N_("Dibacakan, cap jempol"),
    "witness": N_("Dibacakan, dengan saksi"),
    "company_list": N_("Dinyatakan perusahaan dalam daftarnya"),
}
NOTE = {"thumb": N_("Cap jempol"), "witness": N_("Saksi")}


def consent_how_words(consent) -> str:
    """On public task (UU 27/2022 art. 20) nobody was asked."""
    if consent.basis == "public_task":
        return _("Tugas pemerintah menurut undang-undang")
    return _(HOW[consent.how]) if consent.how in HOW else consent.how


def consent_note_label(consent) -> str:
    return _(NOTE.get(consent.how, N_("Catatan")))
