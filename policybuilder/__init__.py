"""AI policies for UK councils, from a clause library and one profile a council.

    import policybuilder

    library = policybuilder.load("my-workspace")
    document = policybuilder.resolve(library, "riverton", "generative-ai-policy")
    word_file = policybuilder.write(document, "word", library)

`policybuilder.api` has a function for each command. What goes wrong is raised as
`policybuilder.errors.PolicyBuilderError`, which holds every problem with its place.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from policybuilder.version import VERSION

if TYPE_CHECKING:
    from policybuilder.api import check, load, resolve, write

__version__ = VERSION


def __getattr__(name: str) -> object:
    """Return the Python door, or a function of it, which is imported when it is first asked for."""
    if name not in (*__all__, "api"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    api = import_module("policybuilder.api")
    return api if name == "api" else getattr(api, name)


__all__ = ["__version__", "check", "load", "resolve", "write"]
