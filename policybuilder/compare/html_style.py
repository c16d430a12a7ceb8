"""The style sheet of the comparison page: one column on a phone, two versions abreast on a desk, A4 on paper.

Colours are checked against WCAG 2.2 AA, and none carries a meaning alone: deleted words are struck through, inserted
ones underlined, and each weight is a word. The page has no script; the two views are switched by radio buttons.
"""

from policybuilder.html.style import BASE

_OWN = """\
:root { --del-ink: #8c1d18; --del-back: #fdecea; --ins-ink: #14532d; --ins-back: #e3f4e8; }
body { font-size: 1rem; line-height: 1.55; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h1 { margin: 0 0 0.75rem; font-size: clamp(1.5rem, 1.2rem + 1.5vw, 2.125rem); }
h2 { margin: 0; font-size: 1.25rem; }
p, ul, ol, pre, blockquote { margin: 0 0 0.75rem; }
ul, ol { padding-left: 1.5rem; }
pre { white-space: pre-wrap; }
blockquote { padding-left: 1rem; border-left: 4px solid var(--line); }

.masthead { padding: 1.75rem max(1rem, (100% - 80rem) / 2); background: var(--deep); color: #fff; }
.masthead dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; margin: 0; }
.masthead dt { font-weight: 600; }
.masthead dd { margin: 0; }
.page { max-width: 82rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
.tally { padding: 0.75rem 1rem; background: var(--tint); border-left: 6px solid var(--deep); }
.tally p { margin: 0 0 0.25rem; }
.legend { color: var(--quiet); }
fieldset.view { margin: 0 0 1.5rem; padding: 0; border: 0; }
fieldset.view legend { float: left; padding: 0; margin-right: 1rem; font-weight: 600; }
fieldset.view label { margin-right: 1rem; padding: 0.35rem 0; white-space: nowrap; }
fieldset.view input { width: 1.1rem; height: 1.1rem; vertical-align: -0.15rem; accent-color: var(--deep); }

del { color: var(--del-ink); background: var(--del-back); text-decoration: line-through 0.08em; }
ins { color: var(--ins-ink); background: var(--ins-back); text-decoration: underline 0.08em; }
ins { text-underline-offset: 0.18em; }
.gone { border-left: 4px solid var(--del-ink); padding-left: 0.6rem; }
.come { border-left: 4px solid var(--ins-ink); padding-left: 0.6rem; }
.note { color: var(--quiet); font-size: 0.875rem; }
.number { color: var(--quiet); font-weight: 600; margin-right: 0.3em; }
mark { background: #fff0b3; color: #3b2a00; border-bottom: 2px solid #8a6400; }

.index ol { margin: 0 0 1.5rem; padding: 0; list-style: none; border-top: 1px solid var(--line); }
.index li { border-bottom: 1px solid var(--line); padding: 0.4rem 0; display: flex; gap: 0.25rem 0.75rem; }
.index li { justify-content: space-between; }
.index .kinds { white-space: nowrap; color: var(--quiet); font-size: 0.9rem; }
.weight { display: inline-block; padding: 0 0.5em; border-radius: 0.25rem; font-size: 0.875rem; font-weight: 600; }
.index .weight { border: 1px solid transparent; }
.major { background: #8c1d18; color: #fff; }
.minor { background: #fff0b3; color: #3b2a00; }
.editorial { background: #e2e8ec; color: var(--ink); }

article { margin: 0 0 2rem; padding-top: 1.25rem; border-top: 4px solid var(--deep); }
.title { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 0.75rem; margin: 0 0 0.5rem; }
.facts { display: grid; grid-template-columns: 8.5rem 1fr; gap: 0.15rem 0.75rem; margin: 0 0 1rem; }
.facts { font-size: 0.9375rem; }
.facts dt { font-weight: 600; }
.facts dd { margin: 0; }
.facts ul { margin: 0; padding-left: 1.1rem; }
.source { color: var(--quiet); font-family: ui-monospace, Consolas, monospace; font-size: 0.85em; }
.source { overflow-wrap: anywhere; }
.jump { margin: 0.5rem 0 0; font-size: 0.9rem; }
.jump a { display: inline-block; padding: 0.25rem 0; margin-right: 1rem; }

table { border-collapse: collapse; width: 100%; margin: 0 0 0.75rem; font-size: 0.9375rem; }
th, td { padding: 0.4rem 0.6rem; border: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { background: var(--tint); }
.scroll { overflow-x: auto; }
table.sides { table-layout: fixed; border: 1px solid var(--line); }
table.sides > thead > tr > th { width: 50%; }
table.sides > tbody > tr > td { border-top: 0; border-bottom: 0; }
table.sides > tbody > tr.same > td { color: var(--quiet); }
td > :last-child, .inline > :last-child { margin-bottom: 0.25rem; }
.inline { padding: 0.75rem 1rem; border: 1px solid var(--line); }
.inline .same { color: var(--quiet); }

@supports selector(:has(a)) {
  body:has(#view-sides:checked) .inline { display: none; }
  body:has(#view-inline:checked) .sides { display: none; }
}
@media (max-width: 47.99rem) {
  /* A phone is too narrow for two versions beside each other. */
  fieldset.view, .sides { display: none; }
  body .inline, body:has(#view-sides:checked) .inline { display: block; }
  .facts { grid-template-columns: 1fr; }
  .facts dd { margin-bottom: 0.4rem; }
  .index li { display: block; }
  .inline { padding: 0.5rem 0.6rem; }
}
@page { size: A4; margin: 16mm 15mm 18mm;
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 9pt Arial, sans-serif; color: #4b5a66; } }
@media print {
  body { font-size: 9.5pt; line-height: 1.4; }
  .skip, fieldset.view, .jump { display: none; }
  .masthead { padding: 0 0 4mm; background: none; color: var(--ink); border-bottom: 2pt solid var(--deep); }
  .page { max-width: none; padding: 4mm 0 0; }
  h1 { font-size: 18pt; }
  h2 { font-size: 12pt; }
  article { padding-top: 3mm; margin-bottom: 6mm; border-top-width: 1.5pt; }
  .title, .facts { break-after: avoid; break-inside: avoid; }
  tr, li, p { break-inside: avoid; }
  table, .facts { font-size: 9pt; }
  .index li { padding: 0.8mm 0; }
  .weight, .note, .index .kinds { font-size: 8pt; }
  .scroll { overflow: visible; }
  del, ins, .weight, .tally, thead th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .index a { color: inherit; text-decoration: none; }
}
"""

STYLE = f"{BASE}\n{_OWN}"
"""The style sheet, written into the page."""
