"""The audit trail: one line for every change and every reveal, written with the change itself."""

from collections.abc import Mapping

from peewee import Value

from db.kept import KeptInsert
from db.models import AuditEvent, Invite, StaffMember, User
from kiosk.services.acting import Actor

PAGE = 50

_lines = KeptInsert(AuditEvent)


def record(action: str, *, by: Actor, kind: str = "", subject: str = "", **detail) -> None:
    """Add one line in the caller's transaction. `subject` is a public number; never a NIK, phone or KPJ."""
    _lines.add(**_head(action, by, kind), subject=subject, detail=detail)


def record_all(action: str, *, by: Actor, kind: str, lines: Mapping[str, Mapping]) -> None:
    """The same for several subjects, handed to the driver together; `lines` is subject → detail."""
    head = _head(action, by, kind)
    _lines.add_all([{**head, "subject": subject, "detail": detail} for subject, detail in lines.items()])


def _head(action: str, by: Actor, kind: str) -> dict:
    return {
        "user_id": by.user_id,
        "user_name": by.name,
        "role": by.role,
        "post_id": by.post_id,
        "action": action,
        "subject_kind": kind,
        "address": by.address,
    }


def trail(*, page: int = 1, action: str = "", subject: str = "") -> tuple[list[AuditEvent], bool]:
    """One page of the trail, newest first, and whether older lines follow."""
    query = AuditEvent.select().order_by(AuditEvent.id.desc())
    if action:
        query = query.where(AuditEvent.action == action)
    if subject:
        query = query.where(AuditEvent.subject == subject)
    lines = list(query.offset((page - 1) * PAGE).limit(PAGE + 1))
    return lines[:PAGE], len(lines) > PAGE


def people_named(lines: list[AuditEvent]) -> dict[tuple[str, str], tuple[str, str]]:
    """(kind, subject) → (name, address) of whom lines about accounts, links and staff speak (staff without address);
    one query for a page of them."""
    accounts = User.select(Value("akun"), User.id, User.name, User.email).where(
        User.id.in_(_numbers(lines, "akun"))
    )
    links = Invite.select(Value("undangan"), Invite.id, Invite.name, Invite.email).where(
        Invite.id.in_(_numbers(lines, "undangan"))
    )
    staff = StaffMember.select(Value("pegawai"), StaffMember.id, StaffMember.name, Value("")).where(
        StaffMember.id.in_(_numbers(lines, "pegawai"))
    )
    found = (accounts | links | staff).tuples()
    return {(kind, str(number)): (name, email) for kind, number, name, email in found}


def _numbers(lines: list[AuditEvent], kind: str) -> list[int]:
    return [int(line.subject) for line in lines if line.subject_kind == kind and line.subject.isdecimal()]


def actions() -> list[str]:
    """Every kind of action the trail knows, for its filter."""
    return [
        line.action for line in AuditEvent.select(AuditEvent.action).distinct().order_by(AuditEvent.action)
    ]


def history_of(kind: str, subject: str, limit: int = 20) -> list[AuditEvent]:
    return list(
        AuditEvent.select()
        .where(AuditEvent.subject_kind == kind, AuditEvent.subject == subject)
        .order_by(AuditEvent.id.desc())
        .limit(limit)
    )
