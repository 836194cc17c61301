"""flask commands: prepare, migrate, load-reference, demo, user-add, worker, check."""

import logging
import sys
from collections.abc import Callable
from functools import wraps

import click
from flask import Flask, current_app
from flask_security import hash_password

from db import connection, schema
from db.reference_data import load_reference
from kiosk import tasks
from kiosk.config import ConfigurationError, Settings
from kiosk.files.vault import VaultError
from kiosk.services import invites, places, queue
from kiosk.services import settings as dated_settings
from kiosk.services.acting import ROLES, Refused
from kiosk.services.demo import load_accounts_only, load_demo

TASK_POLL_SECONDS = 0.1


def register(app: Flask, settings: Settings) -> None:
    for command in (prepare, migrate, load_reference_command, user_add, worker, check):
        app.cli.add_command(command)
    app.cli.add_command(_demo_command(settings))


def with_sentences(command: Callable) -> Callable:
    """A fault we foresee ends the command with its sentence and exit code 1, never with a stack trace."""

    @wraps(command)
    def run(*arguments, **options):
        try:
            return command(*arguments, **options)
        except (ConfigurationError, VaultError, Refused) as fault:
            click.echo(str(fault), err=True)
            sys.exit(1)

    return run


@click.command("prepare")
@with_sentences
def prepare() -> None:
    """Migrate and load reference data; quick when nothing is to do."""
    connection.ensure_connected()
    names = schema.migrate()
    counts = load_reference()
    _forget()
    click.echo(f"Skema: {len(names)} langkah baru. Data acuan: {_listed(counts) or 'sudah terbaru'}.")


@click.command("migrate")
@with_sentences
def migrate() -> None:
    """Bring the database to the newest schema."""
    connection.ensure_connected()
    names = schema.migrate()
    click.echo("\n".join(names) or "Skema sudah terbaru.")


@click.command("load-reference")
@with_sentences
def load_reference_command() -> None:
    """Load areas, departments, occupations, posts, tariffs and settings from db/reference."""
    connection.ensure_connected()
    counts = load_reference()
    _forget()
    click.echo(_listed(counts) or "Data acuan sudah terbaru.")


def _listed(counts: dict) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def _forget() -> None:
    places.forget()
    dated_settings.forget()


def _demo_command(settings: Settings) -> click.Command:
    @click.command("demo")
    @click.option("--empty", is_flag=True, help="Hanya akun contoh, tanpa pekerja contoh.")
    @with_sentences
    def demo(empty: bool) -> None:
        """Load made-up accounts and people; refused in production."""
        if settings.production:
            raise ConfigurationError("Orang contoh tidak boleh dimuat di produksi (PAYUNG_ENV=production).")
        connection.ensure_connected()
        load = load_accounts_only if empty else load_demo
        counts = load(hash_password=hash_password)
        _forget()
        click.echo(_listed(counts) or "Data contoh sudah ada.")

    return demo


@click.command("user-add")
@click.argument("email")
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES), default="admin")
@with_sentences
def user_add(email: str, name: str, role: str) -> None:
    """Make a one-time link for the first admin; everybody else is invited from the pages."""
    connection.ensure_connected()
    token = invites.invite_from_command(email=email, name=name, role=role)
    click.echo(f"Kirim alamat sekali pakai ini kepada {name}; berlaku tiga hari:")
    click.echo(f"{current_app.config['PUBLIC_URL']}/undangan/{token}")


@click.command("worker")
@with_sentences
def worker() -> None:
    """Run the jobs the pages ask for, until stopped."""
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    connection.ensure_connected()
    huey = queue.current()
    tasks.add_periodic_work(huey)
    queue.beat()
    queue.ask_silent_jobs_again()
    # Two threads: a long print run does not keep a small sheet waiting, and the heartbeat goes on.
    consumer = huey.create_consumer(
        workers=2, initial_delay=TASK_POLL_SECONDS, max_delay=TASK_POLL_SECONDS, scheduler_interval=1
    )
    consumer.run()


@click.command("check")
@with_sentences
def check() -> None:
    """Is everything here that a start needs? Says what is missing; exit code 1 if anything is."""
    faults = []
    if not connection.reachable():
        faults.append("Basis data tidak menjawab. Periksa DATABASE_URL.")
    elif pending := schema.pending():
        faults.append(f"Skema tertinggal: {', '.join(pending)}. Jalankan: flask --app wsgi migrate")
    if faults:
        click.echo("\n".join(faults), err=True)
        sys.exit(1)
    click.echo("Semua siap.")
