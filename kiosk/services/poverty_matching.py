"""Rows of a list of the extreme poor beside the people on record: who is known, under which name, and who is not."""

from collections.abc import Iterable, Sequence

from db.kept import KeptIn
from db.models import PovertyList, PovertyRow, Worker
from kiosk.domain.place_writing import areas_meant
from kiosk.domain.poverty_rows import (
    DIFFERS,
    DROPPED,
    KNOWN,
    MATCHED,
    REPEATED,
    SEALED,
    TWO_NAMES,
    UNKNOWN,
    WRONG,
    PovertyLine,
    area_words,
    is_same,
)
from kiosk.services import merged_numbers, places, poverty_guesses, safe
from kiosk.services.nik_lookups import workers_by_hash

PORTION = 100
NO_SECRETS = {
    "nik_hash": None, "nik_sealed": None, "name_sealed": None, "kelurahan": None, "area_text": "",
    "likely_kecamatan": None, "handover": None,
}  # fmt: skip
_NOTHING = {
    **NO_SECRETS, "decile": None, "worker": None, "why": "", "before_decile": None, "settled_by": None,
    "settled_at": None,
}  # fmt: skip

_sealed_before = KeptIn(
    lambda slot, many: PovertyRow.select(PovertyRow.nik_hash, PovertyRow.name_sealed).where(
        PovertyRow.nik_hash.in_(many),
        PovertyRow.poverty_list == slot("list"),
        PovertyRow.state.in_([slot("sealed"), slot("differs")]),
    ),
    portion=PORTION,
)
_known_before = KeptIn(
    lambda slot, many: PovertyRow.select(PovertyRow.worker).where(
        PovertyRow.worker.in_(many),
        PovertyRow.poverty_list == slot("list"),
        PovertyRow.state.in_([slot("matched"), slot("enrolled")]),
    ),
    portion=PORTION,
)


def values_of(poverty_list: PovertyList, lines: Sequence[PovertyLine]) -> list[dict]:
    """The columns of a PovertyRow for each of these lines, in the caller's transaction."""
    beside = _Beside(poverty_list, [line for line in lines if line.nik])
    head = {"poverty_list": poverty_list.id}
    return [head | _NOTHING | {"number": line.number} | beside.fate_of(line) for line in lines]


class _Beside:
    """People on record under the NIKs of these lines, and the rows of this list that came before."""

    def __init__(self, poverty_list: PovertyList, lines: Sequence[PovertyLine]):
        self._hashes = {line.nik: safe.index(line.nik, safe.NIK) for line in lines}
        self._people = workers_by_hash(self._hashes.values())
        free = [nik for nik, hashed in self._hashes.items() if hashed not in self._people]
        self._slips = merged_numbers.in_force_for(free)
        ids = {worker.id for worker in (*self._people.values(), *self._slips.values())}
        self._known = _workers_before(poverty_list, ids)
        self._names = _names_before(poverty_list, self._hashes.values())

    def fate_of(self, line: PovertyLine) -> dict:
        if line.why:
            return {"state": WRONG, "why": line.why}
        worker = self._person(line)
        if worker and is_same(line.name, worker.name):
            return self._matched(line, worker)
        if worker is None and line.out_of_age:
            return {"state": DROPPED, "why": line.out_of_age}
        return self._once_more(line, worker) or self._kept(line, worker)

    def _person(self, line: PovertyLine) -> Worker | None:
        """Whoever has this NIK; under a slip that was merged away, the person in force if the name is theirs."""
        if known := self._people.get(self._hashes[line.nik]):
            return known
        slip = self._slips.get(line.nik)
        return slip if slip and is_same(line.name, slip.name) else None

    def _matched(self, line: PovertyLine, worker: Worker) -> dict:
        if worker.id in self._known:
            return {"state": DROPPED, "why": REPEATED}
        self._known.add(worker.id)
        return {"state": MATCHED, "worker": worker.id, "decile": line.decile}

    def _once_more(self, line: PovertyLine, worker: Worker | None) -> dict | None:
        before = self._names.get(self._hashes[line.nik])
        if before is not None and (before == line.name or is_same(line.name, before)):
            return {"state": DROPPED, "why": REPEATED}
        if before is not None or (worker and worker.id in self._known):
            return {"state": WRONG, "why": TWO_NAMES}
        return None

    def _kept(self, line: PovertyLine, worker: Worker | None) -> dict:
        """Sealed until somebody has looked; of a place that is no kelurahan of ours the words are kept."""
        hashed = self._hashes[line.nik]
        self._names[hashed] = line.name
        area = _area_of(line)
        words = "" if area else area_words(line)
        return {
            "state": DIFFERS if worker else UNKNOWN,
            "worker": worker.id if worker else None,
            "nik_hash": hashed,
            "nik_sealed": safe.seal(line.nik, safe.POVERTY_NIK),
            "name_sealed": safe.seal(line.name, safe.POVERTY_NAME),
            "kelurahan": area,
            "area_text": words,
            "likely_kecamatan": None if area else poverty_guesses.guess(line.nik, words),
            "decile": line.decile,
        }


def _area_of(line: PovertyLine) -> str | None:
    found = areas_meant(line.kelurahan, line.kecamatan, places.areas_named) if line.kelurahan else ()
    return found[0].code if len(found) == 1 else None


def _workers_before(poverty_list: PovertyList, ids: Iterable[int]) -> set[int]:
    states = dict(zip(("matched", "enrolled"), KNOWN, strict=True))
    return {worker_id for (worker_id,) in _known_before.rows(ids, list=poverty_list.id, **states)}


def _names_before(poverty_list: PovertyList, hashes: Iterable[bytes]) -> dict[bytes, str]:
    states = dict(zip(("sealed", "differs"), SEALED, strict=True))
    rows = _sealed_before.rows(hashes, list=poverty_list.id, **states)
    return {
        bytes(hashed): safe.open_text(bytes(name) if name else None, safe.POVERTY_NAME) or ""
        for hashed, name in rows
    }
