/** Purges like every instance does periodically, in its own process: once per message. */
import { gently, tidyUp } from '@campusbite/api'
import { createAuth, defaultPolicy, deriveKeys, Revocations } from '@campusbite/auth'
import { openDatabase } from '@campusbite/db'

export interface Purged {
  /** Expired sessions ended, and old records of endings removed. */
  ended: number
  endings: number
  seconds: number
}

const revocations = new Revocations()
const database = await openDatabase({ url: process.argv[2], revocations })
const { sessions, users } = database
const keys = await deriveKeys(['of no token that anybody has, 32 bytes or more'])
const auth = createAuth({ sessions, users, revocations, keys, issuer: 'bench', policy: defaultPolicy })
process.on('message', () => void purge().then((purged) => process.send?.(purged)))
process.send?.('ready')

async function purge(): Promise<Purged> {
  const startedAt = performance.now()
  const { ended, endings } = await tidyUp({ auth, database }, gently)
  return { ended, endings, seconds: (performance.now() - startedAt) / 1000 }
}
