import { schemas } from '@campusbite/auth/contract'
import { operatorProcedure } from '../trpc'

/** Disables a user, whose sessions end in the same transaction (ASVS 7.4.2). Operators only. */
export const disableUser = operatorProcedure
  .input(schemas.OperatorUserInput)
  .output(schemas.EndedCount)
  .mutation(async ({ ctx, input }) => {
    const { id } = await ctx.auth.operator.userByEmail(input.email)
    return ctx.auth.operator.disable(id, ctx.caller.userId)
  })
