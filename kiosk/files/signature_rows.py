"""Names that stand alone below a list: somebody whose number is missing, or who has signed it."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from kiosk.files.sheet_cells import Cell

_LONGEST = 12  # rows with a place, a day, an office, a name and a rank; more of them are people


def without_signatures(
    rows: Iterable,
    stands_alone: Callable[[Mapping[str, Cell]], bool],
    heading_row: int,
    passed_over: list[int],
) -> Iterator:
    """Rows (each with number and cells) without the signature at the end, whose numbers go to `passed_over`.

    A name alone counts where it follows another row at once, or where a row that is more than a name follows."""
    held, before = [], heading_row
    for row in rows:
        if not stands_alone(row.cells) or row.number == before + 1 or len(held) >= _LONGEST:
            yield from held
            yield row
            held, before = [], row.number
        else:
            held.append(row)
    passed_over.extend(row.number for row in held)
