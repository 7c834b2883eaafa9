import { AuthError } from '@campusbite/auth'
import { cookieTag, type LogoutInput, schemas } from '@campusbite/auth/contract'
import type { Context } from '../context'
import { publicProcedure } from '../trpc'

/**
 * Ends the session that the request names: by ticket, by any refresh token of its lineage, by the cookies or the bearer
 * of the request. Anything else is a success too (RFC 7009 §2.2), but a store that fails is an error: the session lives.
 * Cookies are deleted before the store is asked, so that they go either way.
 */
export const logout = publicProcedure
  .input(schemas.LogoutInput)
  .output(schemas.LogoutOutput)
  .mutation(async ({ ctx, input }) => {
    for (const session of sessionsMeant(ctx, input ?? {})) await ctx.auth.endByLogout(session)
    return { success: true, message: 'Logged out successfully.' }
  })

type Named = { sid: string; userId: string }

/** Their cookies are deleted with this. @throws AuthError `ORIGIN_NOT_ALLOWED` */
function sessionsMeant(ctx: Context, { logoutTicket, refreshToken }: NonNullable<LogoutInput>): Named[] {
  const { auth, credentials, reply, origin } = ctx
  const { bearer, ignored } = credentials
  if (!logoutTicket && !refreshToken && !bearer) {
    // An origin that is allowed is no exception: it would be told that the session of these cookies has ended.
    if (origin === 'foreign' || ignored)
      throw new AuthError('ORIGIN_NOT_ALLOWED', 'This page is not allowed to log anyone out.')
    return allOfThisBrowser(ctx)
  }
  // Where both are said, both are meant.
  const both = logoutTicket && refreshToken
  const sessions = (both ? [{ logoutTicket }, { refreshToken }] : [{ logoutTicket, refreshToken, bearer }]).flatMap(
    (names) => auth.sessionNamedBy(names) ?? [],
  )
  // What cannot be read names nothing. A ticket is another matter: it may be a late one of somebody who was here before.
  if (sessions.length === 0 && !logoutTicket) return allOfThisBrowser(ctx)
  // Their own cookies only: those of whoever uses this browser now stay, unless they are of that session.
  if (origin === 'own') for (const { sid } of sessions) reply.clearSession(cookieTag(sid))
  return sessions
}

function allOfThisBrowser({ auth, credentials, reply }: Context): Named[] {
  // What a tombstone could not end counts too: to pass over it would claim a success that there was not.
  const cookies = [...credentials.cookies, ...credentials.undelivered]
  for (const { tag } of cookies) reply.clearSession(tag)
  return cookies.flatMap(
    ({ access, refresh }) => auth.sessionNamedBy({ refreshCookie: refresh, accessCookie: access }) ?? [],
  )
}
