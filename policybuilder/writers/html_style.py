"""The style sheet of an HTML page: one column on a phone, contents beside the text on a desk, A4 on paper.

html/style.py has the rules that other pages share.
"""

from policybuilder.html.style import BASE

_OWN = """\
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
h1 { margin: 0; font-size: clamp(1.875rem, 1.4rem + 2.2vw, 2.75rem); letter-spacing: -0.01em; }
h2 { margin: 0 0 1.25rem; font-size: 1.625rem; }
h3 { margin: 2.25rem 0 0.75rem; font-size: 1.25rem; }
h4 { margin: 1.5rem 0 0.5rem; font-size: 1.0625rem; }
h2 .number, h3 .number { color: var(--quiet); font-weight: 600; }
p, ul, ol, blockquote, pre { margin: 0 0 1rem; }
ul, ol { padding-left: 1.5rem; }
li { margin-bottom: 0.375rem; }
li > ul, li > ol { margin: 0.375rem 0 0.5rem; }
code, pre { font-family: ui-monospace, Consolas, "Liberation Mono", monospace; font-size: 0.9em; }
pre { padding: 0.75rem 1rem; background: var(--tint); white-space: pre-wrap; }
blockquote { padding: 0.25rem 0 0.25rem 1.25rem; border-left: 4px solid var(--line); }
blockquote > :last-child { margin-bottom: 0; }
mark { padding: 0.05em 0.15em; background: #fff0b3; color: #3b2a00; border-bottom: 2px solid #8a6400; }

.masthead, .foot { padding: 1.5rem max(1rem, (100% - 74rem) / 2); }
.masthead { padding-top: 2rem; padding-bottom: 2rem; background: var(--deep); color: #fff; }
.masthead .council { margin: 0 0 0.5rem; font-size: 1.125rem; font-weight: 600; }
.facts { display: flex; flex-wrap: wrap; gap: 0.25rem 1.75rem; margin: 1rem 0 0; padding: 0; }
.facts, .contents ul { list-style: none; }
.facts li { margin: 0; }
.notice { max-width: 48rem; margin: 1.25rem 0 0; padding: 0.75rem 1rem; background: #fff0b3; color: #3b2a00; }
.foot { margin-top: 4rem; border-top: 1px solid var(--line); background: var(--tint); color: var(--quiet); }
.foot p { margin: 0 0 0.25rem; }
.foot .back { margin-top: 0.75rem; }

.page { max-width: 76rem; margin: 0 auto; padding: 0 1rem; }
.contents { padding: 1.5rem 0 1rem; border-bottom: 1px solid var(--line); font-size: 1rem; line-height: 1.4; }
.contents h2 { display: inline; margin: 0; font-size: 1.125rem; }
.contents summary { padding: 0.25rem 0; cursor: pointer; }
.contents ul { margin: 0; padding: 0; }
.contents li { margin: 0; }
.contents a { display: block; padding: 0.25rem 0; text-decoration: none; }
.contents a:hover { text-decoration: underline; }
.contents details > ul > li { margin-top: 0.5rem; }
.contents details > ul > li > a { font-weight: 600; }
.contents ul ul { padding-left: 1rem; border-left: 2px solid var(--line); }

main { padding-top: 2rem; }
main a[href^="#"] { white-space: nowrap; }
.section, .appendix, .end-sheet { margin-top: 3.5rem; padding-top: 1.5rem; }
.section, .appendix, .end-sheet { border-top: 4px solid var(--deep); }
.section > h2 + .clause > h3 { margin-top: 0; }
.numbered > .number { margin-right: 0.35em; color: var(--quiet); font-size: 0.9375em; font-weight: 600; }

table { width: 100%; margin: 0 0 1.5rem; border-collapse: collapse; font-size: 1rem; line-height: 1.45; }
th, td { padding: 0.5rem 0.75rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { font-weight: 600; }
thead th, thead td { background: var(--tint); border-bottom: 2px solid var(--deep); vertical-align: bottom; }
thead th:first-child { width: 34%; }
td { overflow-wrap: anywhere; }
.control th { width: 35%; }
.scroll { margin: 0 0 1.5rem; overflow-x: auto; }
.scroll table { margin: 0; }
.scroll thead th:first-child { width: auto; }
.scroll th, .scroll td { min-width: 8.5rem; overflow-wrap: break-word; }
.end-sheet .scroll th { min-width: 11rem; }

@media (max-width: 47.99rem) {
  th, td { padding: 0.5rem; }
  /* The first column says what a row is about: it stays in sight while the others move. */
  .scroll { border: 1px solid var(--line); scroll-padding-left: 9rem; }
  .scroll tr > :first-child { position: sticky; left: 0; z-index: 1; background: #fff; }
  .scroll thead tr > :first-child { background: var(--tint); }
  .scroll tbody tr:last-child > * { border-bottom: 0; }
  .scroll tr > :first-child { border-right: 1px solid var(--line); }
}
@media (min-width: 48rem) {
  /* Numbers hang beside the text, as on paper; what belongs to a numbered paragraph lines up with it. */
  .numbered { position: relative; padding-left: 4.75rem; }
  .numbered > .number { position: absolute; left: 0; }
  .numbered ~ ul, .numbered ~ ol, .numbered ~ blockquote, .numbered ~ pre { margin-left: 4.75rem; }
  .control th { width: 14rem; }
  .scroll th, .scroll td { min-width: 6.5rem; }
}
@media (min-width: 64rem) {
  .page { display: grid; grid-template-columns: 17rem minmax(0, 1fr); gap: 0 3.5rem; }
  .contents { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; border: 0; }
  .contents { scrollbar-width: thin; }
  .contents { margin-left: -0.25rem; padding: 2rem 0.5rem 2rem 0.25rem; font-size: 0.9375rem; }
  main { max-width: 50rem; }
  main:only-child { grid-column: 1 / -1; }
}

@page {
  size: A4;
  margin: 20mm 20mm 22mm;
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 9pt sans-serif; color: #4b5a66; }
}
@media print {
  body { font-size: 10.5pt; line-height: 1.45; }
  .skip, .back { display: none; }
  .masthead, .foot { padding: 0; background: none; color: var(--ink); }
  .masthead { padding-bottom: 6mm; border-bottom: 2pt solid var(--deep); }
  .notice, mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .notice { border: 1pt solid #8a6400; }
  h1 { font-size: 24pt; }
  h2 { font-size: 16pt; }
  h3 { font-size: 12.5pt; margin-top: 6mm; }
  h4 { font-size: 10.5pt; }
  h1, h2, h3, h4 { break-after: avoid; break-inside: avoid; }
  p, li { orphans: 3; widows: 3; }
  p:has(+ ul, + ol, + table, + .scroll) { break-after: avoid; break-inside: avoid; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
  table { font-size: 9.5pt; }
  .page { display: block; max-width: none; padding: 0; }
  .contents { position: static; max-height: none; padding: 6mm 0; overflow: visible; font-size: 10pt; }
  .contents details > ul { columns: 2; column-gap: 10mm; }
  .contents details > ul > li > a { break-after: avoid; }
  .contents a { padding: 0.4mm 0; }
  .contents summary { list-style: none; }
  .contents summary::-webkit-details-marker { display: none; }
  .control { break-inside: avoid; }
  main { max-width: none; padding-top: 4mm; }
  .section, .appendix, .end-sheet { margin-top: 10mm; padding-top: 4mm; border-top: 2pt solid var(--deep); }
  .appendix, .end-sheet { break-before: page; margin-top: 0; }
  .numbered { position: relative; padding-left: 15mm; }
  .numbered > .number { position: absolute; left: 0; }
  .numbered ~ ul, .numbered ~ ol, .numbered ~ blockquote, .numbered ~ pre { margin-left: 15mm; }
  .scroll { overflow: visible; border: 0; }
  .scroll th, .scroll td { min-width: 0; }
  .scroll tr > :first-child { position: static; max-width: none; border-right: 0; }
  a { color: inherit; text-decoration: none; }
  main a { text-decoration: underline; }
  main a[href^="http"]:not(.address)::after { content: " (" attr(href) ")"; overflow-wrap: anywhere; }
  .foot { margin-top: 8mm; padding-top: 3mm; font-size: 9pt; }
}
"""

STYLE = f"{BASE}\n{_OWN}"
"""The style sheet, written into the page."""

BODY_STYLE = """\
/* For the body of a policy within a page, whose own type and colours stay: `.policy` is the element that holds it. */
.policy { line-height: 1.6; overflow-wrap: anywhere; }
.policy .notice, .policy mark { background: #fff0b3; color: #3b2a00; }
.policy .notice { padding: 0.75rem 1rem; }
.policy .contents ul { list-style: none; padding-left: 0; }
.policy .contents ul ul { padding-left: 1rem; border-left: 2px solid #c5d0d6; }
.policy .contents p { margin: 0; padding: 0.25rem 0; }
.policy .contents h2 { display: inline; }
.policy section.section, .policy section.appendix, .policy section.end-sheet { margin-top: 2.5rem; }
.policy .numbered > .number { margin-right: 0.35em; font-weight: 600; }
.policy table { border-collapse: collapse; width: 100%; }
.policy th, .policy td { padding: 0.5rem; border-bottom: 1px solid #c5d0d6; text-align: left; vertical-align: top; }
.policy thead th { background: #eef3f4; color: #1c2833; border-bottom: 2px solid #143d4c; }
.policy .scroll { overflow-x: auto; overflow-wrap: normal; }
.policy blockquote { margin: 0 0 1rem; padding: 0.25rem 0 0.25rem 1.25rem; border-left: 4px solid #c5d0d6; }
.policy pre { white-space: pre-wrap; padding: 0.75rem 1rem; background: #eef3f4; color: #1c2833; }
"""
"""A small style sheet for the body of a policy that stands in another page; colours as in html/style.py."""
