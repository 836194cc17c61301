"""Many cards handed over by a list on paper that was signed: each card is noted or, with its reason, left out."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace

from db.models import Card, Worker
from kiosk.domain.clock import utc_now
from kiosk.domain.findings import Finding, block
from kiosk.domain.words import N_
from kiosk.services import access, handover_consents, places
from kiosk.services.acting import Actor, Refused
from kiosk.services.handover_cards import MAY_CHANGE, hold, obstacle_to, stand_ready
from kiosk.services.handover_reach import within_reach
from kiosk.services.handover_words import LIST, SELF
from kiosk.services.handovers import (
    NO_CONSENT,
    ONLY_SELF,
    Receiver,
    mark,
    record,
    require_place,
    settle_print,
)
from kiosk.services.once import once

MOST = 200
PAPER = "daftar serah terima"  # where a consent given by that list stands, with the list's own note

TOO_MANY = N_("Paling banyak %(most)s kartu sekaligus. Tandai lebih sedikit, lalu kirim lagi.")
NONE_CHOSEN = N_("Belum ada kartu yang ditandai. Tandai dulu orang yang sudah tanda tangan di daftar.")
OUT_OF_REACH = N_("Kartu ini tidak menunggu di pos atau perusahaan Anda.")


@dataclass(frozen=True)
class Candidate:
    """One card of the list. `finding` is why it is left out, None where it can be handed over; without a name it is
    none of this person's."""

    serial: str
    name: str = ""
    reg_no: str = ""
    area: str = ""
    asks: bool = False
    finding: Finding | None = None


@dataclass(frozen=True)
class BulkReport:
    handed: int
    left_out: list[Candidate]


def candidates(*, serials: list[str], by: Actor) -> list[Candidate]:
    """In the given order, in four queries. Raises Refused for none and for more than MOST."""
    serials = list(dict.fromkeys(serials))
    _require_fair_number(serials)
    judged = _judged(_cards(serials, by), by)
    return [judged.get(serial) or _unknown(serial) for serial in serials]


def hand_over_by_list(
    *, relations: Mapping[str, str], note: str, agreed: bool, client_key: str, by: Actor
) -> BulkReport:
    """`relations`: who took it, by the card's serial; `note`: which list; `agreed`: the words of consent stood on it,
    and those who were asked have signed below them. Raises NotAllowed, Refused, KeyInUse."""
    access.require(by.role in MAY_CHANGE)
    _require_fair_number(relations)
    require_place(LIST, note)
    chosen = " ".join(f"{serial}:{relation}" for serial, relation in relations.items())
    answer, _first = once(
        key=client_key,
        purpose="handover.list",
        content={"cards": chosen, "note": note, "agreed": agreed},
        by=by,
        make=lambda: _hand_over(relations, note, agreed, by),
    )
    return _report(json.loads(answer), by)


def _require_fair_number(serials: Collection[str]) -> None:
    if not serials:
        raise Refused(NONE_CHOSEN)
    if len(serials) > MOST:
        raise Refused(TOO_MANY, most=MOST)


def _hand_over(relations: Mapping[str, str], note: str, agreed: bool, by: Actor) -> str:
    """Answers with what becomes of it as JSON: how many were handed over, [serial, finding] of whom not."""
    held, at = hold([card.id for card in _cards(list(relations), by)]), utc_now()
    cards, judged = {card.serial: card for card in held}, _judged(held, by)
    left_out, asked, handed = [], [], 0
    for serial, relation in relations.items():
        candidate = _with_consent(judged.get(serial) or _unknown(serial), relation, agreed)
        if candidate.finding:
            left_out.append([serial, asdict(candidate.finding)])
            continue
        card = cards[serial]
        mark(card, Receiver(relation, LIST, note=note), at, by)
        record(card, relation=relation, how=LIST, asked=candidate.asks, by=by)
        asked += [card.worker_id] if candidate.asks else []
        handed += 1
    gone = {serial for serial, _finding in left_out}
    settle_print([card.id for serial, card in cards.items() if serial not in gone])
    handover_consents.note(asked, how=SELF, words=f"{PAPER}: {note}"[:200], at=at, by=by)
    return json.dumps({"handed": handed, "left_out": left_out})


def _with_consent(candidate: Candidate, relation: str, agreed: bool) -> Candidate:
    if candidate.finding or not candidate.asks:
        return candidate
    if relation != SELF:
        return replace(candidate, finding=block("only_self", ONLY_SELF))
    return candidate if agreed else replace(candidate, finding=block("no_consent", NO_CONSENT))


def _cards(serials: list[str], by: Actor) -> list[Card]:
    query = Card.select(Card, Worker).join(Worker).where(Card.serial.in_(serials))
    reach = within_reach(by)
    return list(query if reach is None else query.where(reach))


def _judged(cards: list[Card], by: Actor) -> dict[str, Candidate]:
    asked = handover_consents.still_to_ask([card.worker_id for card in cards])
    ready = stand_ready([card.id for card in cards])
    return {card.serial: _candidate(card, card.worker_id in asked, ready, by) for card in cards}


def _candidate(card: Card, asks: bool, ready: set[int], by: Actor) -> Candidate:
    worker = card.worker
    area = places.area_name(worker.kelurahan_id, worker.home_regency)
    return Candidate(card.serial, worker.name, worker.reg_no, area, asks, obstacle_to(card, by, ready))


def _unknown(serial: str) -> Candidate:
    return Candidate(serial, finding=block("out_of_reach", OUT_OF_REACH))


def _report(done: dict, by: Actor) -> BulkReport:
    """Why somebody was left out is what was found then, whatever has changed since: a second sending is answered
    alike. A name is told where the card is within reach now."""
    found = {serial: Finding(**finding) for serial, finding in done["left_out"]}
    named = candidates(serials=list(found), by=by) if found else []
    return BulkReport(done["handed"], [replace(one, finding=found[one.serial]) for one in named])
