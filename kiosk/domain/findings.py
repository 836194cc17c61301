"""What a rule has to say about a value: how serious it is, and one sentence for the person at the desk."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True)
class Finding:
    """One remark of a rule. `code` is stable (tests, overrides and error files group by it), `message` is the
    Indonesian source text with %(name)s places, `params` fills them."""

    code: str
    severity: Severity
    message: str
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The sentence to show; web passes gettext, elsewhere it stays Indonesian."""
        return translate(self.message) % self.params


def block(code: str, message: str, **params: Any) -> Finding:
    return Finding(code, Severity.BLOCK, message, params)


def warn(code: str, message: str, **params: Any) -> Finding:
    return Finding(code, Severity.WARN, message, params)


def info(code: str, message: str, **params: Any) -> Finding:
    return Finding(code, Severity.INFO, message, params)


def blocks(findings: Iterable[Finding]) -> bool:
    """Whether any finding forbids to go on."""
    return any(finding.severity is Severity.BLOCK for finding in findings)
