/**
 * Forms of the app's own pages, for a browser without JavaScript or one that was quicker than it: the same procedures in
 * cookie mode, answered by 303 (RFC 9110 §15.4.4), so that a password is never in a URL and Back never posts again.
 */
import { AuthError } from '@campusbite/auth'
import { safeNext } from '@campusbite/auth/contract'
import type { Context } from '../context'
import { explain } from '../errors'
import type { Answer, Exchange } from '../http/exchange'
import type { RestRoute } from './routes'

const formProcedures = new Set(['auth.login', 'auth.register', 'auth.logout'])

export function isFormPost({ req, facts }: Exchange, route: RestRoute, body: string): boolean {
  const [type] = (req.headers['content-type'] ?? '').split(';')
  if (!formProcedures.has(route.procedure) || type?.trim().toLowerCase() !== 'application/x-www-form-urlencoded')
    return false
  // `curl -d '{…}'` says that it sends a form, and sends JSON.
  if (body.trimStart().startsWith('{')) return false
  const byBrowser = req.headers.origin !== undefined || (req.headers.accept ?? '').includes('text/html')
  return byBrowser || facts.credentials.cookies.length > 0
}

export async function answerForm(
  ctx: Context,
  route: RestRoute,
  body: string,
  perform: (input: unknown) => Promise<unknown>,
): Promise<Answer> {
  if (ctx.origin !== 'own') throw new AuthError('ORIGIN_NOT_ALLOWED', 'This form belongs to another site.')
  const fields = Object.fromEntries(new URLSearchParams(body))
  if (route.procedure === 'auth.logout') {
    await perform(undefined)
    ctx.reply.setFormNotice('logged-out')
    return seeOther('/login')
  }
  const next = safeNext(fields.next)
  const page = route.procedure === 'auth.login' ? '/login' : '/register'
  try {
    await perform(route.procedure === 'auth.login' ? { ...fields, delivery: 'cookie' } : fields)
    if (route.procedure === 'auth.register') ctx.reply.setFormNotice('account-created')
    // After a login this page sends on, and knows whether this is who is to go there.
    return seeOther(`/login?next=${encodeURIComponent(next)}`)
  } catch (thrown) {
    const { code, httpStatus } = explain(thrown)
    if (httpStatus >= 500) throw thrown
    return seeOther(`${page}?error=${code}&next=${encodeURIComponent(next)}`)
  }
}

/** What can be done where the session may live on, and this browser has nothing left that could end it. */
const notEnded =
  'This browser is logged out, but the server could not end the session. Log in again in a while, and end it there under Devices.'

/** A failure for a person who has no script that could put it into words. Its messages are ours: none holds a `<`. */
export function failurePage(thrown: unknown, route: RestRoute): Answer {
  const { httpStatus, message } = explain(thrown)
  const words = route.procedure === 'auth.logout' && httpStatus >= 500 ? notEnded : message
  const body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>That did not work</title>
<h1>That did not work</h1>
<p>${words}</p>
<p><a href="/login">Log in</a></p>
</html>
`
  return { status: httpStatus, body, headers: { 'Content-Type': 'text/html; charset=utf-8' } }
}

const seeOther = (location: string): Answer => ({ status: 303, headers: { Location: location } })
