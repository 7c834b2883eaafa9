/** The public door of the part that carries streams, for `createCampusBite({ streams })`. */
import type { Core } from '../core'
import type { Streams } from '../options'
import { subscribe } from './subscribe'
import { watchSession } from './watch-session'

/**
 * Subscriptions, and the end of a session told to the page that is being looked at the moment it happens. Without it, an
 * ending on another device is found out when the page is next looked at, or at its next call.
 */
export const streams: Streams = (client) => {
  const core = client as Core
  watchSession(core)
  return (what, subscriber) => subscribe(core, what, subscriber)
}
