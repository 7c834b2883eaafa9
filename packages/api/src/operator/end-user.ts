import { schemas } from '@campusbite/auth/contract'
import { operatorProcedure } from '../trpc'

/** Ends all of a user's sessions. Operators only (ASVS 7.4.5). */
export const endUser = operatorProcedure
  .input(schemas.OperatorUserInput)
  .output(schemas.EndedCount)
  .mutation(async ({ ctx, input }) => {
    const { id: userId } = await ctx.auth.operator.userByEmail(input.email)
    return ctx.auth.operator.end({ userId }, ctx.caller.userId)
  })
