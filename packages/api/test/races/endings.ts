/** Every way to end a session, as an instance carries it out. */
import { type Auth, AuthError, type EndReason, type LogoutNames } from '@campusbite/auth'
import type { Database } from '@campusbite/db'
import type { Held } from './hold'
import { callerOf, newest, oldest, password, type Scene } from './scene'

export interface EndingKind {
  name: string
  reason: EndReason
  /** Who is recorded as having done it. */
  by: 'user' | 'operator' | 'system'
  /** Whether the user's other session survives. */
  sparesOther: boolean
  /** The store calls at which it can be held. */
  steps: Held[]
  run(how: { auth: Auth; prisma: Database['prisma'] }, scene: Scene): Promise<unknown>
}

export const endedBy = ({ by }: EndingKind, { user }: Scene): string =>
  by === 'user' ? `user:${user.id}` : by === 'operator' ? 'operator:eve' : 'system'

const logout = (name: string, names: (scene: Scene) => LogoutNames): EndingKind => ({
  name: `logout by ${name}`,
  ...{ reason: 'logout', by: 'user', sparesOther: true, steps: ['end'] },
  async run({ auth }, scene) {
    const session = auth.sessionNamedBy(names(scene))
    if (!session) throw new Error('The request to log out names no session.')
    await auth.endByLogout(session)
  },
})

const ending = (
  name: string,
  reason: EndReason,
  steps: Held[],
  run: EndingKind['run'],
  rest: Partial<EndingKind> = {},
): EndingKind => ({ name, reason, by: 'user', sparesOther: true, steps, run, ...rest })

export const logoutByCurrentToken = logout('its refresh token', ({ raced }) => ({
  refreshToken: newest(raced).refreshToken,
}))
const logoutByRotatedToken = logout('a rotated refresh token', ({ raced }) => ({
  refreshToken: oldest(raced).refreshToken,
}))
export const logoutByTicket = logout('its ticket', ({ raced }) => ({ logoutTicket: oldest(raced).logoutTicket }))
const logoutByAccessToken = logout('an access token', ({ raced }) => ({ bearer: newest(raced).accessToken }))

export const everywhere = ending(
  'logout everywhere',
  'logout-everywhere',
  ['end'],
  async ({ auth }, { other }) => auth.endEverywhere(await callerOf(auth, other)),
  { sparesOther: false },
)

export const passwordChange = ending(
  'a password change',
  'password-change',
  ['findById', 'changePassword'],
  async ({ auth }, { other }) =>
    auth.changePassword(await callerOf(auth, other), { currentPassword: password, newPassword: 'another password' }),
)

export const accountDeletion = ending(
  'the deletion of the account',
  'account-deleted',
  ['findById', 'deleteUser'],
  async ({ auth }, { other }) => auth.deleteAccount(await callerOf(auth, other), password),
  { sparesOther: false },
)

export const disabling = ending(
  'the disabling of the user',
  'account-disabled',
  ['disableUser'],
  ({ auth }, { user }) => auth.operator.disable(user.id, 'eve'),
  { by: 'operator', sparesOther: false },
)

const reuse = ending(
  'the reuse of a rotated token',
  'reuse',
  ['rotate', 'end'],
  ({ auth }, { raced }) =>
    auth.refresh(oldest(raced).refreshToken).then(
      () => Promise.reject(new Error('A token that was used long ago has bought another.')),
      (error: unknown) => {
        if (!(error instanceof AuthError && error.code === 'REFRESH_TOKEN_REUSED')) throw error
      },
    ),
  { by: 'system' },
)

export const endings: readonly EndingKind[] = [
  logoutByCurrentToken,
  logoutByRotatedToken,
  logoutByTicket,
  logoutByAccessToken,
  ending('its ending from another device', 'ended-by-user', ['end'], async ({ auth }, { raced, other }) =>
    auth.endSession(await callerOf(auth, other), raced.sid),
  ),
  ending('logout of the other devices', 'logout-others', ['end'], async ({ auth }, { other }) =>
    auth.endOthers(await callerOf(auth, other)),
  ),
  everywhere,
  ending('a new login in its browser', 'replaced', ['end'], ({ auth }, { raced, user }) =>
    auth.replaceSession({ sid: raced.sid, userId: user.id }),
  ),
  passwordChange,
  accountDeletion,
  disabling,
  ending(
    "an operator's order",
    'operator',
    ['end'],
    ({ auth }, { raced }) => auth.operator.end({ sid: raced.sid }, 'eve'),
    { by: 'operator' },
  ),
  reuse,
  ending(
    'a DELETE typed by hand',
    'removed',
    [],
    ({ prisma }, { raced }) => prisma.$executeRaw`DELETE FROM session WHERE sid = ${raced.sid}`,
    { by: 'system' },
  ),
]

export function endingNamed(name: string): EndingKind {
  const kind = endings.find((one) => one.name === name)
  if (!kind) throw new Error(`There is no ending called ${name}.`)
  return kind
}
