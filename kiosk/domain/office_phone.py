"""The number at which a company answers: a mobile phone, or one on a desk."""

import phonenumbers

from kiosk.domain.phone import MOBILE, phone_display, read_phone


def read_office_phone(text: object) -> str | None:
    """`628123456567` or `62243547000`; None for what is no number of Indonesia."""
    if number := read_phone(text).number:
        return number
    try:
        parsed = phonenumbers.parse(str(text), "ID")
    except phonenumbers.NumberParseException:
        return None
    if parsed.country_code != 62 or not phonenumbers.is_valid_number(parsed):
        return None
    return f"62{parsed.national_number}"


def office_phone_display(number: str) -> str:
    """`0812-3456-7890`, `(024) 3547000`."""
    if MOBILE.fullmatch(number):
        return phone_display(number)
    parsed = phonenumbers.PhoneNumber(country_code=62, national_number=int(number[2:]))
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
