import { schemas } from '@campusbite/auth/contract'
import { operatorProcedure } from '../trpc'

/**
 * The sessions that have ended since a cursor, for another service that verifies access tokens with our keys. Operators only:
 * whoever may end any session may know which have ended.
 */
export const endings = operatorProcedure
  .input(schemas.EndingsInput)
  .output(schemas.EndingsOutput)
  .query(async ({ ctx, input }) => {
    const page = await ctx.auth.operator.endedSince(input?.since ?? '0')
    return {
      cursor: page.cursor,
      endings: page.endings.map(({ sid, accessUntil }) => ({ sid, accessUntil: accessUntil.toISOString() })),
    }
  })
