"""A monthly evaluation in plain sentences: what its figures mean, for somebody who reads only these."""

from collections.abc import Iterator, Sequence
from datetime import date

from kiosk.domain.clock import add_months
from kiosk.domain.coverage_shares import in_words, per_cent
from kiosk.domain.figure_kinds import UCJ_ACTIVE, UCJ_TARGET, UCJ_TARGET_MORE, age_in_months, said
from kiosk.domain.month_report_corrections import Correction, kept
from kiosk.domain.month_reports import ClaimCounts, Figures
from kiosk.domain.words import long_date, number, rupiah
from kiosk.domain.words import month_name as words_of

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
        f"{_of_which_day(figures)} {said(UCJ_TARGET, aim.percent)}{PERCENT} calon peserta di kota aktif: "
        f"{number(aim.active)} dari {number(aim.potential)} orang."
    )
    this_year = figures.month.year
    none = "" if aim.target_year >= this_year else f" Belum ada target {this_year} yang tercatat."
    if aim.target_percent is None:
        return f"{sentence}{none}"
    wanted = f"{said(UCJ_TARGET, aim.target_percent)}{PERCENT}"
    if not aim.needed:
        return f"{sentence} Target {aim.target_year}, yaitu {wanted}, sudah tercapai.{none}"
    return f"{sentence} Target {aim.target_year} ialah {wanted}: kurang {number(aim.needed)} orang.{none}"


def _of_which_day(figures: Figures) -> str:
    """`Pada 7 November 2025 (12 bulan sebelum 30 November 2026)`: how old what is said of the city is."""
    active = figures.target.of(UCJ_ACTIVE)
    if active is None:
        return "Menurut angka terakhir"
    months = age_in_months(active.as_of, figures.day)
    old = f" ({months}{BLANK}bulan sebelum {long_date(figures.day)})" if months else ""
    return f"Pada {long_date(active.as_of)}{old}"


def other_count(figures: Figures) -> str:
    """Where a source names another number of people who lack than its own figures come to; else empty."""
    aim = figures.target
    stated = aim.of(UCJ_TARGET_MORE)
    if stated is None or aim.more_computed is None:
        return ""
    return (
        f"{stated.source} menyebut kurang {number(stated.value)} orang; menurut hitungan dari calon peserta, peserta "
        f"aktif, dan target pada tanggal itu kurang {number(aim.more_computed)}. Yang dipakai di sini ialah hitungan."
    )


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
    """`2 kecelakaan kerja dan 3 kematian (1 di antaranya karena kecelakaan kerja)`."""
    dead, by_accident = found.death + found.accident_death, found.accident_death
    parts = [f"{number(found.accident)} kecelakaan kerja"] if found.accident else []
    if dead:
        whose = " karena kecelakaan kerja" if dead == by_accident else ""
        among = (
            f" ({number(by_accident)} di antaranya karena kecelakaan kerja)" if 0 < by_accident < dead else ""
        )
        parts += [f"{number(dead)} kematian{whose}{among}"]
    return _joined(parts)


def clock(figures: Figures) -> str:
    """Of accidents, deadly ones too: `…, dan 6 belum dilaporkan sampai 23 November 2026, 5 di antaranya masih dalam
    batas`."""
    found = figures.claims
    if not found.on_the_clock:
        return ""
    parts = [f"{number(found.told_in_time)} dilaporkan ke BPJS dalam 2 × 24 jam"]
    parts += [f"{number(found.told_late)} dilaporkan terlambat"] if found.told_late else []
    if untold := found.untold + found.waiting:
        parts += [
            f"{number(untold)} belum dilaporkan sampai {long_date(figures.day)}{_within(found, untold)}"
        ]
    deadly = " (yang meninggal ikut dihitung)" if found.accident_death else ""
    return f"Dari {number(found.on_the_clock)} kecelakaan kerja{deadly}, {_joined(parts)}."


def _within(found: ClaimCounts, untold: int) -> str:
    if not found.waiting:
        return " padahal batasnya sudah lewat"
    if found.waiting == untold:
        return ", dan masih dalam batas"
    return f", {number(found.waiting)} di antaranya masih dalam batas"


def money(figures: Figures) -> str:
    """Shown with its division."""
    if figures.money_each is None:
        return "Belum ada iuran yang dibayar untuk bulan yang berlaku."
    return (
        f"Melindungi satu orang selama satu bulan berbiaya {rupiah(figures.money_each)}: "
        f"{rupiah(figures.effective_money)} dibagi {number(figures.effective_months)} bulan{BLANK}perlindungan."
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


def corrected(found: Sequence[Correction]) -> str:
    """`9 angka orang dan klaim, juga 3 angka uang dan orang baru`: the first are what the list of reports counts."""
    of_people = kept(found)
    parts = [f"{number(of_people)} angka orang dan klaim"] if of_people else []
    if more := len(found) - of_people:
        parts += [f"{number(more)} angka uang dan orang baru"]
    return ", juga ".join(parts)


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
