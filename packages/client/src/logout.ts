/**
 * Complete logout, in the order that makes it hold. Everything up to the answer of the server happens within the task
 * of the click: it needs no network, cannot throw and cannot hang.
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

/** What has come of a logout. This device is cleared either way; `cleared` says of what. */
export interface LogoutResult {
  /**
   * `queued`: the server has not confirmed it, and will be told again until it does; or the token store has yet to say which
   * session it is.
   */
  server: 'ended' | 'queued'
  /** One entry for each thing that was cleared, with the error where that failed. */
  cleared: Cleared[]
}

export interface EndCause {
  reason: Notice
  /**
   * Who says that the session is over. The server is told where a person says so here, and where nobody does: then its tokens are
   * gone, but it may live on.
   */
  by: 'person' | 'server' | 'other tab' | 'nobody'
  /** The page is not left: nothing has been shown on it yet. */
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
  // Where the store has lost them, what this page has seen of them still serves.
  const tokens = [vault.peek(), vault.last].find((known) => known?.sid === sid)
  const entry = outboxEntry(sid, tokens, core.now())
  const tell = by === 'person' || by === 'nobody'
  // As long as the cookies that the tombstone speaks of: gone before them, it would leave a logout to be taken for a session
  // that ran out.
  const lifeSeconds = (entry.until - core.now()) / 1000 + afterlifeSeconds
  const userId = state.current.user?.id
  const notice = (): Notice => (reason === 'logged-out' && outbox.has(sid) ? 'logged-out-queued' : reason)

  // 1. Raise the generation: requests and refreshes under way are aborted, and late answers will be dropped.
  state.signOut(reason)
  const steps = [clearing('requests', () => {})]

  // 2. Make it durable before anything else is lost.
  if (tell) {
    steps.push(clearing('outbox', () => outbox.add(entry, tokens?.refreshToken)))
    if (vault.delivery === 'cookie') steps.push(clearing('tombstone', () => tombstone.add(sid, lifeSeconds)))
  }

  // 3. Tell the server.
  const told = tell ? outbox.deliver(entry) : null

  // 4. Tell the other tabs the fact.
  if (by !== 'other tab') steps.push(clearing('tabs', () => core.tabs.tell({ ended: sid, reason })))

  // 5. Nothing private stays: not on the page, not in stores, not in the app's state or its query caches.
  if (page) steps.push(clearing('page', () => page.wipe(notice(), userId)))
  steps.push(clearing('tokens', () => vault.clear(sid)))
  if (core.clearSessionStorage) steps.push(clearing('sessionStorage', () => storage('sessionStorage')?.clear()))
  steps.push(...[...core.cleanups].map((run) => run()))
  state.announce()

  // 6. Leave the page, as soon as there is anything to go to.
  const cleared = Promise.all(steps).finally(() => outbox.restore())
  if (page) {
    const delivered = () => (tell ? outbox.flush() : outbox.settled(sid))
    void page.leave({ notice, confirmed: by === 'server' ? Promise.resolve(true) : told, delivered, cleared })
  }

  // 7. The answer empties the outbox, whenever it comes; the result tells what is true by now.
  const confirmed = told ? await within(answerLimitMs, told) : !outbox.has(sid)
  return { server: confirmed ? 'ended' : 'queued', cleared: await cleared }
}

/**
 * Why the session of this page is gone from the token store, and who says so:
 * - a logout in the outbox: another tab, which tells the server
 * - a tombstone alone: the person, on a page that had no client yet. Nobody has told the server so far
 * - neither, and its time is over: it has expired
 * - neither before its time: the server has ended it, and the notice says why; or somebody has emptied the storage, and it lives on
 */
export function causeFound({ outbox, vault: { last }, now }: Core, sid: string): EndCause {
  const owed = outbox.has(sid)
  const marked = tombstone.has(sid)
  const ranOut = !owed && !marked && last?.sid === sid && secondsLeft(last, now()) <= 0
  const by = owed || ranOut ? 'other tab' : marked ? 'person' : 'nobody'
  return { reason: givenNotice() ?? (ranOut ? 'expired' : 'logged-out'), by }
}

/** Ends a session that is not, or not to be, the one of this page. */
export async function endUnused({ outbox, now }: Core, tokens: SessionTokens): Promise<void> {
  const entry = outboxEntry(tokens.sid, tokens, now())
  await clearing('outbox', () => outbox.add(entry, tokens.refreshToken))
  void outbox.deliver(entry)
}

function outboxEntry(sid: string, tokens: SessionTokens | null | undefined, now: number): OutboxEntry {
  const left = secondsLeft(tokens, now)
  // A session that is over by this device's clock may live on: the clock may be wrong, and the server is told all the same.
  const until = now + (left > 0 ? left : unknownLifeSeconds) * 1000
  return { sid, until, ticket: tokens?.logoutTicket }
}
