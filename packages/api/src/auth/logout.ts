import { AuthError } from '@campusbite/auth'
import { cookieTag, schemas } from '@campusbite/auth/contract'
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
    const { logoutTicket, refreshToken } = input ?? {}
    const { bearer, ignored } = ctx.credentials
    if (logoutTicket || refreshToken || bearer) await endNamed(ctx, logoutTicket, refreshToken)
    // An origin that is allowed is no exception: it would be told that the session of these cookies has ended.
    else if (ctx.origin === 'foreign' || ignored)
      throw new AuthError('ORIGIN_NOT_ALLOWED', 'This page may not log anybody out.')
    else await endAllOfThisBrowser(ctx)
    return { success: true, message: 'Logged out successfully.' }
  })

type Given = string | null | undefined

/** Its own session only: the cookies of whoever uses this browser now stay, unless they are of that session. */
async function endNamed(ctx: Context, logoutTicket: Given, refreshToken: Given): Promise<void> {
  const { auth, credentials, reply, origin } = ctx
  const { bearer } = credentials
  // Where both are said, both are meant.
  const both = logoutTicket && refreshToken
  let named = false
  for (const names of both ? [{ logoutTicket }, { refreshToken }] : [{ logoutTicket, refreshToken, bearer }]) {
    const session = await auth.sessionNamedBy(names)
    if (!session) continue
    named = true
    if (origin === 'own') reply.clearSession(cookieTag(session.sid))
    await auth.endByLogout(session)
  }
  // What cannot be read names nothing. A ticket is another matter: it may be a late one of somebody who was here before.
  if (!named && !logoutTicket) await endAllOfThisBrowser(ctx)
}

async function endAllOfThisBrowser({ auth, credentials, reply }: Context): Promise<void> {
  // What a tombstone could not end counts too: to pass over it would claim a success that there was not.
  const cookies = [...credentials.cookies, ...credentials.undelivered]
  for (const { tag } of cookies) reply.clearSession(tag)
  for (const { access, refresh } of cookies) {
    const session = await auth.sessionNamedBy({ refreshCookie: refresh, accessCookie: access })
    if (session) await auth.endByLogout(session)
  }
}
