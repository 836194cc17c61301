"""Jinja made quicker where it costs most.

Our pages import many small parts, and at each import Jinja asks of every global name, one after the other in Python,
whether the part knows it: as sets it is one step. Compiled templates stay beside Python's own compiled files, for every
process and the next start: to compile all takes a process five seconds.
"""

import os
from collections import ChainMap
from collections.abc import MutableMapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import jinja2
from flask import Flask
from flask.templating import Environment
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

FOLDER = Path(__file__).parent / "__pycache__" / "templates"


class Names(ChainMap):
    """Globals of a template, over those of all."""

    def keys(self) -> set[str]:
        return set().union(*self.maps)


class TemplateEnvironment(Environment):
    def make_globals(self, d: MutableMapping | None) -> Names:
        return Names({} if d is None else d, self.globals)


class KeptTemplates(FileSystemBytecodeCache):
    def dump_bytecode(self, bucket: Bucket) -> None:
        """A full disk costs time, no page."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def keep_compiled(app: Flask) -> None:
    """Once the environment is as it stays: what was compiled otherwise lies in another folder. Nothing is kept where
    the code may not be written to."""
    folder = FOLDER / _version(app.jinja_env)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    if os.access(folder, os.W_OK):
        app.jinja_env.bytecode_cache = KeptTemplates(str(folder))


def _version(environment: Environment) -> str:
    options = (
        jinja2.__version__,
        environment.trim_blocks,
        environment.lstrip_blocks,
        *sorted(environment.extensions),
    )
    return sha256(repr(options).encode()).hexdigest()[:12]
