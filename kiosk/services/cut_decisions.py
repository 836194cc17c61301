"""Whether the money of companies (csr) and of civil servants (asn) gets the cut of PP 50/2025: decided by a letter, and
until then nothing of that kind is billed (DOMAIN 1.3, 11b)."""

from datetime import date

from db.models import CutDecision, User
from kiosk.domain.clock import today
from kiosk.domain.tariff import DECIDED_BY_LETTER
from kiosk.domain.words import N_
from kiosk.services import access, audit
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.once import once

NO_LETTER = N_("Isi nomor surat yang menjadi dasar keputusan ini.")
NOT_YET = N_("Tanggal surat belum terjadi. Periksa tahunnya.")


class LetterMissing(Refused):
    """A decision without the number of its letter."""


class LetterToCome(Refused):
    """A letter dated after today."""


def decide(
    *, kind: str, gets_cut: bool, letter_no: str, letter_on: date, note: str, client_key: str, by: Actor
) -> None:
    """Write a decision down; the latest of a kind holds, for months that are not billed yet.

    Raises NotAllowed, NotThere for a kind nobody decides about, LetterMissing, LetterToCome, KeyInUse."""
    access.require(by.role == "admin")
    require_known(kind)
    values = {"gets_cut": gets_cut, "letter_no": letter_no, "letter_on": letter_on, "note": note}
    once(
        key=client_key,
        purpose="cut_decision",
        content={"kind": kind, **values},
        by=by,
        make=lambda: _write(kind, values, by),
    )


def require_known(kind: str) -> None:
    if kind not in DECIDED_BY_LETTER:
        raise NotThere


def _write(kind: str, values: dict, by: Actor) -> str:
    if not values["letter_no"].strip():
        raise LetterMissing(NO_LETTER)
    if values["letter_on"] > today():
        raise LetterToCome(NOT_YET)
    row = CutDecision.create(funder_kind=kind, by=by.user_id, **values)
    audit.record(
        "iuran.potongan_diputuskan",
        by=by,
        kind="tarif",
        penanggung=kind,
        potongan="ya" if values["gets_cut"] else "tidak",
        surat=values["letter_no"],
        tanggal=values["letter_on"].isoformat(),
    )
    return str(row.id)


def decisions() -> dict[str, list[CutDecision]]:
    """For each kind what was decided, the latest first; nothing in the list while nothing is. One query."""
    made: dict[str, list[CutDecision]] = {kind: [] for kind in DECIDED_BY_LETTER}
    rows = CutDecision.select(CutDecision, User).left_outer_join(User, on=(CutDecision.by == User.id))
    for row in rows.order_by(CutDecision.id.desc()):
        made[row.funder_kind].append(row)
    return made
