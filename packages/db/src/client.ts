/** The Prisma client, on whichever connection it is given. */
import type { Connection } from './connection'
import { PrismaClient } from './generated/client'

export function createClient(connection: Connection): PrismaClient {
  // Any other format reads the sources to quote them in each error's message.
  return new PrismaClient({ adapter: connection.adapter, errorFormat: 'minimal' })
}
