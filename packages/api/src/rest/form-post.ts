/**
 * Form posts from the app's own pages, without JavaScript or before it has loaded: the same procedures in cookie mode, answered
 * with 303 (RFC 9110 §15.4.4), so that a password is never in a URL and Back never posts again.
 */
import { AuthError } from '@campusbite/auth'
import { loggedInPath, safeNext } from '@campusbite/auth/contract'
import type { Context } from '../context'
import { explain } from '../errors'
import type { Answer, Exchange } from '../http/exchange'
import type { RestRoute } from './routes'

const formProcedures = new Set(['auth.login', 'auth.register', 'auth.logout'])

export const takesForms = ({ procedure }: RestRoute): boolean => formProcedures.has(procedure)

export function isFormPost({ req, facts }: Exchange, route: RestRoute, body: string): boolean {
  const [type] = (req.headers['content-type'] ?? '').split(';')
  if (!takesForms(route) || type?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') return false
  // `curl -d '{…}'` declares a form, but sends JSON.
  if (body.trimStart().startsWith('{')) return false
  const { origin, accept = '', 'sec-fetch-mode': mode } = req.headers
  if (origin !== undefined || accept.includes('text/html')) return true
  // `curl -b jar -d ''` declares a form as well. A browser's form always has at least one of the three headers.
  return facts.credentials.cookies.length > 0 && (mode !== undefined || body !== '')
}

export async function answerForm(ctx: Context, route: RestRoute, body: string, perform: Perform): Promise<Answer> {
  if (ctx.origin !== 'own') throw new AuthError('ORIGIN_NOT_ALLOWED', 'This form was posted from another site.')
  const fields = Object.fromEntries(new URLSearchParams(body))
  try {
    return await (route.procedure === 'auth.logout' ? loggedOut : entered)(ctx, route, fields, perform)
  } catch (thrown) {
    const { httpStatus: status, message } = explain(thrown)
    if (status < 500) throw thrown
    ctx.report(thrown, route.path)
    const text = route.procedure === 'auth.logout' ? onlyHere : message
    return { status, body: `${text}\n`, headers: { 'Content-Type': 'text/plain; charset=utf-8' } }
  }
}

/** The cookies are gone by then, and with them the means to end the session from here. */
const onlyHere =
  'Something went wrong on our side: you are logged out of this browser, but your session has not been ended. ' +
  'Log in later, and end it under Account, Devices.'

type Fields = Record<string, string>
type Perform = (input: unknown) => Promise<unknown>

async function loggedOut(ctx: Context, _: RestRoute, fields: Fields, perform: Perform): Promise<Answer> {
  const { refreshToken, logoutTicket } = fields
  await perform({ refreshToken, logoutTicket })
  ctx.reply.setFormNotice('logged-out')
  return seeOther('/login')
}

async function entered(ctx: Context, route: RestRoute, fields: Fields, perform: Perform): Promise<Answer> {
  const next = safeNext(fields.next)
  const logsIn = route.procedure === 'auth.login'
  try {
    await perform(logsIn ? { ...fields, delivery: 'cookie' } : fields)
    // After a login, that page redirects, and knows whether this user may go there.
    if (logsIn) return seeOther(loggedInPath(next))
    ctx.reply.setFormNotice('account-created')
    return seeOther(`/login?next=${encodeURIComponent(next)}`)
  } catch (thrown) {
    const { code, httpStatus } = explain(thrown)
    if (httpStatus >= 500) throw thrown
    return seeOther(`${logsIn ? '/login' : '/register'}?error=${code}&next=${encodeURIComponent(next)}`)
  }
}

const seeOther = (location: string): Answer => ({ status: 303, headers: { Location: location } })
