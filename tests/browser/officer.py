"""An officer at the keyboard: types at human speed, and the time a person would need is counted, not measured.

Seconds per key and per glance are those of a practised clerk; a busy machine changes nothing."""

from playwright.sync_api import Page

SECONDS_PER_KEY = 0.22  # some 55 words a minute, digits read off a card
SECONDS_PER_GLANCE = 1.0  # from the form to the KTP and back, once for each field
FIELDS_TO_PASS = 40


class Officer:
    """`seconds` is what a person would have needed so far."""

    def __init__(self, page: Page):
        self._page = page
        self.seconds = 0.0

    def types(self, text: str) -> None:
        self._glances()
        self._page.keyboard.type(text, delay=20)
        self.seconds += SECONDS_PER_KEY * len(text)

    def presses(self, key: str) -> None:
        self._page.keyboard.press(key)
        self.seconds += SECONDS_PER_KEY

    def goes_to(self, name: str) -> None:
        """By Tab alone, to the field of that name (or id)."""
        for _step in range(FIELDS_TO_PASS):
            if name in self._page.evaluate("[document.activeElement.name, document.activeElement.id]"):
                return
            self.presses("Tab")
        raise AssertionError(f"Tab does not reach {name}")

    def _glances(self) -> None:
        self.seconds += SECONDS_PER_GLANCE
