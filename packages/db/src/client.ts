/** The Prisma client, on whichever connection it is given. */
import type { Connection } from './connection'
import { PrismaClient } from './generated/client'

export function createClient(connection: Connection): PrismaClient {
  return new PrismaClient({ adapter: connection.adapter })
}
