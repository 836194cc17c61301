"""One-time links to get in: for somebody new, or for a new password. What becomes of one stands in invite_links."""

import secrets
import uuid
from dataclasses import asdict, dataclass
from datetime import timedelta

from db.connection import writing
from db.models import Company, Invite, Opd, Post, User
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.services import audit, companies, places, safe
from kiosk.services.accounts import SYSTEM_ADDRESS, acting
from kiosk.services.acting import ROLES, Actor, Refused
from kiosk.services.invite_checks import checked_address, checked_name
from kiosk.services.once import once
from kiosk.services.open_links import is_open, one_at_a_time, void_links_of

LASTS = timedelta(days=3)
TOKEN = "invite"


@dataclass(frozen=True)
class NewInvite:
    """Posts are post codes; company_id and opd_id only where the role needs them."""

    email: str
    name: str
    role: str
    company_id: int | None = None
    opd_id: int | None = None
    posts: tuple[str, ...] = ()


def form_choices(by: Actor) -> dict[str, list[tuple[str, str]]]:
    """Companies, departments and posts for the invite form, as (value, label)."""
    return {
        "company": companies.choices_for(by),
        "opd": [(str(row.id), row.name) for row in Opd.select().order_by(Opd.name)],
        "posts": [(row.code, row.name) for row in places.posts()],
    }


def invite(*, wish: NewInvite, client_key: str, by: Actor) -> str:
    """Make a one-time link for a person, new or known (then it sets a new password); answers with its token.

    The token itself is not kept: for a repeated form the answer is the same because it is derived from the
    form's key. Raises Refused when the role lacks its company, department or post."""
    _require_whole(wish)
    token = safe.index(client_key + str(by.user_id), TOKEN).hex()[:40]
    once(
        key=client_key,
        purpose="invite",
        content=asdict(wish),
        by=by,
        make=lambda: _make(wish, token, by),
    )
    return token


def _require_whole(wish: NewInvite) -> None:
    if wish.role not in ROLES:
        raise Refused(N_("Pilih peran orang yang diundang."))
    if wish.role == "mitra" and not wish.company_id:
        raise Refused(N_("Pilih perusahaan untuk staf mitra."))
    if wish.role == "opd" and not wish.opd_id:
        raise Refused(N_("Pilih OPD untuk sekretaris OPD."))
    if wish.role == "petugas" and not wish.posts:
        raise Refused(N_("Pilih paling sedikit satu pos untuk petugas."))


def _make(wish: NewInvite, token: str, by: Actor) -> str:
    one_at_a_time()
    known = User.get_or_none(User.email == wish.email)
    if known and known.role != wish.role:
        raise Refused(N_("Alamat surel ini sudah dipakai akun dengan peran lain. Gunakan alamat lain."))
    if known and not known.active:
        raise Refused(
            N_("Akun dengan alamat surel ini sudah ditutup. Buka kembali dahulu di daftar pengguna.")
        )
    void_links_of(wish.email)
    made = Invite.create(
        token_hash=safe.index(token, TOKEN),
        email=wish.email,
        name=wish.name,
        role=wish.role,
        company=wish.company_id if wish.role == "mitra" else None,
        opd=wish.opd_id if wish.role in ("opd", "donatur") else None,
        posts=list(wish.posts) if wish.role == "petugas" else [],
        invited_by=by.user_id,
        expires_at=utc_now() + LASTS,
    )
    audit.record("akun.diundang", by=by, kind="undangan", subject=str(made.id), peran=wish.role)
    return str(made.id)


def invite_from_command(
    *,
    email: str,
    name: str,
    role: str,
    company: str = "",
    opd: str = "",
    posts: tuple[str, ...] = (),
    test_addresses: bool = False,
) -> str:
    """The first admin's link, from the command line, where nobody is signed in yet. Answers with the token.

    Company, department and posts by their codes. Raises Refused as the form would."""
    wish = NewInvite(
        email=checked_address(email, test_addresses=test_addresses),
        name=checked_name(name),
        role=role,
        company_id=_coded(Company, company).id if company else None,
        opd_id=_coded(Opd, opd).id if opd else None,
        posts=tuple(_coded(Post, code).code for code in posts),
    )
    _require_whole(wish)
    token = secrets.token_hex(20)
    with writing():
        _make(wish, token, acting(_system_user()))
    return token


def _coded(table, code: str):
    """The row with this code. Raises Refused."""
    found = table.get_or_none(table.code == code)
    if found is None:
        raise Refused(N_("Kode %(code)s tidak dikenal. Periksa ejaannya."), code=code)
    return found


def _system_user() -> User:
    """Whom a command acts as."""
    known = User.get_or_none(User.email == SYSTEM_ADDRESS)
    return known or User.create(
        email=SYSTEM_ADDRESS, name="Payung", role="admin", active=False, fs_uniquifier=uuid.uuid4().hex
    )


def open_invites() -> list[Invite]:
    return list(Invite.select().where(is_open()).order_by(Invite.id.desc()))
