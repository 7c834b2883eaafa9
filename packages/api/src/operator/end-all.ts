import { schemas } from '@campusbite/auth/contract'
import { operatorProcedure } from '../trpc'

/** Ends every session of every user, the caller's included. Operators only (ASVS 7.4.5). */
export const endAll = operatorProcedure
  .output(schemas.EndedCount)
  .mutation(({ ctx }) => ctx.auth.operator.end('all', ctx.caller.userId))
