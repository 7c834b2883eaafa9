import { schemas } from '@campusbite/auth/contract'
import { z } from 'zod'
import { unknownDevice } from '../device-name'
import { signedInProcedure } from '../trpc'

/** The caller's sessions, last used first; `current` marks the one that asks (ASVS 7.5.2). */
export const list = signedInProcedure.output(z.array(schemas.SessionInfo)).query(async ({ ctx }) => {
  const sessions = await ctx.auth.listSessions(ctx.caller.userId)
  return sessions.map((session) => ({
    id: session.sid,
    device: session.device ?? unknownDevice,
    ipAddress: session.ipAddress,
    createdAt: session.createdAt.toISOString(),
    lastUsedAt: session.lastUsedAt.toISOString(),
    current: session.sid === ctx.caller.sid,
  }))
})
