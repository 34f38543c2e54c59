"""Templates are compiled once: without this, Voilà compiles all of them anew for every page that it renders."""

from __future__ import annotations

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from nbconvert.exporters import templateexporter


class _Kept(BytecodeCache):
    """Compiled templates, in memory. A changed template has another checksum, and is compiled again."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


_kept = _Kept()


class CompiledOnce(Extension):
    """Gives an environment the templates that another one has compiled."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.bytecode_cache = _kept


_NAME = f"{CompiledOnce.__module__}.{CompiledOnce.__qualname__}"


def compile_once() -> None:
    """Let all exporters of this process share what they compile: nbconvert has a list of extensions, and no option."""
    if _NAME not in templateexporter.JINJA_EXTENSIONS:
        templateexporter.JINJA_EXTENSIONS.append(_NAME)
