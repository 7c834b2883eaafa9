/** The users. Whatever ends their sessions does so in the same transaction, so that neither happens without the other. */
import { randomUUID } from 'node:crypto'
import { AuthError, type EndedSession, type StoredUser, type UserStore } from '@campusbite/auth'
import type { User } from '@campusbite/auth/contract'
import { type Run, type Statement, unseen } from './connection'
import { deleteSessions } from './delete-sessions'
import type { PrismaClient } from './generated/client'
import { idOrNull } from './ids'
import { lookup } from './lookup'
import { canBeText } from './text'

const columns = `
  u.id, u.name, u.email, u.role::text AS role, u.password_hash AS "passwordHash", u.disabled_at AS "disabledAt"`

const byEmail: Statement = {
  name: 'user-by-email',
  text: `SELECT ${columns} FROM user_account u WHERE u.email = $1`,
}

const byIds: Statement = {
  name: 'users-by-id',
  text: `SELECT ${columns} FROM user_account u WHERE u.id = ANY(${unseen('$1::uuid[]')}::uuid[])`,
}

/**
 * Statements that end sessions lock the user's row first: a login in flight then either has its session in the database, where
 * the deletion finds it, or waits, and is refused. In the other order, it could start a session in between.
 */
export function createUserStore(prisma: PrismaClient, run: Run): UserStore {
  return {
    async create({ name, email, passwordHash }) {
      const [user] = await prisma.$queryRaw<User[]>`
        INSERT INTO user_account (id, name, email, password_hash) VALUES (${randomUUID()}::uuid, ${name}, ${email}, ${passwordHash})
        ON CONFLICT (email) DO NOTHING RETURNING id, name, email, role::text AS role`
      return user ?? null
    },

    findByEmail: async (email) => (canBeText(email) ? (await run<StoredUser>(byEmail, [email]))[0] : null) ?? null,

    // Used by every request that shows who is signed in.
    findById: lookup(
      (ids) => run<StoredUser>(byIds, [ids]),
      ({ id }) => id,
    ),

    changePassword: ({ userId, passwordHash, checkedHash, keepSid, endedBy }) =>
      prisma.$transaction(async (tx) => {
        const changed = await tx.$executeRaw`
          UPDATE user_account SET password_hash = ${passwordHash}
          WHERE id = ${idOrNull(userId)}::uuid AND password_hash = ${checkedHash}`
        if (changed === 0) throw wrongPassword()
        return tx.$queryRaw<EndedSession[]>(deleteSessions({ userId, except: keepSid }, 'password-change', endedBy))
      }),

    deleteUser: ({ userId, checkedHash, endedBy }) =>
      prisma.$transaction(async (tx) => {
        const [user] = await tx.$queryRaw<{ hash: string }[]>`
          SELECT password_hash AS hash FROM user_account WHERE id = ${idOrNull(userId)}::uuid FOR UPDATE`
        if (user && user.hash !== checkedHash) throw wrongPassword()
        const ended = await tx.$queryRaw<EndedSession[]>(deleteSessions({ userId }, 'account-deleted', endedBy))
        await tx.$executeRaw`DELETE FROM user_account WHERE id = ${idOrNull(userId)}::uuid`
        return ended
      }),

    async disableUser(userId, endedBy, now) {
      const [, ended] = await prisma.$transaction([
        prisma.$executeRaw`
          UPDATE user_account SET disabled_at = coalesce(disabled_at, ${now}) WHERE id = ${idOrNull(userId)}::uuid`,
        prisma.$queryRaw<EndedSession[]>(deleteSessions({ userId }, 'account-disabled', endedBy)),
      ])
      return ended
    },
  }
}

const wrongPassword = () => new AuthError('WRONG_PASSWORD', 'That is not your current password.')
