"""What a person's record may lack, or what somebody has to settle about it: one kind each, with the condition that
finds those people and the field that mends it.

Conditions are never null, so that they can be turned round."""

from collections.abc import Callable
from dataclasses import dataclass

from peewee import Value, fn

from db.models import Attachment, Worker, WorkerFlag
from kiosk.domain.words import N_
from kiosk.services import worker_flags
from kiosk.services.acting import Actor
from kiosk.services.photos import OWNER, PHOTO
from kiosk.services.standing import ASKED, is_free

SETTLE, BPJS, USEFUL = "settle", "bpjs", "useful"
OPTIONAL = "optional"  # may be asked for, and makes nobody incomplete


@dataclass(frozen=True)
class Kind:
    """`code` stands in addresses, `group` is SETTLE, BPJS, USEFUL or OPTIONAL, `field` that of the correction which
    mends it (empty where another page does), `flag` the kind of WorkerFlag, if it is one."""

    code: str
    group: str
    words: str
    field: str
    condition: Callable
    flag: str = ""


def _flagged(*kinds: str):
    """Found from the few open flags, not by a look at every person."""
    flags = WorkerFlag.select(WorkerFlag.worker).where(WorkerFlag.settled_at.is_null())
    return Worker.id.in_(flags.where(WorkerFlag.kind.in_(kinds)))


def _without_photo():
    photo = Attachment.select(Value(1)).where(
        Attachment.owner_kind == OWNER, Attachment.owner_id == Worker.id, Attachment.kind == PHOTO
    )
    return ~fn.EXISTS(photo)


def _flag_kind(code: str, words: str, field: str, flag: str) -> Kind:
    return Kind(code, SETTLE, words, field, lambda: _flagged(flag), flag)


APPROVAL = Kind(
    "persetujuan",
    SETTLE,
    N_("menunggu persetujuan Disnaker"),
    "",
    lambda: (fn.COALESCE(Worker.approval, "") == ASKED) & ~is_free(),
)
TWIN = _flag_kind("kembar", N_("mungkin terdaftar dua kali"), "", worker_flags.TWIN)
REJECTED = _flag_kind("bpjs", N_("ditolak BPJS"), "", worker_flags.BPJS_REJECTED)
# In the order in which they are worth mending.
KINDS = (
    _flag_kind("dukcapil", N_("NIK ditolak Dukcapil"), "nik", worker_flags.DUKCAPIL),
    REJECTED,
    TWIN,
    _flag_kind("ktp", N_("tanggal lahir atau jenis kelamin berbeda dari NIK"), "birth_on", worker_flags.KTP_DIFFERS),
    APPROVAL,
    Kind("tempat-lahir", BPJS, N_("tempat lahir"), "birth_place", lambda: Worker.birth_place == ""),
    Kind("ibu", BPJS, N_("nama ibu kandung"), "mother_name", lambda: Worker.mother_name_sealed.is_null()),
    Kind("alamat", BPJS, N_("alamat"), "address", lambda: Worker.address == ""),
    Kind("hp", USEFUL, N_("nomor HP"), "phone", lambda: Worker.phone_sealed.is_null()),
    Kind(PHOTO, OPTIONAL, N_("foto"), "", _without_photo),
)  # fmt: skip


def kinds_for(by: Actor) -> tuple[Kind, ...]:
    """An approval is the admin's to give; nobody else has anything to do about it."""
    return tuple(kind for kind in KINDS if kind is not APPROVAL or by.role in ("admin", "auditor"))


def to_settle(by: Actor):
    """Whether anything of SETTLE fits, with one look at the flags for all of them."""
    flagged = _flagged(*(kind.flag for kind in KINDS if kind.flag))
    return flagged | APPROVAL.condition() if APPROVAL in kinds_for(by) else flagged
