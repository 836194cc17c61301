"""The number of a mandate's bank account: sealed, found again by its hash, masked wherever it is shown."""

from db.models import Mandate
from kiosk.domain.account_numbers import mask_account
from kiosk.services import safe

ACCOUNT = "mandate.account"


def columns_of(number: str) -> dict:
    """What a mandate keeps of it; `number` is digits only."""
    return {"account_sealed": safe.seal(number, ACCOUNT), "account_hash": safe.index(number, ACCOUNT)}


def number_of(mandate: Mandate) -> str:
    """In full, for the paper that is signed and for the bank; empty where it is not known any more."""
    return safe.open_text(mandate.account_sealed, ACCOUNT) or ""


def masked_of(mandate: Mandate) -> str:
    return mask_account(number_of(mandate))
