"""The one-time link that a sign-up goes on with: sent to the e-mail that was typed, or handed over by the department.

Its token is derived from what was typed, when it is needed, and never kept: other facts are another link. Asking for it
is the same work for every address, NIK and NIP; what there is to say of an address is said in the letter alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from db.connection import in_turn, writing
from db.models import Message, Opd, SignUp, StaffMember
from kiosk.domain.clock import today, utc_now
from kiosk.domain.words import N_
from kiosk.services import messages, safe, sign_up_departments, sign_up_drafts
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.sign_up_rivals import nip_hash_of

LINK, ADDRESS = "sign_up.link", "sign_up.address"
LASTS = timedelta(days=3)
WAIT = timedelta(minutes=2)  # a letter takes a minute to leave
MOST_LETTERS = 5  # for one sign-up
MOST_TO_ONE_ADDRESS = 5  # on one day, whoever asks: nobody's mailbox is filled by strangers
LETTERS = 37  # taken in turn, so that none is counted beside another
KIND, TO_DONOR = "sign_up", "donor"

SUBJECT = "Payung: pendaftaran orang tua asuh"
MADE_WHEN_SENT = "Isi surel ini memuat tautan sekali pakai. Isinya dibuat saat dikirim dan tidak disimpan."
TOO_OFTEN = N_(
    "Tautan sudah dikirim %(most)s kali. Periksa juga folder spam. Bila tetap tidak ada, minta tautan kepada "
    "sekretaris OPD Anda."
)

_SENT = (SignUp.link_hash, SignUp.sent_at, SignUp.sent_times)


class TooSoon(Refused):
    """The same link left a moment ago; `again_at` is naive UTC."""

    def __init__(self, again_at: datetime):
        super().__init__(N_("Tautan baru saja dikirim. Tunggu dua menit, lalu kirim lagi."))
        self.again_at = again_at


@dataclass(frozen=True)
class OpenLink:
    """What is shown to whoever opened it; `nip` is masked, `handed` says that a department made the link."""

    fields: dict[str, str]
    opd_name: str
    handed: bool


def send(*, key: str) -> None:
    """Queue a letter with the link for this draft, whose two steps are taken. Raises NotThere, TooSoon, Refused."""
    with writing():
        row, now = sign_up_drafts.draft(key=key), utc_now()
        fields = sign_up_drafts.typed(row)
        if not sign_up_drafts.is_whole(fields):
            raise NotThere
        link_hash = hash_of(token_of(row))
        if row.link_hash == link_hash and row.sent_at and row.sent_at + WAIT > now:
            raise TooSoon(row.sent_at + WAIT)
        if row.sent_times >= MOST_LETTERS:
            raise Refused(TOO_OFTEN, most=MOST_LETTERS)
        row.link_hash, row.sent_at, row.sent_times = link_hash, now, row.sent_times + 1
        row.expires_at, row.nip_hash = max(row.expires_at, now + LASTS), nip_hash_of(fields["nip"])
        row.save(only=[*_SENT, SignUp.expires_at, SignUp.nip_hash])
        _queue(row, fields["email"])


def _queue(row: SignUp, email: str) -> None:
    """One more than an address may get in a day is left out in silence: that others asked is nobody's business."""
    in_turn(LETTERS)
    start = f"{KIND}:{safe.index(email, ADDRESS).hex()[:24]}:{today():%Y%m%d}:"
    sent = Message.select(Message.id).where(Message.key >= start, Message.key < start + "z")
    if sent.count() < MOST_TO_ONE_ADDRESS:
        messages.write_letter(
            key=f"{start}{row.id}:{row.sent_times}", kind=KIND, to_kind=TO_DONOR, addresses=[email],
            subject=SUBJECT, text=MADE_WHEN_SENT,
        )  # fmt: skip


def token_of(row: SignUp) -> str:
    """The same for as long as nothing else is typed."""
    fields = sorted(sign_up_drafts.typed(row).items())
    content = safe.fingerprint({"sign_up": row.id, "begun": str(row.created_at), "fields": fields})
    return safe.index(content.hex(), LINK).hex()[:40]


def hash_of(token: str) -> bytes:
    return safe.index(token, f"{LINK}.hash")


def open_link(*, token: str) -> OpenLink:
    """What stands behind a link. Raises NotThere where it is unknown, used, replaced by another or too old."""
    row = SignUp.get_or_none(*is_open(token))
    if row is None:
        raise NotThere
    fields = facts_of(row)
    opd = Opd.get(Opd.code == fields["opd"])
    return OpenLink(fields, opd.name, handed=row.staff_id is not None)


def became(*, token: str, by: Actor) -> bool:
    """Whether this link has become the account of `by`."""
    used = SignUp.select().where(SignUp.link_hash == hash_of(token), SignUp.used_at.is_null(False))
    return used.where(SignUp.user == by.user_id).exists()


def is_open(token: str) -> tuple:
    """The conditions of a link that still works."""
    alive = (SignUp.sent_at > utc_now() - LASTS) & (SignUp.expires_at > utc_now())
    return SignUp.link_hash == hash_of(token), SignUp.used_at.is_null(), alive


def facts_of(row: SignUp) -> dict[str, str]:
    """What was typed, or what the roster says of whom a department has handed the link to."""
    if row.staff_id is None:
        return sign_up_drafts.typed(row)
    staff = StaffMember.select(StaffMember, Opd).join(Opd).where(StaffMember.id == row.staff_id).get()
    department = _department_of(staff.opd)
    return {
        "name": staff.name,
        "status_asn": staff.status_asn,
        "nip": staff.nip,
        "jabatan": staff.jabatan,
        "opd": department.code,
        "unit": "" if department.id == staff.opd_id else staff.opd.name,
    }


def _department_of(opd: Opd) -> Opd:
    """The one that a unit of the roster lies below."""
    while opd.kind == sign_up_departments.UNIT and opd.parent_id:
        opd = opd.parent
    return opd
