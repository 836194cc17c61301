"""What somebody is told whose role a page does not know: whom it is for. Nobody asks a colleague in vain then."""

from collections.abc import Iterable

from flask_babel import gettext as _
from werkzeug.exceptions import Forbidden

from kiosk.domain.words import N_

# In the order they are named; of the city's office first.
READERS = {
    "admin": N_("Disnaker"),
    "opd": N_("OPD"),
    "petugas": N_("petugas kelurahan"),
    "mitra": N_("perusahaan mitra"),
    "donatur": N_("ASN orang tua asuh"),
    "auditor": N_("auditor"),
}


class NotForRole(Forbidden):
    """`roles` may do what was asked, none where nobody may; `may_read`: whoever asked may look, but change nothing."""

    def __init__(self, roles: Iterable[str], *, may_read: bool = False):
        super().__init__()
        self.roles, self.may_read = frozenset(roles), may_read


def title_and_words(refusal: NotForRole) -> tuple[str, str]:
    readers = in_a_row([_(words) for role, words in READERS.items() if role in refusal.roles])
    if not readers:
        return _("Halaman ini tidak dibuka"), _("Alamat ini tidak dipakai siapa pun di Payung.")
    if refusal.may_read:
        return _("Anda hanya dapat melihat"), _("Yang dapat mengubah ini: %(readers)s.", readers=readers)
    return (
        _("Halaman ini bukan untuk Anda"),
        _(
            "Halaman ini untuk %(readers)s. Bila Anda memerlukannya untuk tugas Anda, minta bantuan admin.",
            readers=readers,
        ),
    )


def in_a_row(names: list[str]) -> str:
    """`Disnaker, OPD dan auditor`."""
    if len(names) < 2:
        return "".join(names)
    return _("%(several)s dan %(last)s", several=", ".join(names[:-1]), last=names[-1])
