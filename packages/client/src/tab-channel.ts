/**
 * Tells other tabs the fact that a session has ended, with its sid: not a hint to ask a server, which may be out of
 * reach. A tab that misses the message finds the same fact in storage and cookies when it is looked at again.
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
  /** Something of ours changed in storage; look whether the session is still there. */
  onDoubt(): void
}

export function openTabChannel({ onEnded, onDoubt }: Listener): TabChannel {
  if (!inBrowser()) return { tell() {} }
  let channel: BroadcastChannel | undefined
  try {
    channel = new BroadcastChannel(tabChannelName)
  } catch {
    // Missing, or refused where the user has forbidden storage: what is left of storage and cookies is the news then.
  }
  listen(channel, 'message', (event) => {
    const { ended, reason }: Partial<TabFact> = Object((event as MessageEvent).data)
    if (ended && reason) onEnded({ ended, reason })
  })
  listen(window, 'storage', (event) => {
    const { key, newValue } = event as StorageEvent
    // The outbox entry of a logout is itself the news, and reaches tabs that have no BroadcastChannel.
    if (key?.startsWith(outboxPrefix) && newValue !== null) {
      onEnded({ ended: key.slice(outboxPrefix.length), reason: 'logged-out' })
    } else onDoubt()
  })
  // A deleted sid cookie tells every tab, where the browser says so.
  listen((window as { cookieStore?: EventTarget }).cookieStore, 'change', () =>
    // With the deletion comes the answer or the message that says why, and which may be a moment later.
    after(reasonMs, onDoubt),
  )
  return { tell: (fact) => channel?.postMessage(fact) }
}
