"""What a shell offers when a word of a command is completed. Nothing is checked, so that it is quick."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from policybuilder.errors import PolicyBuilderError


def complete_profile(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the profiles of the workspace that start with what was typed."""
    return _stems(ctx, "profiles", ".yaml", incomplete)


def complete_document(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the templates that start with what was typed."""
    return _stems(ctx, "templates", ".yaml", incomplete)


def complete_clause(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the clauses that start with what was typed."""
    return _stems(ctx, "clauses", ".md", incomplete)


def _stems(ctx: click.Context, folder: str, suffix: str, incomplete: str) -> list[CompletionItem]:
    from policybuilder.library.workspace import built_in_workspace, open_workspace

    root = ctx.find_object(Path)
    try:
        workspace = open_workspace(root)
    except PolicyBuilderError:
        workspace = built_in_workspace()
    names = {file.path.stem for file in workspace.files(folder, suffix, deep=folder == "clauses")}
    return [CompletionItem(name) for name in sorted(names) if name.startswith(incomplete)]
