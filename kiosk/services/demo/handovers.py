"""How the made-up workers' cards came into a hand, wait for it, or did not reach it."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta

from db.models import Card, Consent, DeliveryTry
from kiosk.domain.clock import utc_now
from kiosk.services.demo.accounts import officers
from kiosk.services.demo.identities import Names
from kiosk.services.demo.print_runs import Printed, Run
from kiosk.services.demo.rows import insert
from kiosk.services.worker_rows import consent_columns

AT_ONCE, LATER, FROM_COMPANY = 0.6, 0.15, 0.35  # the others wait
AT_A_POST = 0.5  # of a company's people: their card waits at this post, not at the company
COMPANY_POST = "tambak-lorok"
TRIED = 0.25
FEW_TODAY = 8
RELATIONS = {"self": 78, "spouse": 8, "child": 5, "parent": 3, "sibling": 3, "neighbour": 2, "other": 1}
HOWS = {"thumb": "Cap jempol di buku serah terima", "list": "Daftar serah terima pos"}
REASONS = {"absent": 6, "unknown_address": 2, "moved": 2, "wrong_data": 1, "refused": 1}
MINUTES_A_DAY = 1440


def add_handovers(runs: list[Run], rng: random.Random) -> None:
    """Before the cards are stored: sets their hand-over. The consents of a company's people go to the store here."""
    Counter(rng).serve(runs)


def add_tries(runs: list[Run], rng: random.Random) -> None:
    """Once the cards are stored: what did not reach its hand."""
    waiting = [card.row for card in _good(runs) if card.row["handed_at"] is None]
    tried = [row for row in waiting if row["pickup_post"] and rng.random() < TRIED]
    ids = dict(Card.select(Card.serial, Card.id).tuples())
    by_post = {actor.post_id: actor.user_id for actor in officers().values()}
    rows = [
        _try(rng, ids[row["serial"]], row, by_post, last=number < FEW_TODAY)
        for number, row in enumerate(tried)
    ]
    insert(DeliveryTry, sorted(rows, key=lambda row: row["at"]))


def _try(rng: random.Random, card_id: int, row: dict, by_post: dict[int, int], *, last: bool) -> dict:
    """The first few were today, or as near to it as the hour allows."""
    at = _today(rng) if last else row["printed_at"] + timedelta(minutes=rng.randint(600, 20_000))
    return {
        "card": card_id,
        "reason": rng.choices(list(REASONS), REASONS.values())[0],
        "post": row["pickup_post"],
        "by": by_post[row["pickup_post"]],
        "at": min(utc_now(), max(at, row["printed_at"])),
    }


def _good(runs: list[Run]) -> Iterable[Printed]:
    """Living printed cards."""
    return (card for run in runs for card in run.cards if card.outcome == "good" and not card.row["void_at"])


def _today(rng: random.Random) -> datetime:
    return utc_now() - timedelta(minutes=rng.randint(5, 150))


class Counter:
    """Draws who took which card, when and how."""

    def __init__(self, rng: random.Random):
        self._rng = rng
        self._names = Names(rng)
        self._company_post = officers()[COMPANY_POST]
        self._consents: dict[int, dict] = {}

    def serve(self, runs: list[Run]) -> None:
        for card in (card for run in runs for card in run.cards if card.outcome == "good"):
            if card.row["void_at"]:
                self._hand_over(card, card.row["printed_at"])
            elif card.person.batch is None:
                self._at_a_post(card)
            else:
                self._of_a_company(card)
        for card in self._few_waiting(runs):
            self._hand_over(card, max(_today(self._rng), card.row["printed_at"]))
        insert(Consent, list(self._consents.values()))

    def _at_a_post(self, card: Printed) -> None:
        """Most wait at the desk for their card; some come for it later."""
        drawn, printed_at = self._rng.random(), card.row["printed_at"]
        if drawn < AT_ONCE:
            self._hand_over(card, min(utc_now(), printed_at + timedelta(minutes=self._rng.randint(1, 9))))
        elif drawn < AT_ONCE + LATER:
            self._hand_over_in_days(card)

    def _of_a_company(self, card: Printed) -> None:
        at_post = self._rng.random() < AT_A_POST
        card.row["pickup_post"] = self._company_post.post_id if at_post else None
        if self._rng.random() < FROM_COMPANY:
            self._hand_over_in_days(card)

    def _hand_over_in_days(self, card: Printed) -> None:
        """Those whose day has not come wait."""
        minutes = self._rng.randint(MINUTES_A_DAY, 25 * MINUTES_A_DAY)
        at = card.row["printed_at"] + timedelta(minutes=minutes)
        if at < utc_now():
            self._hand_over(card, at)

    def _few_waiting(self, runs: list[Run]) -> list[Printed]:
        """A few that were fetched from posts today."""
        waiting = [card for card in _good(runs) if not card.row["handed_at"] and card.row["pickup_post"]]
        return self._rng.sample(waiting, min(FEW_TODAY, len(waiting) // 2))

    def _hand_over(self, card: Printed, at: datetime) -> None:
        from_company = card.person.batch is not None
        relation = "self" if from_company else self._rng.choices(list(RELATIONS), RELATIONS.values())[0]
        how = self._rng.choices(list(HOWS), (3, 7))[0]
        post, by = self._where(card)
        card.row.update(
            handed_to=card.person.row["name"]
            if relation == "self"
            else self._names.person(self._rng.choice("LP")),
            handed_relation=relation,
            handed_how=how,
            handed_note=HOWS[how],
            handed_post=post,
            handed_at=at,
            handed_by=by,
        )
        if from_company and card.person.id not in self._consents:
            self._consents[card.person.id] = self._consent(card, at, by)

    def _where(self, card: Printed) -> tuple[int | None, int]:
        """The post and who served there; the company's own staff where the card did not go to a post."""
        own = card.person.row
        if card.person.batch is not None and card.row["pickup_post"]:
            return self._company_post.post_id, self._company_post.user_id
        return own["enrolled_post"], own["enrolled_by"]

    def _consent(self, card: Printed, at: datetime, by: int) -> dict:
        """Whom a company listed is asked at the counter."""
        how = self._rng.choices(("self", "thumb"), (7, 3))[0]
        return consent_columns(card.person.id, how=how, taken_by=by) | {"given_at": at}
