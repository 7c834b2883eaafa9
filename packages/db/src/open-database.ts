/** Opens the database, migrates it to this version, and follows its endings. Reads no environment. */
import type { Revocations, SessionStore, UserStore } from '@campusbite/auth'
import { answeredFor } from './answered-for'
import { type AttemptLimits, createAttemptLimits } from './attempt-limiter'
import { connectEmbedded } from './connect-embedded'
import { connectServer } from './connect-server'
import type { Connection } from './connection'
import { DatabaseError, reasonOf } from './database-error'
import { followEndings } from './follow-endings'
import { PrismaClient } from './generated/client'
import { migrate } from './migrate'
import { type Purged, purge } from './purge'
import { seed } from './seed'
import { createSessionStore } from './session-store'
import { createShopStore, type ShopStore } from './shop-store'
import { createUserStore } from './user-store'
import { writingTrouble } from './writing-trouble'

export interface DatabaseOptions {
  /** `postgresql://…` of a server. Without it, the database is embedded. */
  url?: string | undefined
  /** Directory of the embedded database; `memory:` for one that disappears when closed. Ignored if `url` is given. */
  dataDir?: string | undefined
  /** Receives every session that ends; complete and confirmed once the database is open. */
  revocations: Revocations
  /**
   * The directory with the migrations. Default: `prisma/migrations` in the nearest parent folder of the running file that has one,
   * which finds it from the sources and from a bundle in apps/web/dist. A bundle outside the repository needs a copy of the
   * directory, named here.
   */
  migrationsDir?: string | undefined
  now?: () => Date
  /** Called when endings cannot be followed, and when they are followed again. Default: silent. */
  log?: (message: string) => void
  /** Milliseconds between two reads of the endings, besides the database's notifications. Default: 1000; 400 without those. */
  followEveryMs?: number
}

export interface Database {
  kind: 'embedded' | 'server'
  sessions: SessionStore
  users: UserStore
  shop: ShopStore
  /** Creates attempt counters that all instances share. */
  attempts: AttemptLimits
  prisma: PrismaClient
  /** The names of the migrations that were applied at opening. */
  migrated: string[]
  /** Removes some of what no longer matters, see purge.ts. */
  purge(now: Date, endingsBefore: Date): Promise<Purged>
  /** Rejects unless the database answers, can be written to, and its sessions can be read. */
  ping(): Promise<void>
  /** May be called twice. When it resolves, another process can use the embedded directory. */
  close(): Promise<void>
}

/** @throws DatabaseError whose message is one line for the person who starts the app */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { revocations, now = () => new Date(), log = () => {}, followEveryMs } = options
  const connection = await connect(options)
  // Any other format reads the sources to quote them in each error's message.
  const prisma = new PrismaClient({ adapter: connection.adapter, errorFormat: 'minimal' })
  const disconnect = async () => {
    await prisma.$disconnect()
    await connection.close()
  }
  try {
    const migrated = await migrate(connection, prisma, options.migrationsDir)
    await seed(prisma, { demo: connection.kind === 'embedded' })
    const intervalMs = followEveryMs === undefined ? {} : { intervalMs: followEveryMs }
    const amiss = await writingTrouble(prisma)
    if (amiss !== null) throw new DatabaseError('UNUSABLE', `The database ${connection.name} cannot be used: ${amiss}`)
    const follower = await followEndings({ connection, revocations, now, log, ...intervalMs })
    // Memory is trusted only by an instance that is alone.
    const sessions = createSessionStore(prisma, connection.run, () => revocations.isCurrent(now()))
    const users = createUserStore(prisma, connection.run)
    let closing: Promise<void> | undefined
    return {
      kind: connection.kind,
      ...answeredFor(connection, sessions, users),
      shop: createShopStore(prisma, now),
      attempts: createAttemptLimits(connection.run),
      prisma,
      migrated,
      purge: (at, endingsBefore) => purge(prisma, at, endingsBefore),
      ping: async () => {
        const amiss = await writingTrouble(prisma)
        if (amiss !== null) throw new Error(amiss)
      },
      close: () => {
        closing ??= follower.close().finally(disconnect)
        return closing
      },
    }
  } catch (error) {
    await disconnect()
    if (error instanceof DatabaseError) throw error
    const cure = connection.kind === 'server' ? 'correct DATABASE_URL' : 'choose another DATA_DIR'
    throw new DatabaseError(
      'UNUSABLE',
      `The database ${connection.name} cannot be used: ${reasonOf(error)}. Fix that there, or ${cure}.`,
      error,
    )
  }
}

function connect({ url, dataDir }: DatabaseOptions): Promise<Connection> {
  if (url !== undefined) return connectServer(url)
  if (dataDir !== undefined) return connectEmbedded(dataDir)
  throw new DatabaseError('BAD_URL', 'Either DATABASE_URL or DATA_DIR must say where the database is.')
}
