"""The words of consent by version, and what one person consented to."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from db.models import Attachment, Consent, ConsentText, User, Worker
from kiosk.domain.clock import today
from kiosk.services import safe
from kiosk.services.acting import Actor, NotThere

PAPER = "persetujuan"  # owner_kind of what belongs to a consent
SIGNATURE = "tanda_tangan"
SEES_SIGNATURE = ("petugas", "admin", "auditor")


@dataclass(frozen=True)
class ConsentWords:
    """One version; `text` is what is read aloud, `text_en` the same for who reads English."""

    version: str
    valid_from: date
    text: str
    text_en: str

    def in_language(self, language: str) -> str:
        return self.text_en if language == "en" else self.text


@dataclass(frozen=True)
class GivenConsent:
    """A person's last consent; `signed` on the screen or not, `signature` the PNG for those who may see it."""

    consent: Consent
    signed: bool
    signature: bytes | None


def text_now(language: str) -> str:
    return words_on(today()).in_language(language)


def text_of(version: str, language: str) -> str:
    """Raises NotThere for a version that never was."""
    return words_of(version).in_language(language)


def words_of(version: str) -> ConsentWords:
    """Raises NotThere for a version that never was."""
    for words in _texts():
        if words.version == version:
            return words
    raise NotThere


def words_on(day: date) -> ConsentWords:
    """The version in force on a day; what is older than the first version counts as given to the first."""
    texts = _texts()
    return max((words for words in texts if words.valid_from <= day), key=_by_age, default=texts[0])


def _by_age(words: ConsentWords) -> tuple[date, str]:
    return words.valid_from, words.version


@lru_cache(maxsize=1)
def _texts() -> tuple[ConsentWords, ...]:
    """Oldest first. Reference data: read once per process. Raises LookupError before it is loaded."""
    rows = ConsentText.select().order_by(ConsentText.valid_from, ConsentText.version)
    texts = tuple(ConsentWords(row.version, row.valid_from, row.text, row.text_en) for row in rows)
    if not texts:
        raise LookupError("consent_text is empty: load the reference data first (flask prepare)")
    return texts


def forget() -> None:
    """Reference data was loaded anew: read it again."""
    _texts.cache_clear()


def given_by(worker: Worker, by: Actor) -> GivenConsent | None:
    """For a worker whom the reader may see; a company does not see the signature. One query, and a look into the safe
    where there is one."""
    found = (
        Consent.select(Consent, User, Attachment)
        .join(User, on=(Consent.taken_by == User.id))
        .switch(Consent)
        .left_outer_join(Attachment, on=_is_its_signature(), attr="drawn")
        .where(Consent.worker == worker.id)
        .order_by(Consent.id.desc())
        .first()
    )
    if found is None:
        return None
    path = found.drawn.path if getattr(found, "drawn", None) else ""
    visible = path and by.role in SEES_SIGNATURE
    return GivenConsent(found, bool(path), safe.file_content(path, SIGNATURE) if visible else None)


def _is_its_signature():
    return (
        (Attachment.owner_kind == PAPER)
        & (Attachment.owner_id == Consent.id)
        & (Attachment.kind == SIGNATURE)
    )
