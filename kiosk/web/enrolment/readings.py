"""What is said of the NIK and the phone number that were typed, at enrolment and in a correction."""

from functools import cached_property

from kiosk.domain.nik_remarks import UNLIKE_CARD
from kiosk.domain.phone import PhoneReading, read_phone
from kiosk.web.page_context import sentence


class Readings:
    """Mixed into a form with a field `phone` and with `reading`, that of the NIK."""

    @property
    def differs_from_nik(self) -> bool:
        """Whether what was typed of birth date and sex is other than what the NIK says."""
        return any(finding.code in UNLIKE_CARD for finding in self.reading.findings)

    @cached_property
    def phone_reading(self) -> PhoneReading:
        return read_phone(self.phone.data)

    @property
    def phone_is_dropped(self) -> bool:
        return bool(self.phone_reading.findings) and not self.phone_reading.number

    def point_out_dropped_phone(self) -> None:
        """For a form that comes back anyway; alone such a phone number never brings it back."""
        if self.phone_is_dropped:
            self.phone.errors = [sentence(finding) for finding in self.phone_reading.findings]
