import { schemas } from '@campusbite/auth/contract'
import { z } from 'zod'
import { unknownDevice } from '../device-name'
import { operatorProcedure } from '../trpc'

/** A user's sessions, last used first. Operators only (ASVS 7.4.5). */
export const sessions = operatorProcedure
  .input(schemas.OperatorUserInput)
  .output(z.array(schemas.OperatorSession))
  .query(async ({ ctx, input }) => {
    const { id } = await ctx.auth.operator.userByEmail(input.email)
    const found = await ctx.auth.listSessions(id)
    return found.map(({ sid, device, ipAddress, createdAt, lastUsedAt }) => ({
      id: sid,
      device: device ?? unknownDevice,
      ipAddress,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt.toISOString(),
    }))
  })
