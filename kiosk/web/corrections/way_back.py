"""The list of those who are blocked at BPJS, from which a correction was opened: `?terhalang=12-SC` leads back."""

import re
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _
from flask_babel import ngettext

from kiosk.domain.words import number
from kiosk.services import bpjs_candidates
from kiosk.services.access import SEES_ALL
from kiosk.services.bpjs_wadahs import Wadah
from kiosk.web.access import actor

FROM = "terhalang"
_NAMED = re.compile(r"(\d{1,9})-([A-Z]{0,4})", re.ASCII)


@dataclass(frozen=True)
class BlockedList:
    """One wadah's list of the blocked."""

    wadah: Wadah

    @property
    def query(self) -> str:
        """What a form's address carries on."""
        return f"?{FROM}={name_of(self.wadah)}"

    @property
    def href(self) -> str:
        return f"/bpjs/baru?penanggung={self.wadah.funder_id}&wadah={self.wadah.wadah_type}#blocked"

    def left(self) -> str:
        """How many are blocked by now, as a sentence."""
        blocked = bpjs_candidates.counts().get(self.wadah, bpjs_candidates.Counted()).blocked
        if not blocked:
            return _("Tersimpan. Tidak ada lagi yang terhalang di daftar ini.")
        return ngettext(
            "Tersimpan. Masih %(count)s orang terhalang di daftar ini.",
            "Tersimpan. Masih %(count)s orang terhalang di daftar ini.",
            blocked,
            count=number(blocked),
        )


def name_of(wadah: Wadah) -> str:
    return f"{wadah.funder_id}-{wadah.wadah_type}"


def list_left() -> BlockedList | None:
    """The list this request came from, for who sees it; None for everybody else."""
    named = _NAMED.fullmatch(request.args.get(FROM, ""))
    if not named or actor().role not in SEES_ALL:
        return None
    return BlockedList(Wadah(int(named[1]), named[2]))
