import { AuthError } from '@campusbite/auth'
import { schemas } from '@campusbite/auth/contract'
import { publicProcedure } from '../trpc'
import { deliver, requireOwnOriginForCookies } from './deliver'

/** Codes after which the session's cookies are worth nothing any more. */
const dead = new Set(['SESSION_ENDED', 'SESSION_EXPIRED', 'REFRESH_TOKEN_REUSED', 'INVALID_REFRESH_TOKEN'])

/**
 * Redeems a refresh token for the next pair. A token of a cookie buys cookies only: an answer with tokens in its body
 * would hand to script what HttpOnly keeps from it.
 */
export const refresh = publicProcedure
  .input(schemas.RefreshInput)
  .output(schemas.RefreshOutput)
  .mutation(async ({ ctx, input }) => {
    const delivery = input?.delivery
    requireOwnOriginForCookies(ctx, delivery)
    const [session] = delivery === 'cookie' ? ctx.credentials.cookies : []
    const refreshToken = input?.refreshToken || session?.refresh
    if (!refreshToken) throw new AuthError('REFRESH_TOKEN_REQUIRED', 'Refresh token is required.')
    try {
      return deliver(ctx, await ctx.auth.refresh(refreshToken), delivery)
    } catch (error) {
      if (error instanceof AuthError && dead.has(error.code) && session) ctx.reply.clearSession(session.tag)
      throw error
    }
  })
