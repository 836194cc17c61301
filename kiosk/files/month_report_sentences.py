"""A monthly evaluation in plain sentences: what its figures mean, for somebody who reads only these."""

from collections.abc import Iterator
from datetime import date

from kiosk.domain.clock import add_months
from kiosk.domain.coverage_shares import in_words, per_cent
from kiosk.domain.figure_kinds import UCJ_TARGET, said
from kiosk.domain.month_reports import ClaimCounts, Figures
from kiosk.domain.words import month_name as words_of
from kiosk.domain.words import number, rupiah

BLANK = "\u00a0"  # where a line never ends
PERCENT = f"{BLANK}%"


def month_name(month: date) -> str:
    """`Oktober 2026`, never parted."""
    return words_of(month).replace(" ", BLANK)


def in_short(figures: Figures) -> list[str]:
    """For the first page."""
    return [progress(figures), lapses(figures), claims(figures), money(figures)]


def progress(figures: Figures) -> str:
    """`1.237 pekerja rentan terlindungi pada Oktober 2026, 44 orang lebih banyak daripada September 2026.`"""
    month, before = month_name(figures.month), figures.before
    sentence = f"{number(figures.effective)} pekerja rentan terlindungi pada {month}"
    if before is None or not before.planned:
        return f"{sentence}. Bulan sebelumnya belum ada perlindungan dalam catatan ini."
    step = figures.effective - before.effective
    if not step:
        return f"{sentence}, sama banyak dengan {month_name(before.month)}."
    more = "lebih banyak" if step > 0 else "lebih sedikit"
    return f"{sentence}, {number(abs(step))} orang {more} daripada {month_name(before.month)}."


def target(figures: Figures) -> str:
    """How far the whole city is, by published figures."""
    aim = figures.target
    if aim.percent is None:
        return "Angka resmi calon peserta atau peserta aktif belum dicatat, maka cakupan kota belum dapat dihitung."
    sentence = (
        f"{said(UCJ_TARGET, aim.percent)}{PERCENT} calon peserta di kota sudah aktif: {number(aim.active)} dari "
        f"{number(aim.potential)} orang."
    )
    if aim.target_percent is None:
        return sentence
    wanted = f"{said(UCJ_TARGET, aim.target_percent)}{PERCENT}"
    latest = "" if aim.target_year >= figures.month.year else ", yang terakhir tercatat,"
    if not aim.needed:
        return f"{sentence} Target {aim.target_year}{latest} yaitu {wanted} sudah tercapai."
    return f"{sentence} Target {aim.target_year}{latest} ialah {wanted}: kurang {number(aim.needed)} orang."


def own_part(figures: Figures) -> str:
    share = per_cent(figures.effective, figures.target.potential or 0)
    part = f", {in_words(share)}{PERCENT} dari calon peserta" if share is not None else ""
    return f"Lewat program yang dicatat di sini terlindungi {number(figures.effective)} orang{part}."


def lapses(figures: Figures) -> str:
    """`Dari 120 orang yang janjinya habis …, 97 berlanjut; 23 tidak.`"""
    before, found = month_name(add_months(figures.month, -1)), figures.lapses
    if not found.ended:
        return f"Tidak ada orang yang janji penanggungnya habis pada {before}."
    sentence = f"Dari {number(found.ended)} orang yang janjinya habis pada {before}, "
    if not found.lapsed:
        return f"{sentence}semuanya berlanjut."
    return f"{sentence}{number(found.continued)} berlanjut; {number(found.lapsed)} tidak."


def called(figures: Figures) -> str:
    found = figures.lapses
    if not found.lapsed:
        return ""
    if not found.called:
        return "Tidak seorang pun dari mereka yang tidak berlanjut tercatat pernah dihubungi."
    return (
        f"Di antara yang tidak berlanjut, {number(found.called)} orang pernah dihubungi dan {number(found.reached)} "
        "di antaranya sempat diberi tahu."
    )


def claims(figures: Figures) -> str:
    found, month = figures.claims, month_name(figures.month)
    if not found.reported:
        sentence = f"Tidak ada kecelakaan kerja atau kematian yang dilaporkan pada {month}."
    else:
        sentence = f"{number(found.reported)} klaim dilaporkan pada {month}: {_kinds(found)}."
    if found.paid:
        sentence += f" BPJS membayar {number(found.paid)} klaim, {rupiah(found.paid_amount)}."
    return sentence


def _kinds(found: ClaimCounts) -> str:
    named = (
        (found.accident, "kecelakaan kerja"),
        (found.accident_death, "meninggal karena kecelakaan kerja"),
        (found.death, "kematian"),
    )
    return ", ".join(f"{number(count)} {words}" for count, words in named if count)


def clock(figures: Figures) -> str:
    """Of claims that have one."""
    found = figures.claims
    if not found.accident + found.accident_death:
        return ""
    parts = [f"{number(found.told_in_time)} sampai di BPJS dalam 2 × 24 jam"]
    parts += [f"{number(found.told_late)} terlambat"] if found.told_late else []
    parts += [f"{number(found.untold)} belum sampai sampai akhir bulan"] if found.untold else []
    return f"Dari {number(found.accident + found.accident_death)} kecelakaan kerja, {_joined(parts)}."


def money(figures: Figures) -> str:
    """Shown with its division."""
    if figures.money_each is None:
        return "Belum ada iuran yang dibayar untuk bulan yang berlaku."
    return (
        f"Melindungi satu orang selama satu bulan berbiaya {rupiah(figures.money_each)}: "
        f"{rupiah(figures.effective_money)} dibagi {number(figures.effective_months)} bulan{BLANK}kerja."
    )


def poor(figures: Figures) -> str:
    found = figures.targeting
    if not found.poor:
        return "Belum ada pekerja terdaftar yang bertanda miskin ekstrem dari daftar yang masih berlaku."
    share = per_cent(found.poor_effective, figures.effective)
    part = f" Mereka {in_words(share)}{PERCENT} dari semua yang terlindungi." if share is not None else ""
    return (
        f"Dari {number(found.poor)} pekerja terdaftar yang bertanda miskin ekstrem, "
        f"{number(found.poor_effective)} terlindungi.{part}"
    )


def works(figures: Figures) -> str:
    found = figures.targeting
    reached, eligible = number(found.works_reached), number(found.works_eligible)
    sentence = f"{reached} dari {eligible} pekerjaan yang berhak sudah terjangkau."
    if not found.works_without:
        return sentence
    names = [_work(one.name, one.registered) for one in found.works_without]
    return f"{sentence} Belum seorang pun terlindungi: {'; '.join(names)}."


def _work(name: str, registered: int) -> str:
    return f"{name} ({number(registered)} terdaftar)" if registered else name


def _joined(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} dan {parts[-1]}"


def quality(figures: Figures) -> Iterator[tuple[int, str, str]]:
    """(people or cards, what is lacking, what it means), the ones that hold up cover first."""
    found = figures.quality
    yield found.dukcapil, "NIK ditolak Dukcapil", "tidak dapat diajukan ke BPJS sebelum dibetulkan"
    yield found.bpjs_rejected, "ditolak BPJS dan belum dibetulkan", "ditanggung tetapi tidak berlaku"
    yield found.incomplete, "isian untuk BPJS belum lengkap", "tempat lahir, nama ibu kandung, atau alamat"
    yield found.twins, "mungkin terdaftar dua kali", "perlu dilihat dan digabung"
    yield found.no_phone, "tanpa nomor HP", "tidak dapat diingatkan sebelum perlindungannya habis"
    yield (
        found.cards_waiting,
        "kartu belum diserahkan sesudah 30 hari",
        "sudah dicetak, masih menunggu di pos",
    )
