/** Delivers tokens: in the body (bearer mode), or only in HttpOnly cookies (cookie mode, ASVS 3.3.4). */
import { AuthError, type TokenPair } from '@campusbite/auth'
import type { TokenDelivery } from '@campusbite/auth/contract'
import type { Context } from '../context'

/**
 * The last wait before the response. Another instance may have ended the session without this one having heard yet: cookies set
 * now would stay in a browser that a logout has just cleared.
 * @throws AuthError `SESSION_ENDED`, `UNAVAILABLE`, in cookie mode
 */
export async function deliver(ctx: Context, tokens: TokenPair, delivery: TokenDelivery | undefined) {
  const { accessToken, refreshToken, logoutTicket, expiresIn } = tokens
  if (delivery !== 'cookie') return { accessToken, refreshToken, logoutTicket, expiresIn }
  await ctx.auth.authenticate(accessToken)
  ctx.reply.setSession(tokens, new Date())
  return { logoutTicket, expiresIn }
}

/** Otherwise another site could log a visitor in to an account of its choosing. @throws AuthError `ORIGIN_NOT_ALLOWED` */
export function requireOwnOriginForCookies(ctx: Context, delivery: TokenDelivery | undefined): void {
  if (delivery === 'cookie' && ctx.origin !== 'own') {
    throw new AuthError('ORIGIN_NOT_ALLOWED', 'Cookies are for this site only. From another origin, use bearer tokens.')
  }
}
