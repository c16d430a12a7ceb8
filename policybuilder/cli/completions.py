"""What a shell offers when a word of a command is completed. Nothing is checked, so that it is quick."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from policybuilder.errors import PolicyBuilderError
from policybuilder.library.workspace import AuthoredFile, Workspace, built_in_workspace, open_workspace

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def complete_profile(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the profiles of the workspace that start with what was typed."""
    workspace = _workspace(ctx)
    # The built-in illustrative councils are not the user's.
    own = Workspace(workspace.layers[:1] if workspace.root else (), workspace.root)
    return _stems(own.files("profiles", ".yaml"), incomplete)


def complete_document(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the templates that start with what was typed."""
    return _stems(_workspace(ctx).files("templates", ".yaml"), incomplete)


def complete_clause(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the clauses that start with what was typed."""
    files = _workspace(ctx).files("clauses", ".md", deep=True)
    # Clauses live in topic folders; clauses/README.md and the like are not clauses.
    return _stems((file for file in files if file.path.parent.parent.name == "clauses"), incomplete)


def _workspace(ctx: click.Context) -> Workspace:
    try:
        return open_workspace(ctx.obj or ctx.find_root().params.get("folder"))
    except PolicyBuilderError:
        return built_in_workspace()


def _stems(files: Iterable[AuthoredFile], incomplete: str) -> list[CompletionItem]:
    names = {file.path.stem for file in files}
    # Imported here: every command names what completes its words, and only a shell's question needs it.
    from click.shell_completion import CompletionItem

    return [CompletionItem(name) for name in sorted(names) if name.startswith(incomplete)]
