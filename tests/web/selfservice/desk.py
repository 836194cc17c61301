"""Somebody at the kiosk, without JavaScript: the form as it stands on the screen, filled in and sent."""

from tests.web.accounts.desk import field, token
from tests.web.desk import NIK


def form_of(client, address: str = "/kios") -> dict:
    """The hidden fields of the form on a fresh screen."""
    text = client.get(address).text
    return {"csrf_token": token(client, address), "turn": field(text, "turn")}


def unknown(number: int) -> str:
    """NIKs nobody has; each with its own count."""
    return f"33740117050399{number:02d}"


def birth(day: str = "17", month: str = "05", year: str = "2003") -> dict:
    return {"birth_day": day, "birth_month": month, "birth_year": year}


def ask(client, number: str = NIK, address: str = "/kios", **other):
    """Send the screen's form with `number`; the birth date is Slamet's unless told."""
    return client.post(address, data={**form_of(client, address), "number": number, **birth(), **other})


def scan(client, code: str, address: str = "/kios"):
    """What a scanner types, and its Enter."""
    return client.post(address, data={**form_of(client, address), "number": code})


WRONG = birth("1", "1", "1991")
