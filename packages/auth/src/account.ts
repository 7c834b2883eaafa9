/** User accounts: register, log in, change the password, delete the account. */
import type { AccessClaims } from './access-token'
import type { User } from './contract/index'
import type { AuthDeps, Device, TokenPair } from './deps'
import { carryOut } from './end-session'
import { AuthError } from './errors'
import { startSession } from './start-session'
import type { StoredUser } from './user-store'

/** @throws AuthError `EMAIL_TAKEN` */
export async function register(
  deps: AuthDeps,
  input: { name: string; email: string; password: string },
): Promise<User> {
  const passwordHash = await deps.passwords.hash(input.password)
  const user = await deps.users.create({ name: input.name, email: input.email, passwordHash })
  if (!user) throw new AuthError('EMAIL_TAKEN', 'An account with this email address already exists. Log in instead.')
  deps.tell({ type: 'user-created', userId: user.id })
  return user
}

/** @throws AuthError `INVALID_CREDENTIALS`, with equal timing for an unknown email, a wrong password and a disabled account */
export async function login(
  deps: AuthDeps,
  input: { email: string; password: string },
  device: Device,
): Promise<{ user: User; tokens: TokenPair }> {
  const user = await deps.users.findByEmail(input.email)
  const matches = await deps.passwords.verify(user?.passwordHash ?? null, input.password)
  if (!user || !matches || user.disabledAt) {
    deps.tell({ type: 'login-refused' })
    throw new AuthError('INVALID_CREDENTIALS', 'Invalid email or password.')
  }
  return { user: asUser(user), tokens: await startSession(deps, user, device) }
}

/** Ends every other session in the transaction that changes the password (ASVS 7.4.3). @throws AuthError `WRONG_PASSWORD` */
export async function changePassword(
  deps: AuthDeps,
  caller: AccessClaims,
  input: { currentPassword: string; newPassword: string },
): Promise<{ ended: number }> {
  const { passwordHash: checkedHash } = await requirePassword(deps, caller, input.currentPassword)
  const passwordHash = await deps.passwords.hash(input.newPassword)
  const { userId, sid: keepSid } = caller
  const ended = await carryOut(deps, 'password-change', () =>
    deps.users.changePassword({ userId, passwordHash, checkedHash, keepSid, endedBy: `user:${userId}` }),
  )
  deps.tell({ type: 'password-changed', userId })
  return { ended: ended.length }
}

/** @throws AuthError `WRONG_PASSWORD` */
export async function deleteAccount(deps: AuthDeps, caller: AccessClaims, password: string): Promise<void> {
  const { passwordHash: checkedHash } = await requirePassword(deps, caller, password)
  const { userId } = caller
  await carryOut(deps, 'account-deleted', () =>
    deps.users.deleteUser({ userId, checkedHash, endedBy: `user:${userId}` }),
  )
  deps.tell({ type: 'user-deleted', userId })
}

/** @throws AuthError `SESSION_ENDED` if the user no longer exists */
export async function me(deps: AuthDeps, { userId }: Pick<AccessClaims, 'userId'>): Promise<User> {
  const user = await deps.users.findById(userId)
  if (!user || user.disabledAt) throw new AuthError('SESSION_ENDED', 'This session has ended. Log in again.')
  return asUser(user)
}

async function requirePassword(deps: AuthDeps, caller: AccessClaims, password: string): Promise<StoredUser> {
  const user = await deps.users.findById(caller.userId)
  if (!(await deps.passwords.verify(user?.passwordHash ?? null, password)) || !user) {
    throw new AuthError('WRONG_PASSWORD', 'That is not your current password.')
  }
  return user
}

const asUser = ({ id, name, email, role }: StoredUser): User => ({ id, name, email, role })
