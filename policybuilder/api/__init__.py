"""The Python door: a function for each command, with the command's words, that returns values and prints nothing.

    from policybuilder import api

    library = api.load("my-workspace")
    for found in api.explain(library, "riverton", "6.2"):
        print(found.place, found.state)

The values are frozen dataclasses; each has `as_json()`, or is a tuple of such, and `as_json.as_json` takes either. What
goes wrong is raised as `policybuilder.errors.PolicyBuilderError`, which holds every problem with its place. Nothing is
written but by `build`, `answer`, `sign_off`, `amend`, `take`, `take_over`, `answer_from`, `bring_in`, `undo`, `update`,
`put_off`, `settle`, `approve`, `withdraw` and `new_profile`, and none of these asks anybody anything. A function takes
the library that `load` returns, or, where only output/ is read or most runs read nothing, the workspace's folder.

The functions are here and not in `policybuilder` itself because `policybuilder.compare` is the package of that name.
The work is imported where it is used: neither `policybuilder --help` nor a program's start should wait for it.
"""

from policybuilder.api.adopting import adopt, answer_from, bring_in, take_over
from policybuilder.api.changes import compare, compare_councils, redline, verify_redline, write_comparison
from policybuilder.api.checking import check, check_file, named_rules, rules
from policybuilder.api.documents import build, load, resolve, write
from policybuilder.api.editing import amend, answer, effects, put_off, settle, sign_off, undo, update, updates
from policybuilder.api.files import (
    built_file,
    check_shell,
    doctor,
    prepare_shell,
    preview_shell,
    schema,
    shell_questions,
)
from policybuilder.api.listing import clause, clauses, cover, explain, law, parameter, parameters, relied_on, search
from policybuilder.api.new_profiles import asked, council, look_up_council, new_profile, questions
from policybuilder.api.taking import edits, take
from policybuilder.api.versions import approve, history, receipt, review, verify, verify_file, withdraw

__all__ = [
    "adopt",
    "amend",
    "answer",
    "answer_from",
    "approve",
    "asked",
    "bring_in",
    "build",
    "built_file",
    "check",
    "check_file",
    "check_shell",
    "clause",
    "clauses",
    "compare",
    "compare_councils",
    "council",
    "cover",
    "doctor",
    "edits",
    "effects",
    "explain",
    "history",
    "law",
    "load",
    "look_up_council",
    "named_rules",
    "new_profile",
    "parameter",
    "parameters",
    "prepare_shell",
    "preview_shell",
    "put_off",
    "questions",
    "receipt",
    "redline",
    "relied_on",
    "resolve",
    "review",
    "rules",
    "schema",
    "search",
    "settle",
    "shell_questions",
    "sign_off",
    "take",
    "take_over",
    "undo",
    "update",
    "updates",
    "verify",
    "verify_file",
    "verify_redline",
    "withdraw",
    "write",
    "write_comparison",
]
