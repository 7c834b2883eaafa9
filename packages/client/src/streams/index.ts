/** The entry point `@campusbite/client/streams`, for `createCampusBite({ streams })`. */
import type { Core } from '../core'
import type { Streams } from '../options'
import { subscribe } from './subscribe'
import { watchSession } from './watch-session'

/**
 * Subscriptions, and an instant notice on a visible page when its session ends elsewhere. Without it, the page finds out when it
 * becomes visible again, or at its next call.
 */
export const streams: Streams = (client) => {
  const core = client as Core
  watchSession(core)
  return (what, subscriber) => subscribe(core, what, subscriber)
}
