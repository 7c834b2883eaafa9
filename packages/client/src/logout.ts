/**
 * Complete logout, in the order that makes it safe. Everything before the server's response happens in the task of the click:
 * it needs no network, cannot throw and cannot hang.
 */
import { afterlifeSeconds, type Notice } from '@campusbite/auth/contract'
import { within } from './bounded'
import { storage } from './browser'
import { type Cleared, clearing } from './cleanups'
import type { Core } from './core'
import { secondsLeft, unknownLifeSeconds } from './lifetime'
import { givenNotice } from './notice-cookie'
import type { OutboxEntry } from './outbox-entries'
import { tombstone } from './session-cookies'
import type { SessionTokens } from './tokens/token-store'

/** The result of a logout. This device is cleared either way; `cleared` lists what was. */
export interface LogoutResult {
  /**
   * `queued`: the server has not confirmed it, and will be told again until it does; or the token store has not said yet which
   * session it is.
   */
  server: 'ended' | 'queued'
  /** One entry for each thing that was cleared, with the error if that failed. */
  cleared: Cleared[]
}

export interface EndCause {
  reason: Notice
  /**
   * Who says that the session is over. The server is told if the user logged out here, and also if nobody said so: then the tokens
   * are gone, but the session may be alive.
   */
  by: 'person' | 'server' | 'other tab' | 'nobody'
  /** Do not leave the page: it has shown nothing private yet. */
  stay?: boolean
}

export const byPerson: EndCause = { reason: 'logged-out', by: 'person' }

const answerLimitMs = 4_000

export async function endSession(
  core: Core,
  sid: string,
  { reason: found, by, stay }: EndCause,
): Promise<LogoutResult> {
  const { state, outbox, vault } = core
  const reason = state.asked ?? found
  const page = core.page?.leavable && !stay ? core.page : null
  // If the store has lost the tokens, the ones this page saw last still work.
  const tokens = [vault.peek(), vault.last].find((known) => known?.sid === sid)
  const entry = outboxEntry(sid, tokens, core.now())
  const tell = by === 'person' || by === 'nobody'
  // As long as the cookies that the tombstone is about: if it expired before them, the logout would be mistaken for a session
  // that expired.
  const lifeSeconds = (entry.until - core.now()) / 1000 + afterlifeSeconds
  const userId = state.current.user?.id
  const notice = (): Notice => (reason === 'logged-out' && outbox.has(sid) ? 'logged-out-queued' : reason)

  // 1. Raise the generation: requests and refreshes in flight are aborted, and late responses will be dropped.
  state.signOut(reason)
  const steps = [clearing('requests', () => {})]

  // 2. Make the logout durable before anything else is lost.
  if (tell) {
    steps.push(clearing('outbox', () => outbox.add(entry, tokens?.refreshToken)))
    if (vault.delivery === 'cookie') steps.push(clearing('tombstone', () => tombstone.add(sid, lifeSeconds)))
  }

  // 3. Tell the server.
  const told = tell ? outbox.deliver(entry) : null

  // 4. Tell the other tabs.
  if (by !== 'other tab') steps.push(clearing('tabs', () => core.tabs.tell({ ended: sid, reason })))

  // 5. Remove everything private: from the page, the stores, the app's state and its query caches.
  if (page) steps.push(clearing('page', () => page.wipe(notice(), userId)))
  steps.push(clearing('tokens', () => vault.clear(sid)))
  if (core.clearSessionStorage) steps.push(clearing('sessionStorage', () => storage('sessionStorage')?.clear()))
  steps.push(...[...core.cleanups].map((run) => run()))
  state.announce()

  // 6. Leave the page as soon as there is a page to go to.
  const cleared = Promise.all(steps).finally(() => outbox.restore())
  if (page) {
    const delivered = () => (tell ? outbox.flush() : outbox.settled(sid))
    void page.leave({ notice, confirmed: by === 'server' ? Promise.resolve(true) : told, delivered, cleared })
  }

  // 7. The response empties the outbox, whenever it arrives; the result says what is known by now.
  const confirmed = told ? await within(answerLimitMs, told) : !outbox.has(sid)
  return { server: confirmed ? 'ended' : 'queued', cleared: await cleared }
}

/**
 * Why this page's session is gone from the token store, and who says so:
 * - a logout in the outbox: another tab logged out, and tells the server
 * - only a tombstone: the user logged out on a page that had no client yet. Nobody has told the server so far
 * - neither, and its time is up: it has expired
 * - neither, before its time is up: the server has ended it, and the notice says why; or somebody has emptied the storage, and
 *   the session is still alive
 */
export function causeFound({ outbox, vault: { last }, now }: Core, sid: string): EndCause {
  const owed = outbox.has(sid)
  const marked = tombstone.has(sid)
  const ranOut = !owed && !marked && last?.sid === sid && secondsLeft(last, now()) <= 0
  const by = owed || ranOut ? 'other tab' : marked ? 'person' : 'nobody'
  return { reason: givenNotice() ?? (ranOut ? 'expired' : 'logged-out'), by }
}

/** Ends a session that is not, or must not become, this page's. */
export async function endUnused({ outbox, now }: Core, tokens: SessionTokens): Promise<void> {
  const entry = outboxEntry(tokens.sid, tokens, now())
  await clearing('outbox', () => outbox.add(entry, tokens.refreshToken))
  void outbox.deliver(entry)
}

function outboxEntry(sid: string, tokens: SessionTokens | null | undefined, now: number): OutboxEntry {
  const left = secondsLeft(tokens, now)
  // A session that has expired by this device's clock may be alive, since the clock may be wrong: the server is told anyway.
  const until = now + (left > 0 ? left : unknownLifeSeconds) * 1000
  return { sid, until, ticket: tokens?.logoutTicket }
}
