"""What is said when the program itself fails: one line, how to report it, and details in a file."""

from __future__ import annotations

import platform
import sys
import traceback
from pathlib import Path

import click

from policybuilder.errors import PolicyBuilderError
from policybuilder.files.read import read_regular
from policybuilder.version import VERSION

EXIT_CODE = 70
"""Neither 1 (something is wrong with a file) nor 2 (the command was not understood); EX_SOFTWARE of sysexits.h."""

_FIRST_LINE = "A fault of policybuilder"


def tell(error: BaseException, debug: Path | None) -> None:
    """Print that the program failed, in one line, and write the details to `debug` where one is named."""
    reason = " ".join(f"{type(error).__name__}: {error}".split())[:200].rstrip(": ")
    click.echo(f"policybuilder: error: a fault of the program, not of your files: {reason} [fault]", err=True)
    if debug is None:
        hint = "run it again as `policybuilder --debug fault.txt …`, and report it with that file"
    else:
        hint = _write(debug, error)
    click.echo(f"  hint: {hint} to whoever looks after policybuilder for you", err=True)


def _write(debug: Path, error: BaseException) -> str:
    """Write the details, and return what is to be done. A file that holds something else is left alone."""
    from policybuilder.files.write import write_changed

    try:
        if debug.exists() and not _is_report(debug):
            return f"{debug} is something else and was left alone: name another file, and report it with that file"
        write_changed({debug: _details(error).encode(errors="backslashreplace")})
    except PolicyBuilderError as failed:
        return f"{debug} {failed.problems[0].message}: name another file, and report it with that file"
    except (OSError, ValueError) as failed:
        return f"{debug} cannot be written ({failed}): name another file, and report it with that file"
    return f"report it with {debug}, which names files and may quote them: read it first, and send it"


def _is_report(path: Path) -> bool:
    try:
        return read_regular(path, len(_FIRST_LINE)) == _FIRST_LINE.encode()
    except OSError:
        return False


def _details(error: BaseException) -> str:
    made_by = f"policybuilder {VERSION}, Python {platform.python_version()}, {platform.platform()}"
    words = " ".join(repr(word[:200]) for word in sys.argv[1:])
    return f"{_FIRST_LINE}\n{made_by}\nCommand: {words}\n\n{''.join(traceback.format_exception(error))}"
