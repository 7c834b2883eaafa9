/** The documents as the server shows them: complete, readable without script, and without broken links. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { docsPages } from '../src/docs/pages'
import { hrefOf } from '../src/docs/render'
import { restRoutes } from '../src/rest/routes'
import type { RunningApi } from '../src/testing/index'
import { startTestApi } from './support/start-test-api'

let api: RunningApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api[Symbol.asyncDispose]())

const pages = docsPages()
const hrefs = (html: string) => [...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href)

describe.each(pages)('$title', ({ slug, file, markdown }) => {
  test('is a page without scripts or external resources', async () => {
    const answer = await api.get(hrefOf(slug))
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self';/)
    const html = await answer.text()
    const tags = (html.match(/<[a-z][^>]*>/g) ?? []).join('\n')
    expect(tags).not.toMatch(/^<(script|style|iframe|object)| style=| on\w+=|src=|rel="stylesheet" href="(?!\/docs\/)/m)
    expect(html.match(/<h1/g)).toHaveLength(1)
  })

  test('is available as Markdown', async () => {
    const answer = await api.get(`${hrefOf(slug)}.md`)
    expect(answer.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
    expect(await answer.text()).toBe(markdown)
    if (slug !== '') expect(markdown).toBe(readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8'))
  })

  test('has no broken links', async () => {
    const html = await (await api.get(hrefOf(slug))).text()
    const inside = hrefs(html).filter((href) => /^[/#]/.test(href))
    expect(inside.length).toBeGreaterThan(3)
    for (const href of new Set(inside)) {
      const [path, anchor] = href.split('#')
      const target = path === '' ? html : await (await api.get(path ?? '')).text()
      if (anchor) expect([href, target.includes(`id="${anchor}"`)]).toEqual([href, true])
      else expect([href, (await api.get(href)).status]).toEqual([href, 200])
    }
  })
})

test('the reference has a heading, an example and the errors for every operation', async () => {
  const text = await (await api.get('/docs.md')).text()
  for (const { method, path, summary } of restRoutes) {
    const [, section = ''] = text.split(`\n## ${summary}\n`)
    const [own = ''] = section.split('\n## ')
    expect(own).toContain(`\`${method} ${path}\``)
    expect(own).toContain('```sh\ncurl')
    expect(own).toMatch(/\| 500 \| \[INTERNAL\]/)
  }
})

test('llms.txt names every document, as Markdown', async () => {
  const text = await (await api.get('/llms.txt')).text()
  expect(text).toMatch(/^# CampusBite\n\n> /)
  for (const { slug, title } of pages) expect(text).toContain(`- [${title}](${hrefOf(slug)}.md)`)
})

test.each([
  '/docs/nothing',
  '/docs/..%2f..%2fpackage.json',
  '/docs/%2e%2e/README',
  '/docs/style',
  '/docs/',
  '/docs/.md',
])('answers 404 at %s', async (path) => {
  expect((await api.get(path)).status).toBe(404)
})

test('allows only reads', async () => {
  const answer = await api.post('/docs', {})
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
})
