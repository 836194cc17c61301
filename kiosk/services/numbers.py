"""Public numbers of batches, print runs and cards: drawn by chance, so that nobody can count or guess them."""

import secrets

from kiosk.domain.registration import ALPHABET


def fresh_number(prefix: str, length: int = 6) -> str:
    """`B26-7K3QF2`: prefix and `length` sayable characters."""
    return f"{prefix}-{''.join(secrets.choice(ALPHABET) for _ in range(length))}"


def fresh_token() -> str:
    """192 bits for the address in a card's QR."""
    return secrets.token_urlsafe(24)
