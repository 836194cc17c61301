"""What somebody who scans a card finds in the ledger, and reads on the page."""

from datetime import date
from html.parser import HTMLParser

from db.models import Worker
from kiosk.domain.clock import months_from
from tests.ledger_rows import paid_months, somebody

VOID = {"img", "br", "hr", "input", "link", "meta"}


def fund(
    first: date, count: int, *, effective: int = 0, paid: int = 0, by: str = "Pijar Semar", kind: str = "apbd"
) -> None:
    """Plan `count` months for the one worker; some of them are paid, and confirmed, on the first day of all."""
    paid_months(
        Worker.get(),
        months_from(first, count),
        funder=somebody(kind, by),
        paid=paid,
        effective=effective,
        on=first,
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open, self.read = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """It holds nothing."""

    def handle_endtag(self, tag):
        while tag in self.open and self.open.pop() != tag:
            continue

    def handle_data(self, data):
        if words := " ".join(data.split()):
            self.read.append((tuple(self.open), words))


def read(page: str) -> list[tuple[tuple[str, ...], str]]:
    """Every text of the page in its order, with the tags it stands in from the outermost."""
    reader = _Reader()
    reader.feed(page)
    return reader.read


def read_in_main(page: str) -> list[tuple[str, str]]:
    """(tag it stands in, words) of what the page's main part says, in its order."""
    return [(tags[-1], words) for tags, words in read(page) if "main" in tags]
