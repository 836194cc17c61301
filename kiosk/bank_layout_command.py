"""flask bank-layout: which layouts for the bank there are, or what is wrong with one and what it makes."""

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import click

from kiosk.command_needs import require_schema
from kiosk.command_sentences import Command, with_sentences
from kiosk.domain.bank_layouts import DebitHead, DebitOrder
from kiosk.domain.clock import first_of_month, today
from kiosk.domain.debit_reasons import NO_FUNDS, reason_of
from kiosk.domain.debit_returns import FAILED, PAID, UNREADABLE, WORDS, ReturnLine
from kiosk.files.bank_cells import BankFileRefused
from kiosk.files.bank_files import debit_file
from kiosk.files.bank_layout_files import ENDING
from kiosk.files.bank_layout_parts import Layout
from kiosk.files.bank_returns import read_return
from kiosk.files.bank_samples import answer_file
from kiosk.services import bank_layouts, settings
from kiosk.services.acting import Refused

WRONG = 2  # the exit code
SHOWN = 5
NO_ANSWER = "Berkas jawaban %(file)s tidak ada atau tidak dapat dibuka. Periksa nama dan izin berkasnya."
MADE_UP_ACCOUNT = "0000000001"
PEOPLE = (
    DebitOrder("K26-C0NT0H-2612-101", "0000000011", "Siti Contoh, S.Pd.", 16800, 1),
    DebitOrder("K26-C0NT0J-2612-101", "0000000022", "Raden Mas Contoh Nama yang Panjang Sekali", 33600, 2),
)


@click.command(cls=Command, name="bank-layout")
@click.argument("which", metavar="[NAMA|BERKAS]", required=False)
@click.option("--answer", metavar="BERKAS", help="Coba baca jawaban bank ini; tidak ada yang dicatat.")
@with_sentences
def bank_layout(which: str | None, answer: str | None) -> None:
    """Daftar susunan berkas bank; atau periksa satu susunan, lalu tampilkan contoh berkas yang dikirim dan jawaban yang
    dapat dibaca.

    NAMA adalah nama susunan, BERKAS sebuah berkas .toml di mana pun. Kode keluar 2 bila susunannya salah."""
    require_schema()
    try:
        if answer:
            _try(_wanted(which) if which else bank_layouts.current(), Path(answer))
        elif which:
            _check(_wanted(which))
        else:
            _list_all()
    except (Refused, BankFileRefused) as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(WRONG)


def _wanted(which: str) -> Layout:
    return bank_layouts.read(Path(which)) if which.endswith(ENDING) else bank_layouts.named(which)


def _list_all() -> None:
    """The broken ones too; then what is wrong with the first of them."""
    chosen, broken = settings.setting("debit_layout"), []
    for name, path in bank_layouts.everything().items():
        try:
            title = bank_layouts.read(path).title
        except Refused as refusal:
            title = "SALAH"
            broken.append(refusal)
        click.echo(f"{'*' if name == chosen else ' '} {name}: {title} ({path})")
    click.echo("Tanda * berarti dipakai (pengaturan debit_layout).")
    bank_layouts.current()
    for refusal in broken:
        raise refusal


def _try(layout: Layout, path: Path) -> None:
    """Says what the layout makes of a real answer, without anybody's account or name."""
    try:
        reading = read_return(layout, path.read_bytes())
    except OSError as fault:
        raise Refused(NO_ANSWER, file=path.name) from fault
    for finding in reading.findings:
        raise Refused(finding.sentence())
    counted = Counter(_fate(row) for row in reading.rows)
    click.echo(f"{layout.name}: {layout.title}. {len(reading.rows)} baris:")
    for fate, count in counted.most_common():
        click.echo(f"  {count} {fate}")
    for row in [one for one in reading.rows if one.findings][:SHOWN]:
        click.echo(f"  baris {row.number}: {' '.join(one.sentence() for one in row.findings)}")


def _fate(row: ReturnLine) -> str:
    if row.findings:
        return WORDS[UNREADABLE]
    return f"{WORDS[FAILED]}: {reason_of(row.reason).words}" if row.reason else WORDS[PAID]


def _check(layout: Layout) -> None:
    """By made-up people, and a bank that answers as the layout says."""
    layout = replace(layout, own_account=layout.own_account or MADE_UP_ACCOUNT)
    month = first_of_month(today())
    head = DebitHead(month, month, 1, len(PEOPLE), sum(one.amount for one in PEOPLE))
    sent = debit_file(layout, head, PEOPLE)
    paid, failed = PEOPLE
    answered = answer_file(
        layout,
        [
            ReturnLine(1, paid.key, paid.amount, PAID, reference="REF0001", day=month),
            ReturnLine(2, failed.key, failed.amount, FAILED, NO_FUNDS, "SALDO KURANG", "", month),
        ],
    )
    click.echo(f"{layout.name}: {layout.title}")
    _show("Berkas yang dikirim, dengan orang karangan:", sent.decode(layout.sent.encoding))
    _show("Jawaban bank yang dapat dibaca:", answered.decode())
    _read_back(layout, answered)


def _show(heading: str, text: str) -> None:
    click.echo(f"\n{heading}")
    for line in text.splitlines():
        click.echo(f"  {line}")


def _read_back(layout: Layout, answered: bytes) -> None:
    reading = read_return(layout, answered)
    findings = [*reading.findings, *(finding for row in reading.rows for finding in row.findings)]
    for finding in findings:
        raise Refused(finding.message, **dict(finding.params))
    click.echo("\nTerbaca sebagai:")
    for row in reading.rows:
        click.echo(f"  baris {row.number}: {row.key} {WORDS[row.status]}")
    click.echo("\nSusunan ini dapat dipakai.")
