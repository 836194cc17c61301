"""Whether an acceptance names another KPJ than its person had; the ends of both numbers, for the line and the
history."""

from typing import NamedTuple

from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.bpjs_new_numbers import tail
from kiosk.services import safe
from kiosk.services.bpjs_answer_facts import Person


class Numbers(NamedTuple):
    """The last digits of the number before and of the one that BPJS names; both "" where nothing changed."""

    before: str = ""
    now: str = ""


def changed(row: CheckedAnswer, person: Person) -> Numbers:
    """As the person stood before the answer was applied."""
    holder = person.holder
    if not (row.kpj and holder.kpj_hash) or safe.index(row.kpj, safe.KPJ) == holder.kpj_hash:
        return Numbers()
    return Numbers(tail(safe.open_text(holder.kpj_sealed, safe.KPJ)), tail(row.kpj))
