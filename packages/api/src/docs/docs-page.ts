/** The reference page at `/docs`: the OpenAPI document as plain HTML. No script, no style from elsewhere; works offline. */
import type { Answer } from '../http/exchange'
import { restRoutes } from '../rest/routes'

export function docsPage(): Answer {
  const rows = restRoutes
    .map(
      ({ method, path, summary, procedure }) =>
        `<tr><td><code>${method}</code><td><code>${escaped(path)}</code><td>${escaped(summary)}<td><code>${procedure}</code>`,
    )
    .join('')
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>CampusBite API</title>
<h1>CampusBite API</h1><p>Machine-readable: <a href="/api/openapi.json">OpenAPI 3.1</a>. tRPC is at <code>/api/trpc</code>.</p>
<table><thead><tr><th>Method<th>Path<th>What it does<th>tRPC</thead><tbody>${rows}</tbody></table></html>`
  return {
    status: 200,
    body,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    },
  }
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
