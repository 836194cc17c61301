"""flask commands: prepare, migrate, load-reference, demo, user-add, worker, check, bank-layout."""

import logging
import os

import click
from flask import Flask, current_app
from flask_security import hash_password

from db import schema
from db.reference_data import load_reference
from kiosk import tasks
from kiosk.bank_layout_command import bank_layout
from kiosk.command_needs import require_database, require_schema
from kiosk.command_sentences import Command, with_sentences
from kiosk.config import ConfigurationError, Settings
from kiosk.services import (
    consents,
    invariants,
    invites,
    key_proof,
    mandate_texts,
    places,
    queue,
    worker_sounds,
)
from kiosk.services import settings as dated_settings
from kiosk.services.acting import ROLES, Refused
from kiosk.services.demo import load_accounts_only, load_demo
from kiosk.services.outage_log import OneLinePerOutage

TASK_POLL_SECONDS = 0.1
BEHIND_THE_DESK = 10  # niceness: where both want the processor, whoever waits at a page gets it
NEEDS = {"petugas": "--post", "mitra": "--company", "opd": "--opd"}  # role → what it cannot be without
TAKES = {**NEEDS, "donatur": "--opd"}  # role → the one option it has a use for


def register(app: Flask, settings: Settings) -> None:
    for command in (prepare, migrate, load_reference_command, user_add, worker, check, bank_layout):
        app.cli.add_command(command)
    app.cli.add_command(_demo_command(settings))


@click.command(cls=Command, name="prepare")
@with_sentences
def prepare() -> None:
    """Siapkan basis data: skema terbaru, data acuan, bukti kunci. Cepat bila sudah siap."""
    _prepare()


def _prepare() -> None:
    require_database()
    names = schema.migrate()
    counts = load_reference()
    worker_sounds.fill_missing()
    key_proof.write_once()
    _forget()
    click.echo(f"Skema: {len(names)} langkah baru. Data acuan: {_listed(counts) or 'sudah terbaru'}.")


@click.command(cls=Command, name="migrate")
@with_sentences
def migrate() -> None:
    """Bawa basis data ke skema terbaru."""
    require_database()
    names = schema.migrate()
    worker_sounds.fill_missing()
    click.echo("\n".join(names) or "Skema sudah terbaru.")


@click.command(cls=Command, name="load-reference")
@with_sentences
def load_reference_command() -> None:
    """Muat wilayah, OPD, pekerjaan, pos, iuran, dan pengaturan dari db/reference."""
    require_schema()
    counts = load_reference()
    _forget()
    click.echo(_listed(counts) or "Data acuan sudah terbaru.")


def _listed(counts: dict) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def _forget() -> None:
    places.forget()
    consents.forget()
    mandate_texts.forget()
    dated_settings.forget()


def _demo_command(settings: Settings) -> click.Command:
    @click.command(cls=Command, name="demo")
    @click.option("--empty", is_flag=True, help="Hanya akun contoh, tanpa pekerja contoh.")
    @click.option("--prepare", "prepare_first", is_flag=True, help="Siapkan basis datanya dulu.")
    @with_sentences
    def demo(empty: bool, prepare_first: bool) -> None:
        """Muat akun dan orang contoh; ditolak di produksi."""
        if settings.production:
            raise ConfigurationError("Orang contoh tidak boleh dimuat di produksi (PAYUNG_ENV=production).")
        if prepare_first:
            _prepare()
        require_schema()
        load = load_accounts_only if empty else load_demo
        counts = load(hash_password=hash_password)
        _forget()
        click.echo(_listed(counts) or "Data contoh sudah ada.")

    return demo


@click.command(cls=Command, name="user-add")
@click.argument("email", metavar="EMAIL")
@click.argument("name", metavar="NAMA")
@click.argument("role", metavar="[PERAN]", default="admin")
@click.option(
    "--post", "posts", metavar="KODE", multiple=True, help="Pos yang dilayani petugas; boleh diulang."
)
@click.option("--company", metavar="KODE", default="", help="Perusahaan staf mitra.")
@click.option("--opd", metavar="KODE", default="", help="OPD sekretaris atau ASN orang tua asuh.")
@with_sentences
def user_add(email: str, name: str, role: str, posts: tuple[str, ...], company: str, opd: str) -> None:
    """Buat tautan sekali pakai untuk admin pertama; orang lain diundang dari halaman Pengguna.

    PERAN adalah petugas, mitra, donatur, opd, admin (bila tidak diisi), atau auditor. Kode pos dan OPD tercantum di
    db/reference."""
    require_schema()
    _require_role(role, {"--post": posts, "--company": company, "--opd": opd})
    token = invites.invite_from_command(
        email=email,
        name=name,
        role=role,
        company=company,
        opd=opd,
        posts=posts,
        test_addresses=current_app.config["TEST_ADDRESSES_ALLOWED"],
    )
    click.echo(f"Kirim alamat sekali pakai ini kepada {name}; berlaku tiga hari:")
    click.echo(f"{current_app.config['PUBLIC_URL']}/undangan/{token}")


def _require_role(role: str, given: dict) -> None:
    if role not in ROLES:
        raise ConfigurationError(f"Peran {role!r} tidak dikenal; pilih salah satu dari {', '.join(ROLES)}.")
    if role in NEEDS and not given[NEEDS[role]]:
        raise ConfigurationError(f"Peran {role} memerlukan {NEEDS[role]} KODE.")
    unused = [option for option, value in given.items() if value and option != TAKES.get(role)]
    if unused:
        raise ConfigurationError(
            f"Peran {role} tidak memakai {' dan '.join(unused)}. Hapus pilihan itu, lalu ulangi."
        )


@click.command(cls=Command, name="worker")
@with_sentences
def worker() -> None:
    """Kerjakan pekerjaan latar yang diminta halaman, sampai dihentikan."""
    require_schema()
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    for handler in logging.getLogger().handlers:
        handler.addFilter(OneLinePerOutage())
    os.nice(BEHIND_THE_DESK)
    huey = queue.current()
    tasks.add_periodic_work(huey)
    queue.beat()
    queue.ask_silent_jobs_again()
    # Two threads: a long print run does not keep a small sheet waiting, and the heartbeat goes on.
    consumer = huey.create_consumer(
        workers=2, initial_delay=TASK_POLL_SECONDS, max_delay=TASK_POLL_SECONDS, scheduler_interval=1
    )
    consumer.run()


@click.command(cls=Command, name="check")
@with_sentences
def check() -> None:
    """Periksa apakah semua yang diperlukan untuk mulai sudah ada, dan apakah buku iuran benar: setiap aturannya
    dibuktikan pada data yang ada. Kode keluar 1 bila ada yang kurang atau salah; barisnya disebut."""
    require_schema()
    click.echo("Semua siap.")
    broken = 0
    for proof in invariants.prove():
        click.echo("\n".join(proof.lines()))
        broken += bool(proof.broken)
    if broken:
        raise Refused(
            f"{broken} aturan tidak dipenuhi. Baris yang salah disebut di atas; jangan ubah dengan tangan."
        )
    click.echo("Semua aturan dipenuhi.")
