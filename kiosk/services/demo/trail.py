"""The audit lines that the made-up workers' enrolments would have left, in the order in which they happened."""

from db.models import AuditEvent, User
from kiosk.services.demo.people import Person
from kiosk.services.demo.rows import insert


def add_trail(people: list[Person]) -> None:
    """One line for each person, at the moment of the enrolment, by who enrolled."""
    by = {user.id: user for user in User.select()}
    rows = sorted((person.row for person in people), key=lambda row: row["enrolled_at"])
    insert(AuditEvent, [_line(row, by[row["enrolled_by"]]) for row in rows])


def _line(row: dict, by: User) -> dict:
    return {
        "at": row["enrolled_at"],
        "user_id": by.id,
        "user_name": by.name,
        "role": by.role,
        "post_id": row["enrolled_post"],
        "action": "pekerja.didaftarkan",
        "subject_kind": "pekerja",
        "subject": row["reg_no"],
    }
