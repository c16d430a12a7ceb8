"""The screens of the page, one module each; a screen is a blueprint and a line here."""

from policybuilder.web.screens.about import screen as about
from policybuilder.web.screens.adopting import screen as adopting
from policybuilder.web.screens.builds import screen as builds
from policybuilder.web.screens.clauses import screen as clauses
from policybuilder.web.screens.councils import screen as councils
from policybuilder.web.screens.documents import screen as documents
from policybuilder.web.screens.hand_off import screen as hand_off
from policybuilder.web.screens.law import screen as law
from policybuilder.web.screens.library import screen as library
from policybuilder.web.screens.mending import screen as mending
from policybuilder.web.screens.old_policy import screen as old_policy
from policybuilder.web.screens.old_words import screen as old_words
from policybuilder.web.screens.open_points import screen as open_points
from policybuilder.web.screens.questions import screen as questions
from policybuilder.web.screens.reports import screen as reports
from policybuilder.web.screens.taking import screen as taking
from policybuilder.web.screens.tasks import screen as tasks
from policybuilder.web.screens.versions import screen as versions

SCREENS = (
    councils,
    tasks,
    mending,
    questions,
    hand_off,
    open_points,
    law,
    clauses,
    documents,
    about,
    builds,
    versions,
    reports,
    library,
    taking,
    old_policy,
    old_words,
    adopting,
)
