/**
 * Complete logout, in the order that makes it hold. Everything up to the answer of the server happens within the task
 * of the click: it needs no network, cannot throw and cannot hang.
 */
import type { Notice } from '@campusbite/auth/contract'
import { within } from './bounded'
import { storage } from './browser'
import { type Cleared, clearing } from './cleanups'
import type { Core } from './core'
import { secondsLeft } from './lifetime'
import type { Delivery } from './outbox'
import { tombstone } from './session-cookies'

export interface LogoutResult {
  /** `queued`: the server has not confirmed it, and will be told again until it does. */
  server: 'ended' | 'queued'
  /** One entry for each thing that was cleared, with the error where that failed. */
  cleared: Cleared[]
}

export interface EndCause {
  reason: Notice
  /** False when the server knows already: it said so itself, or another tab has told it. */
  tell: boolean
  /** Told by another tab; the others have heard it as well. */
  heard?: boolean
  /** The page is not left: somebody else logs in on it. */
  stay?: boolean
}

const answerLimitMs = 5_000

export async function endSession(
  core: Core,
  sid: string,
  { reason, tell, heard, stay }: EndCause,
): Promise<LogoutResult> {
  const page = stay ? null : core.page
  const known = core.vault.peek()
  const tokens = known?.sid === sid ? known : null
  const lifeSeconds = secondsLeft(tokens?.logoutTicket ?? tokens?.refreshToken, core.now())
  const ticket = tokens?.logoutTicket
  const entry = { sid, ...(ticket ? { ticket } : {}), until: core.now() + lifeSeconds * 1000 }

  // 1. Raise the generation: requests and refreshes under way are aborted, and late answers will be dropped.
  core.state.signOut(reason, page !== null)
  const steps = [clearing('requests', () => {})]

  // 2. Make it durable before anything else is lost.
  if (tell) {
    steps.push(clearing('outbox', () => core.outbox.add(entry, tokens?.refreshToken)))
    if (core.vault.delivery === 'cookie') steps.push(clearing('tombstone', () => tombstone.add(sid, lifeSeconds)))
  }

  // 3. Tell the server.
  const told: Promise<Delivery> = tell ? core.outbox.deliver(entry) : Promise.resolve('ended')

  // 4. Tell the other tabs the fact.
  if (!heard) steps.push(clearing('tabs', () => core.tabs.tell({ ended: sid, reason })))

  // 5. Nothing private stays: not on the page, not in stores, not in the app's state or its query caches.
  if (page) steps.push(clearing('page', () => page.wipe(reason, !tell)))
  steps.push(clearing('tokens', () => core.vault.clear(sid)))
  if (core.clearSessionStorage) steps.push(clearing('sessionStorage', () => storage('sessionStorage')?.clear()))
  steps.push(...core.cleanups.run())
  core.state.announce()

  // 6. Leave the page, as soon as there is anything to go to.
  const cleared = Promise.all(steps)
  if (page) void page.leave(reason, told, cleared)

  // 7. The answer empties the outbox, whenever it comes; the result tells what is true by now.
  const delivered = await within(answerLimitMs, told)
  return { server: delivered === 'ended' ? 'ended' : 'queued', cleared: await cleared }
}
