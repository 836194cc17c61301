"""What somebody does about one row: says whether it is the same person, opens its enrolment, says why nobody has to be
enrolled, or gives it to a kelurahan."""

from db.connection import writing
from db.models import PovertyRow, Worker
from kiosk.domain.clock import utc_now
from kiosk.domain.poverty_rows import DIFFERS, DROPPED, LEFT, MATCHED, NOT_SAME, SETTLED, UNKNOWN
from kiosk.domain.words import N_
from kiosk.services import access, audit, drafts, places, poverty_handovers, poverty_newcomers, safe
from kiosk.services.acting import Actor, Refused
from kiosk.services.merged_numbers import require_current
from kiosk.services.once import once, was_answered
from kiosk.services.poverty_matching import NO_SECRETS
from kiosk.services.poverty_row_lookup import row_held_by, row_seen_by, rows_alike

DONE = N_("Baris ini sudah diselesaikan, mungkin oleh rekan Anda. Muat ulang halamannya.")
NO_REASON = N_("Pilih alasannya.")
NAMELESS = N_(
    "Baris ini tidak memuat nama dan kelurahan. Pilih kelurahannya dulu, lalu tekan Daftarkan lagi."
)
NO_AREA = N_("Pilih kelurahan dari daftar.")
MAY = ("petugas", "admin")


def settle(*, no: str, number: int, same: bool, client_key: str, by: Actor) -> None:
    """Somebody has compared the row with the KTP: the same person, or not; other lists that say the same are settled
    too. Once per key. Raises NotThere, NotAllowed, MovedTo, KeyInUse, Refused."""
    _changing(by, no, number)
    once(
        key=client_key,
        purpose="poverty.settle",
        content={"list": no, "row": number, "same": same},
        by=by,
        make=lambda: _settle(no, number, same, by),
    )


def _settle(no: str, number: int, same: bool, by: Actor) -> str:
    row = _waiting(by, no, number, DIFFERS)
    if same:
        require_current(Worker.get_by_id(row.worker_id))
        more = {"why": SETTLED, "settled_by": by.user_id}
        for one in rows_alike(row):
            rows = {one.id: (one.worker_id, one.decile)}
            poverty_newcomers.become(one.poverty_list, rows, MATCHED, **more)
    else:
        _drop(rows_alike(row), NOT_SAME, by)
    _note("miskin.baris_dicocokkan", row, by, sama=same)
    return no


def close(*, no: str, number: int, why: str, client_key: str, by: Actor) -> None:
    """Nobody has to be enrolled, for a reason of LEFT; name and NIK go, from other lists of this kelurahan too. Once
    per key. Raises NotThere, NotAllowed, KeyInUse, Refused."""
    _changing(by, no, number)
    if why not in LEFT:
        raise Refused(NO_REASON)
    once(
        key=client_key,
        purpose="poverty.close",
        content={"list": no, "row": number, "why": why},
        by=by,
        make=lambda: _close(no, number, why, by),
    )


def _close(no: str, number: int, why: str, by: Actor) -> str:
    row = _waiting(by, no, number, UNKNOWN)
    _drop([one for one in rows_alike(row) if one.kelurahan_id in (row.kelurahan_id, None)], why, by)
    _note("miskin.baris_ditutup", row, by, alasan=why)
    return no


def assign(*, no: str, number: int, kelurahan: str, client_key: str, by: Actor) -> None:
    """Whose officers are to visit somebody; for admin, once per key. Raises NotThere, NotAllowed, KeyInUse, Refused."""
    access.require(by.role == "admin")
    _changing(by, no, number)
    if kelurahan not in places.areas_by_code():
        raise Refused(NO_AREA)
    once(
        key=client_key,
        purpose="poverty.assign",
        content={"list": no, "row": number, "kelurahan": kelurahan},
        by=by,
        make=lambda: _assign(no, number, kelurahan, by),
    )


def _assign(no: str, number: int, kelurahan: str, by: Actor) -> str:
    row = _waiting(by, no, number, UNKNOWN)
    if row.kelurahan_id is None:
        poverty_handovers.give([row.id], kelurahan, by)
    else:
        PovertyRow.update(kelurahan=kelurahan, handover=None).where(PovertyRow.id == row.id).execute()
    _note("miskin.baris_dibagikan", row, by, kelurahan=kelurahan)
    return no


def send_back(*, no: str, number: int, client_key: str, by: Actor) -> None:
    """Whoever was handed over without the list naming their kelurahan lives elsewhere: nobody's again, until admin
    hands them on. Once per key. Raises NotThere, NotAllowed, KeyInUse, Refused."""
    purpose = "poverty.send_back"
    if not was_answered(key=client_key, purpose=purpose, by=by):
        _changing(by, no, number)
    once(
        key=client_key,
        purpose=purpose,
        content={"list": no, "row": number},
        by=by,
        make=lambda: _send_back(no, number, by),
    )


def _send_back(no: str, number: int, by: Actor) -> str:
    row = _waiting(by, no, number, UNKNOWN)
    if row.handover_id is None or row.kelurahan_id is None:
        raise Refused(DONE)
    PovertyRow.update(kelurahan=None).where(PovertyRow.id == row.id).execute()
    _note("miskin.baris_dikembalikan", row, by, kelurahan=row.kelurahan_id)
    return no


def open_enrolment(*, no: str, number: int, client_key: str, by: Actor) -> None:
    """Begin the enrolment of somebody whom the list names: a draft of this officer's under this key, sealed, with name,
    NIK and kelurahan. That the NIK is seen by it is written down. Raises NotThere, NotAllowed,
    Refused."""
    row = _changing(by, no, number)
    if row.state != UNKNOWN:
        raise Refused(DONE)
    fields = {
        "nik": safe.open_text(row.nik_sealed, safe.POVERTY_NIK),
        "name": safe.open_text(row.name_sealed, safe.POVERTY_NAME) or "",
        "kelurahan": row.kelurahan_id or "",
    }
    if any(draft.client_key == client_key for draft in drafts.drafts_of(by)):
        return  # what was typed into it since stays
    with writing():
        if not drafts.keep(client_key=client_key, fields=fields, by=by):
            raise Refused(NAMELESS)
        _note("miskin.pendaftaran_dibuka", row, by)


def _changing(by: Actor, no: str, number: int) -> PovertyRow:
    row = row_seen_by(by, no, number)
    access.require(by.role in MAY)
    return row


def _waiting(by: Actor, no: str, number: int, state: str) -> PovertyRow:
    row = row_held_by(by, no, number)
    if row.state != state:
        raise Refused(DONE)
    return row


def _drop(rows: list[PovertyRow], why: str, by: Actor) -> None:
    changes = {
        "state": DROPPED,
        "why": why,
        "worker": None,
        "settled_by": by.user_id,
        "settled_at": utc_now(),
    }
    ids = [row.id for row in rows]
    PovertyRow.update({**NO_SECRETS, **changes}).where(PovertyRow.id.in_(ids)).execute()


def _note(action: str, row: PovertyRow, by: Actor, **detail) -> None:
    audit.record(action, by=by, kind="daftar_miskin", subject=row.poverty_list.no, baris=row.number, **detail)
