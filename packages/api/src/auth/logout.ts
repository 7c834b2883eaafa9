import { AuthError } from '@campusbite/auth'
import { cookieTag, type LogoutInput, schemas } from '@campusbite/auth/contract'
import type { Context } from '../context'
import { publicProcedure } from '../trpc'

/**
 * Ends the session that the request names: by its ticket, by any refresh token of its lineage, or by the request's cookies or
 * bearer token. Anything else succeeds too (RFC 7009 §2.2), but a failed store is an error: the session is still alive. Cookies
 * are deleted before the store is called, so they are cleared either way.
 */
export const logout = publicProcedure
  .input(schemas.LogoutInput)
  .output(schemas.LogoutOutput)
  .mutation(async ({ ctx, input }) => {
    for (const session of sessionsMeant(ctx, input ?? {})) await ctx.auth.endByLogout(session)
    return { success: true, message: 'Logged out successfully.' }
  })

type Named = { sid: string; userId: string }

/** Also deletes their cookies. @throws AuthError `ORIGIN_NOT_ALLOWED` */
function sessionsMeant(ctx: Context, { logoutTicket, refreshToken }: NonNullable<LogoutInput>): Named[] {
  const { auth, credentials, reply, origin } = ctx
  const { bearer, ignored } = credentials
  if (!logoutTicket && !refreshToken && !bearer) {
    // Not even an allowed origin: its cookies are ignored, and success would claim that their session has ended.
    if (origin === 'foreign' || ignored)
      throw new AuthError('ORIGIN_NOT_ALLOWED', 'This page is not allowed to log anyone out.')
    return allOfThisBrowser(ctx)
  }
  // If the body has both, both are meant.
  const both = logoutTicket && refreshToken
  const sessions = (both ? [{ logoutTicket }, { refreshToken }] : [{ logoutTicket, refreshToken, bearer }]).flatMap(
    (names) => auth.sessionNamedBy(names) ?? [],
  )
  // An unreadable token names nothing. A ticket is different: it may be a late one of a previous user.
  if (sessions.length === 0 && !logoutTicket) return allOfThisBrowser(ctx)
  // Only these sessions' own cookies: those of whoever uses this browser now stay, unless they belong to the same session.
  if (origin === 'own') for (const { sid } of sessions) reply.clearSession(cookieTag(sid))
  return sessions
}

function allOfThisBrowser({ auth, credentials, reply }: Context): Named[] {
  // Includes sessions that a tombstone could not end: skipping them would claim a success that did not happen.
  const cookies = [...credentials.cookies, ...credentials.undelivered]
  for (const { tag } of cookies) reply.clearSession(tag)
  return cookies.flatMap(
    ({ access, refresh }) => auth.sessionNamedBy({ refreshCookie: refresh, accessCookie: access }) ?? [],
  )
}
