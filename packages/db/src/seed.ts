/** Fills a new database: the menu, and the demo account if it is embedded. Changes nothing that exists already. */
import { randomUUID } from 'node:crypto'
import { argon2id } from '@campusbite/auth'
import type { PrismaClient } from './generated/client'
import { menu } from './menu'

/** Public, and printed at every start: never created in a server's database. */
export const demoLogin = { email: 'demo@campusbite.test', password: 'campus-bite-demo' } as const

export async function seed(prisma: PrismaClient, options: { demo: boolean }): Promise<void> {
  const [there] = await prisma.$queryRaw<[{ menu: boolean; demo: boolean }]>`
    SELECT EXISTS (SELECT FROM dish) AS menu, EXISTS (SELECT FROM user_account WHERE email = ${demoLogin.email}) AS demo`
  if (!there.menu) {
    // Two instances may start at once.
    await prisma.dish.createMany({ data: menu.map((dish, position) => ({ ...dish, position })), skipDuplicates: true })
  }
  if (options.demo && !there.demo) {
    const passwordHash = await argon2id().hash(demoLogin.password)
    await prisma.$executeRaw`
      INSERT INTO user_account (id, name, email, password_hash)
      VALUES (${randomUUID()}::uuid, 'Demo Student', ${demoLogin.email}, ${passwordHash}) ON CONFLICT (email) DO NOTHING`
  }
}
