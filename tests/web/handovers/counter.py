"""What is done at the counter, without JavaScript."""

from db.models import AuditEvent, Card, PrintedCard, PrintRun, Worker
from kiosk.domain.clock import utc_now
from tests.web import desk

LISTED = ("3374020902000001", "Sugeng Riyadi")
AGREED = {"consent": "y", "consent_how": "self", "consent_note": ""}


def printed_well(client, **chosen) -> str:
    """Print, and say that it came out well; answers with the serial of the first card."""
    run = PrintRun.get(PrintRun.no == desk.printed(client, **chosen))
    places = list(PrintedCard.select().where(PrintedCard.run == run).order_by(PrintedCard.place))
    cards = [place.card_id for place in places]
    PrintedCard.update(outcome="good").where(PrintedCard.run == run).execute()
    Card.update(printed_at=utc_now()).where(Card.id.in_(cards)).execute()
    return Card.get_by_id(cards[0]).serial


def card(serial: str) -> Card:
    return Card.get(Card.serial == serial)


def worker_of(serial: str) -> Worker:
    return card(serial).worker


def taken(**other) -> dict:
    """The fields of a hand-over to the owner, signed in a book."""
    return {
        "client_key": desk.key(),
        "relation": "self",
        "receiver": "",
        "how": "thumb",
        "note": "buku serah terima, halaman 12",
        **other,
    }


def hand_over(client, serial: str, **other):
    return desk.send(client, f"/kartu/{serial}/serah-terima", taken(**other))


def scan(client, text: str):
    return desk.send(client, "/kartu/serah-terima", {"kode": text})


def main_of(answer) -> str:
    return answer.text.partition("<main")[2].partition("</main>")[0]


def trail(action: str) -> list[AuditEvent]:
    return list(AuditEvent.select().where(AuditEvent.action == action))
