import { schemas } from '@campusbite/auth/contract'
import { signedInProcedure } from '../trpc'

/** Ends every session of the caller except the current one. */
export const endOthers = signedInProcedure.output(schemas.EndedCount).mutation(async ({ ctx }) => {
  const ended = await ctx.auth.endOthers(ctx.caller)
  return { ended: ended.length }
})
