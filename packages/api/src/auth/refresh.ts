import { AuthError } from '@campusbite/auth'
import { schemas } from '@campusbite/auth/contract'
import { forgetSession } from '../ending-of'
import { saysSessionIsOver } from '../errors'
import { publicProcedure } from '../trpc'
import { deliver, requireOwnOriginForCookies } from './deliver'

/**
 * Redeems a refresh token for the next pair. A token from a cookie yields only cookies: tokens in the body would give script
 * what HttpOnly keeps from it.
 */
export const refresh = publicProcedure
  .input(schemas.RefreshInput)
  .output(schemas.RefreshOutput)
  .mutation(async ({ ctx, input }) => {
    const delivery = input?.delivery
    requireOwnOriginForCookies(ctx, delivery)
    // A token in the body says nothing about this browser's own session.
    const [session] = delivery === 'cookie' && !input?.refreshToken ? ctx.credentials.cookies : []
    const refreshToken = input?.refreshToken || session?.refresh
    if (!refreshToken) throw new AuthError('REFRESH_TOKEN_REQUIRED', 'Refresh token is required.')
    try {
      const tokens = await ctx.auth.refresh(refreshToken)
      const asked = delivery === 'cookie' ? { user: await ctx.auth.me(tokens) } : {}
      return { ...(await deliver(ctx, tokens, delivery)), ...asked }
    } catch (error) {
      const invalid = error instanceof AuthError && error.code === 'INVALID_REFRESH_TOKEN'
      if (session && (invalid || saysSessionIsOver(error))) await forgetSession(ctx.auth, session, ctx.reply)
      throw error
    }
  })
