/**
 * The response in place of a page that cannot be shown. A request for HTML gets a page with a title and a language that needs
 * nothing else; any other request gets only the sentence. Knows no user, and is never cached.
 */
import type { ServerResponse } from 'node:http'

/** Answers 503. @param text our own text, never client input: it is not escaped */
export function saySorry(res: ServerResponse, text: string): void {
  const forPeople = res.req.headers.accept?.includes('text/html') ?? false
  const type = forPeople ? 'text/html' : 'text/plain'
  res.writeHead(503, { 'Content-Type': `${type}; charset=utf-8`, 'Retry-After': '5', 'Cache-Control': 'no-store' })
  res.end(forPeople ? pageOf(text) : `${text}\n`)
}

const pageOf = (text: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Not available · CampusBite</title>
</head>
<body>
<main>
<h1>Not available</h1>
<p role="alert">${text}</p>
<p><a href="">Try again</a></p>
</main>
</body>
</html>
`
