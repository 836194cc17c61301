"""How every command of ours speaks: in whole Indonesian sentences, never with a stack trace."""

import sys
from collections.abc import Callable
from functools import wraps

import click
from peewee import PeeweeException

from db.reference_data import ReferenceRefused
from kiosk.config import ConfigurationError
from kiosk.files.vault import VaultError
from kiosk.services.acting import Refused


class Command(click.Command):
    """Says in one sentence how it is used, where click would say in English what it has not understood."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError:
            usage = " ".join([self.name, *self.collect_usage_pieces(ctx)])
            click.echo(
                f"Perintah ini tidak lengkap atau salah ketik. Cara pakai: flask --app wsgi {usage}", err=True
            )
            ctx.exit(2)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [piece.replace("[OPTIONS]", "[--help]") for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        option.help = "Tampilkan penjelasan ini."
        return option


def with_sentences(command: Callable) -> Callable:
    """A fault we foresee ends the command with its sentence and exit code 1, never with a stack trace."""

    @wraps(command)
    def run(*arguments, **options):
        try:
            return command(*arguments, **options)
        except (ConfigurationError, VaultError, Refused, ReferenceRefused) as fault:
            click.echo(str(fault), err=True)
        except PeeweeException as fault:
            click.echo(f"Basis data menolak: {str(fault).strip().partition(chr(10))[0]}", err=True)
        sys.exit(1)

    return run
