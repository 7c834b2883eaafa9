import { schemas } from '@campusbite/auth/contract'
import { operatorProcedure } from '../trpc'

/** Ends any one session. Operators only (ASVS 7.4.5). */
export const endSession = operatorProcedure
  .input(schemas.EndSessionInput)
  .output(schemas.EndedCount)
  .mutation(({ ctx, input }) => ctx.auth.operator.end({ sid: input.id }, ctx.caller.userId))
