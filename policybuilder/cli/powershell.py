"""What PowerShell asks when a word of a command is completed, and the script that makes it ask."""

from __future__ import annotations

import os

from click.shell_completion import CompletionItem, ShellComplete, add_completion_class

# The words before the one being typed are handed over one a line, for a Windows path may hold spaces and backslashes.
# Only plain texts are given back: where a laptop is locked down, PowerShell's own type for them may not be made.
_SCRIPT = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($word, $ast, $cursor)
    $before = $ast.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { "$_".Trim('"', "'") }
    $env:%(complete_var)s = 'powershell_complete'
    $env:POLICYBUILDER_WORDS = $before -join "`n"
    $env:POLICYBUILDER_WORD = $word
    try {
        %(prog_name)s | Where-Object { $_ }
    } finally {
        Remove-Item Env:%(complete_var)s, Env:POLICYBUILDER_WORDS, Env:POLICYBUILDER_WORD -ErrorAction Ignore
    }
}
"""


class PowerShellComplete(ShellComplete):
    """Completion for Windows PowerShell 5.1 and PowerShell 7."""

    name = "powershell"
    source_template = _SCRIPT

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one being typed, and that one."""
        before = os.environ.get("POLICYBUILDER_WORDS", "")
        return before.split("\n") if before else [], os.environ.get("POLICYBUILDER_WORD", "")

    def format_completion(self, item: CompletionItem) -> str:
        """Return what PowerShell puts in place of the word; files and folders it completes by itself."""
        return str(item.value) if item.type == "plain" else ""


add_completion_class(PowerShellComplete)
