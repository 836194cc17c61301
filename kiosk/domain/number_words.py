"""A sum in words (terbilang), as it stands on a bill beside its figures."""

ONES = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
GROUPS = ("", "ribu", "juta", "miliar", "triliun")  # each a thousand times the one before
BEYOND = 1_000 ** len(GROUPS)


def rupiah_in_words(amount: int) -> str:
    """16800 → `enam belas ribu delapan ratus rupiah`. Raises as in_words."""
    return f"{in_words(amount)} rupiah"


def in_words(count: int) -> str:
    """1001000 → `satu juta seribu`, 0 → `nol`. Raises ValueError below 0 and from 1,000 triliun on."""
    if not 0 <= count < BEYOND:
        raise ValueError(f"{count} is not said in words")
    said = [_group(count // 1_000**step % 1_000, GROUPS[step]) for step in reversed(range(len(GROUPS)))]
    return " ".join(part for part in said if part) or "nol"


def _group(count: int, name: str) -> str:
    """Three figures with the name of their group; nothing for 000."""
    if count == 1 and name == "ribu":
        return "seribu"
    return f"{_below_thousand(count)} {name}".strip() if count else ""


def _below_thousand(count: int) -> str:
    hundreds, rest = divmod(count, 100)
    said = "seratus" if hundreds == 1 else f"{ONES[hundreds]} ratus" if hundreds else ""
    return f"{said} {_below_hundred(rest)}".strip()


def _below_hundred(count: int) -> str:
    tens, ones = divmod(count, 10)
    if tens == 1:
        return ("sepuluh", "sebelas")[ones] if ones < 2 else f"{ONES[ones]} belas"
    return f"{ONES[tens]} puluh {ONES[ones]}".strip() if tens else ONES[ones]
