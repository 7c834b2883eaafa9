/** Copies the outbox to disk, and restores it at the next start. Never delays a logout. */
import { inBrowser } from '../browser'
import type { Core } from '../core'
import { byPerson } from '../logout'
import type { OutboxEntry } from '../outbox-entries'
import { openRecords } from './records'

export function keepOnDisk(core: Core): void {
  if (!inBrowser()) return
  const { state, outbox } = core
  const records = openRecords()
  /** Confirmed since this page began: an earlier read from disk may still contain them. */
  const settled = new Set<string>()
  outbox.copy = {
    add: (entry) => records.change((store) => store.put(entry)),
    remove(sid) {
      settled.add(sid)
      records.change((store) => store.delete(sid))
    },
  }
  const giveBack = (entry: OutboxEntry) => {
    const { url = location.origin } = entry
    if (url !== core.http.base() || outbox.has(entry.sid) || settled.has(entry.sid)) return
    // The browser has lost the click, and what was wiped is visible again: repeat the whole logout.
    if (entry.sid === state.sid) void core.end(byPerson)
    else outbox.add(entry)
  }
  void Promise.all([records.all(), core.ready()]).then(([entries]) => {
    for (const entry of entries) {
      try {
        giveBack(entry)
      } catch {
        // Storage refused it; it is delivered from memory.
      }
    }
    if (entries.length > 0) void outbox.flush()
  })
}
