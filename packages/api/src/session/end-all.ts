import { cookieTag, schemas } from '@campusbite/auth/contract'
import { signedInProcedure } from '../trpc'

/** Ends every session of the caller, including the current one. */
export const endAll = signedInProcedure.output(schemas.EndedCount).mutation(async ({ ctx }) => {
  if (ctx.origin === 'own') ctx.reply.clearSession(cookieTag(ctx.caller.sid))
  const ended = await ctx.auth.endEverywhere(ctx.caller)
  return { ended: ended.length }
})
