/**
 * Tells other tabs the fact that a session has ended, with its sid: not a hint to ask a server, which may be unreachable. A
 * tab that misses the message finds the same fact in storage and cookies when it becomes visible again.
 */
import { type Notice, tabChannelName } from '@campusbite/auth/contract'
import { after } from './bounded'
import { inBrowser, listen } from './browser'
import { outboxPrefix } from './outbox-entries'

const reasonMs = 50

export interface TabFact {
  ended: string
  reason: Notice
}

export interface TabChannel {
  tell(fact: TabFact): void
}

interface Listener {
  onEnded(fact: TabFact): void
  /** Storage has changed: check whether the session is still there. */
  onDoubt(): void
}

export function openTabChannel({ onEnded, onDoubt }: Listener): TabChannel {
  if (!inBrowser()) return { tell() {} }
  let channel: BroadcastChannel | undefined
  try {
    channel = new BroadcastChannel(tabChannelName)
  } catch {
    // Missing, or refused because the user has blocked storage: then storage and cookies, if any, carry the news.
  }
  listen(channel, 'message', (event) => {
    const { ended, reason }: Partial<TabFact> = Object((event as MessageEvent).data)
    if (ended && reason) onEnded({ ended, reason })
  })
  listen(window, 'storage', (event) => {
    const { key, newValue } = event as StorageEvent
    // A logout's outbox entry is news itself, and reaches tabs without BroadcastChannel.
    if (key?.startsWith(outboxPrefix) && newValue !== null) {
      onEnded({ ended: key.slice(outboxPrefix.length), reason: 'logged-out' })
    } else onDoubt()
  })
  // A deleted sid cookie tells every tab, in browsers that report it.
  listen((window as { cookieStore?: EventTarget }).cookieStore, 'change', () =>
    // The response or message that says why comes with the deletion, but possibly a moment later.
    after(reasonMs, onDoubt),
  )
  return { tell: (fact) => channel?.postMessage(fact) }
}
