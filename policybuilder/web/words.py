"""What the page says when it refuses something: what happened, and what to do."""

WORDS = {
    "stale_form": "This form is from before the program was last started",
    "stale_form_hint": "Nothing was saved. Go back, reload the page, and send the form again.",
    "refused": "That did not work",
    "refused_403": "This page is open to nobody but the person who started it",
    "refused_403_hint": "Use the address that `policybuilder open` printed when it started.",
    "refused_404": "There is no such page",
    "refused_404_hint": "It may be about a council or a document that is no longer there.",
    "refused_413": "The file is too large",
    "refused_413_hint": "A Word file may have 60 MB. Was it the right file?",
    "refused_421": "This page is asked for under another name",
    "refused_421_hint": "Use the address that `policybuilder open` printed when it started.",
    "refused_500": "The program itself failed",
    "refused_500_hint": "Nothing was saved. Go back and try again; if it fails again, tell whoever looks after it.",
}
"""By the name of what happened; `_hint` says what to do."""
