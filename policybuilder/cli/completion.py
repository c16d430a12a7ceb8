"""`policybuilder completion`: shell completion."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

_WHERE = {
    "bash": 'Add to ~/.bashrc:  eval "$(policybuilder completion bash)"',
    "zsh": 'Add to ~/.zshrc:  eval "$(policybuilder completion zsh)"',
    "powershell": "Add to $PROFILE:  policybuilder completion powershell | Out-String | Invoke-Expression",
    "fish": "Save as ~/.config/fish/completions/policybuilder.fish",
}


@click.command("completion")
@click.argument("shell", type=click.Choice(list(_WHERE)))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print what makes SHELL complete commands, options, profiles, documents and clauses.

    \b
    bash        add to ~/.bashrc:  eval "$(policybuilder completion bash)"
    zsh         add to ~/.zshrc:   eval "$(policybuilder completion zsh)"
    PowerShell  add to $PROFILE:
                policybuilder completion powershell | Out-String | Invoke-Expression
    fish        policybuilder completion fish > ~/.config/fish/completions/policybuilder.fish

    Example: policybuilder completion powershell
    """  # noqa: D301  the \b keeps the lines below it as they are
    if shell == "powershell":
        import policybuilder.cli.powershell  # noqa: F401
    found = get_completion_class(shell)
    assert found is not None
    script = found(ctx.find_root().command, {}, "policybuilder", "_POLICYBUILDER_COMPLETE").source()
    click.echo(f"# {_WHERE[shell]}\n{script}")
