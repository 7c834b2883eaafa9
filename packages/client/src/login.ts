/** Logging in, one at a time. The response to a login is never discarded: it holds a session that somebody must end. */
import { inBrowser } from './browser'
import type { Core } from './core'
import { loggedOut, noCookies } from './errors'
import { callProcedure } from './http'
import { byPerson, endSession, endUnused } from './logout'
import { tokensOf } from './refresh'
import type { Credentials, LoginOutput } from './wire-types'

async function login(core: Core, credentials: Credentials, logouts: number): Promise<LoginOutput> {
  const { state, vault, outbox } = core
  const cookies = vault.delivery === 'cookie'
  // There is nowhere to keep the cookies: the session would stay open on the server with nobody in it.
  if (cookies && !inBrowser()) throw noCookies()
  await core.ready()
  await outbox.beforeCall()
  const input = { ...credentials, delivery: vault.delivery }
  const answer = await callProcedure<LoginOutput>(core.http, {
    type: 'mutation',
    path: 'auth.login',
    input,
    cookies,
    // A response that nobody reads would leave its session open.
    turn: undefined,
  })
  const tokens = tokensOf(core, answer)
  if (state.logouts !== logouts) {
    // The user logged out while this was in flight, and the logout came later.
    await endUnused(core, tokens)
    throw loggedOut()
  }
  // Another tab may have logged in meanwhile without this one having heard of it.
  const before = (vault.known && vault.peek()?.sid) || state.sid
  // A page without a session has shown nothing private, so it need not be left.
  if (before && before !== tokens.sid) void endSession(core, before, { ...byPerson, stay: !state.sid })
  state.signIn(tokens.sid, answer.user)
  await vault.write(state.enter(), tokens)
  state.announce()
  return answer
}

/**
 * Two concurrent logins would leave the browser with the cookies of one and the notes of the other. A second click with the same
 * credentials joins the first, unless somebody has logged out in between.
 */
export function oneLoginAtATime(core: () => Core): (credentials: Credentials) => Promise<LoginOutput> {
  let running: { key: string; answer: Promise<LoginOutput> } | null = null
  return (credentials) => {
    const { logouts } = core().state
    const key = JSON.stringify([credentials.email, credentials.password, logouts])
    if (running?.key === key) return running.answer
    const before = running?.answer.catch(() => {}) ?? Promise.resolve()
    const answer = before.then(() => login(core(), credentials, logouts))
    const mine = { key, answer }
    const done = () => {
      if (running === mine) running = null
    }
    running = mine
    answer.then(done, done)
    return answer
  }
}
