"""What a rule has to say about a value: how serious it is, and one sentence for the person at the desk."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from kiosk.domain.words import long_date, months_in_words, one_of

DAYS = "_on"
MONTHS = "_months"
CHOICES = "_or"


class Severity(StrEnum):
    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True)
class Finding:
    """One remark of a rule. `code` is stable (tests, overrides and error files group by it), `message` is the
    Indonesian source text with %(name)s places, `params` fills them. A param whose name ends in `_on` is a day, or
    a list of days, one that ends in `_months` a list of months; both are kept as `2026-11-01`, so that a finding can
    be stored as it is. One that ends in `_or` is a list of which one holds."""

    code: str
    severity: Severity
    message: str
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def sentence(self, translate: Callable[[str], str] = str, language: str = "id") -> str:
        """The sentence to show; web passes gettext and the reader's language, elsewhere it stays Indonesian."""
        return translate(self.message) % spoken(self.params, language)


def block(code: str, message: str, **params: Any) -> Finding:
    return Finding(code, Severity.BLOCK, message, _storable(params))


def warn(code: str, message: str, **params: Any) -> Finding:
    return Finding(code, Severity.WARN, message, _storable(params))


def info(code: str, message: str, **params: Any) -> Finding:
    return Finding(code, Severity.INFO, message, _storable(params))


def blocks(findings: Iterable[Finding]) -> bool:
    """Whether any finding forbids to go on."""
    return any(finding.severity is Severity.BLOCK for finding in findings)


def spoken(params: Mapping[str, Any], language: str = "id") -> dict[str, Any]:
    """The params as a sentence says them: days as `1 November 2026`, several with a stroke between them; months as
    `Februari–April 2027`; choices as `15 atau 16`."""
    return {name: _said(name, value, language) for name, value in params.items()}


def _said(name: str, value: Any, language: str) -> Any:
    if name.endswith(CHOICES):
        return one_of(value, language)
    if not name.endswith((DAYS, MONTHS)):
        return value
    days = [date.fromisoformat(text) for text in ([value] if isinstance(value, str) else value)]
    if name.endswith(MONTHS):
        return months_in_words(days, language)
    return " / ".join(long_date(day, language) for day in days)


def _storable(params: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _as_text(value) if name.endswith((DAYS, MONTHS)) else value for name, value in params.items()
    }


def _as_text(days: date | Iterable[date]) -> str | list[str]:
    return days.isoformat() if isinstance(days, date) else [day.isoformat() for day in days]
