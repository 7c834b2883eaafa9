import { cookieTag, schemas } from '@campusbite/auth/contract'
import { signedInProcedure } from '../trpc'

/** Ends one of the caller's sessions. One that is gone, or somebody else's, gives the same result: nothing is revealed. */
export const end = signedInProcedure
  .input(schemas.EndSessionInput)
  .output(schemas.Done)
  .mutation(async ({ ctx, input }) => {
    await ctx.auth.endSession(ctx.caller, input.id)
    if (input.id === ctx.caller.sid && ctx.origin === 'own') ctx.reply.clearSession(cookieTag(input.id))
    return { success: true }
  })
