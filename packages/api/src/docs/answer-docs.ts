/** Serves the documentation: `/docs`, its pages as HTML and as Markdown, and `/llms.txt`. */
import type { Answer } from '../http/exchange'
import { type DocsPage, docsPages } from './pages'
import { hrefOf, renderPage } from './render'
import { style } from './style'

export const ownsDocs = (pathname: string): boolean => /^\/(docs(\.md|\/.*)?|llms\.txt)$/.test(pathname)

/** Rendered once: a running server's files do not change. */
let kept: Map<string, Answer> | undefined

/** Null if there is no such page. */
export function answerDocs(pathname: string): Answer | null {
  kept ??= answersOf(docsPages())
  return kept.get(pathname) ?? null
}

function answersOf(pages: readonly DocsPage[]): Map<string, Answer> {
  return new Map([
    ['/llms.txt', text(contents(pages), 'text/plain')],
    ['/docs/style.css', text(style, 'text/css')],
    ...pages.map((page) => [`${hrefOf(page.slug)}.md`, text(page.markdown, 'text/markdown')] as const),
    ...pages.map((page) => [hrefOf(page.slug), text(renderPage(page, pages), 'text/html')] as const),
  ])
}

const policy =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const text = (body: string, type: string): Answer => ({
  status: 200,
  body,
  headers: {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Security-Policy': policy,
    'Referrer-Policy': 'same-origin',
  },
})

/** In the format of https://llmstxt.org: what this is, and where each document is as Markdown. */
function contents(pages: readonly DocsPage[]): string {
  const lines = pages.map(({ slug, title }) => `- [${title}](${hrefOf(slug)}.md)`)
  return [
    '# CampusBite',
    '> Log in, order food on campus, and log out completely: sessions that end everywhere at once, over REST and tRPC, with a typed client.',
    '## Documents',
    `${lines.join('\n')}\n- [OpenAPI](/api/openapi.json)`,
    '',
  ].join('\n\n')
}
