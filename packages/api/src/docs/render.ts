/** Renders a document as HTML: no script, no inline style, nothing from other hosts. Links between documents lead to their pages. */
import { posix } from 'node:path'
import { Marked } from 'marked'
import type { DocsPage } from './pages'

export function renderPage(page: DocsPage, pages: readonly DocsPage[]): string {
  const links = pages.map(
    ({ slug, title }) =>
      `<li><a href="${hrefOf(slug)}"${slug === page.slug ? ' aria-current="page"' : ''}>${escaped(title)}</a></li>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escaped(page.title)} · CampusBite</title>
<link rel="stylesheet" href="/docs/style.css">
<link rel="icon" href="data:,">
<link rel="alternate" type="text/markdown" href="${hrefOf(page.slug)}.md">
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header><a href="/docs">CampusBite</a> <a href="#documents">Documents</a> <a href="/api/openapi.json">OpenAPI</a> <a href="/llms.txt">llms.txt</a></header>
<main id="content">${toHtml(page, pages)}</main>
<nav id="documents" aria-label="Documents"><ul>${links.join('')}</ul></nav>
</body>
</html>
`
}

export const hrefOf = (slug: string): string => (slug === '' ? '/docs' : `/docs/${slug}`)

function toHtml(page: DocsPage, pages: readonly DocsPage[]): string {
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        return `<h${depth} id="${anchorOf(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`
      },
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens)
        const to = targetOf(href, page, pages)
        return to === null ? text : `<a href="${escaped(to)}">${text}</a>`
      },
      // Code blocks wider than a phone scroll by themselves, also by keyboard.
      code: ({ text }) => `<pre tabindex="0"><code>${escaped(text)}</code></pre>\n`,
      table(token) {
        const cells = (row: typeof token.header, tag: string) =>
          row.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join('')
        const rows = token.rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('')
        const table = `<table><thead><tr>${cells(token.header, 'th')}</tr></thead><tbody>${rows}</tbody></table>`
        return `<div class="scroll" tabindex="0" role="group" aria-label="Table">${table}</div>\n`
      },
      html: ({ text }) => escaped(text),
    },
  })
  return marked.parse(page.markdown, { async: false })
}

/** Where a link leads on this server; null for a repository file that it does not show. */
function targetOf(href: string, page: DocsPage, pages: readonly DocsPage[]): string | null {
  if (/^(https?:|\/|#)/.test(href)) return href
  const [path = '', anchor] = href.split('#')
  const file = posix.join(posix.dirname(page.file), path)
  const to = pages.find((one) => one.file === file)
  return to ? `${hrefOf(to.slug)}${anchor ? `#${anchor}` : ''}` : null
}

/** Like GitHub's, so that links work in both places. */
function anchorOf(heading: string): string {
  return heading
    .replaceAll(/[`*]/g, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
