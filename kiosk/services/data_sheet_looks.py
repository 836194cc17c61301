"""Who looked at one person's data or changed them: what, when and which office, never which officer's account."""

from collections.abc import Mapping, Sequence

from db.models import AuditEvent, Company, Post, User
from kiosk.domain.clock import local
from kiosk.domain.words import clock_time, short_date
from kiosk.files.data_sheets import Line

LISTED = 300
OFFICES = {
    "petugas": "petugas kelurahan",
    "admin": "Dinas Tenaga Kerja",
    "auditor": "pengawas",
    "sistem": "Payung, otomatis",
    "mitra": "perusahaan",
}


def looks_at(reg_no: str, others: Sequence[str], action_words: Mapping[str, str]) -> tuple[list[Line], int]:
    """The latest lines, newest first, as (when, what, office), and how many older ones there are; four queries.
    `others` are the numbers merged into `reg_no`: their lines are among them, each with its number."""
    mine = (AuditEvent.subject_kind == "pekerja") & AuditEvent.subject.in_([reg_no, *others])
    lines = list(AuditEvent.select().where(mine).order_by(AuditEvent.id.desc()).limit(LISTED))
    left_out = AuditEvent.select().where(mine).count() - len(lines) if len(lines) == LISTED else 0
    posts = {
        post.id: post.name for post in Post.select().where(Post.id.in_({line.post_id for line in lines}))
    }
    companies = _companies_of({line.user_id for line in lines if line.role == "mitra"})
    said = [
        Line(_when(line.at), _what(line, reg_no, action_words), _office(line, posts, companies))
        for line in lines
    ]
    return said, left_out


def _companies_of(user_ids: set[int]) -> dict[int, str]:
    people = User.select(User.id, Company.name).join(Company, on=User.company).where(User.id.in_(user_ids))
    return dict(people.tuples())


def _what(line: AuditEvent, reg_no: str, action_words: Mapping[str, str]) -> str:
    words = action_words.get(line.action, line.action)
    return words if line.subject == reg_no else f"{words} (nomor {line.subject})"


def _office(line: AuditEvent, posts: Mapping[int, str], companies: Mapping[int, str]) -> str:
    return posts.get(line.post_id) or companies.get(line.user_id) or OFFICES.get(line.role, line.role)


def _when(at) -> str:
    there = local(at)
    return f"{short_date(there.date())} {clock_time(there)}"
