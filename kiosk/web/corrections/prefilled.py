"""What is on record as one would type it into the form of a correction; secrets are never sent to the browser."""

from kiosk.domain.words import number
from kiosk.services.person_values import SEALED, Value
from kiosk.web.enrolment.choices import OUTSIDE


def as_typed(values: dict[str, Value]) -> dict[str, str]:
    """How one would type what is on record; no secret among it."""
    return {name: _TYPED.get(name, _text)(value) for name, value in values.items() if name not in SEALED}


def _text(value: Value) -> str:
    return "" if value is None else str(value)


_TYPED = {
    "birth_on": lambda day: f"{day:%d/%m/%Y}",
    "kelurahan": lambda code: code or OUTSIDE,
    "income": lambda amount: "" if amount is None else number(amount),
}
