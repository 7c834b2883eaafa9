/**
 * The style of the documents: follows the reader's light or dark mode. One column on a phone, with the list of documents below;
 * two on a desktop.
 */
export const style = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#1c1917, #f1efed);
  --quiet: light-dark(#57534e, #b5afa9);
  --paper: light-dark(#fffdfa, #171412);
  --raised: light-dark(#f4f0ea, #24201d);
  --line: light-dark(#ddd5ca, #3c3632);
  --link: light-dark(#9a3412, #fdba74);
}
* { box-sizing: border-box; }
body {
  margin: 0 auto;
  max-width: 72rem;
  padding: 0 1rem 4rem;
  font: 1rem/1.6 system-ui, sans-serif;
  color: var(--ink);
  background: var(--paper);
}
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; padding: 0.5rem; background: var(--paper); }
header { display: flex; flex-wrap: wrap; gap: 1rem; padding: 1rem 0; border-bottom: 1px solid var(--line); }
header a:first-child { margin-right: auto; font-weight: 700; text-decoration: none; }
nav { margin-top: 3rem; border-top: 1px solid var(--line); }
nav ul { padding: 0; list-style: none; }
nav a { display: block; padding: 0.35rem 0; text-decoration: none; }
nav a[aria-current] { font-weight: 700; text-decoration: underline; }
main { min-width: 0; overflow-wrap: break-word; }
h1, h2, h3 { line-height: 1.2; }
h2 { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); }
code { font: 0.9em/1.5 ui-monospace, monospace; }
:not(pre) > code { padding: 0.1em 0.3em; border-radius: 0.25rem; background: var(--raised); }
pre { overflow-x: auto; padding: 1rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--raised); }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.4rem 0.8rem 0.4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--quiet); font-weight: 600; }
td { overflow-wrap: normal; }
img { max-width: 100%; }
@media (min-width: 60rem) {
  body { display: grid; grid-template-columns: 16rem minmax(0, 1fr); column-gap: 3rem; align-content: start; }
  header { grid-column: 1 / -1; }
  main { grid-column: 2; grid-row: 2; }
  nav { grid-column: 1; grid-row: 2; margin: 0; border: 0; position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; }
}
`
