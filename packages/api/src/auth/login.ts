import { schemas } from '@campusbite/auth/contract'
import type { Context } from '../context'
import { nameOfDevice } from '../device-name'
import { publicProcedure } from '../trpc'
import { deliver, requireOwnOriginForCookies } from './deliver'

/** Starts a session, always a new one, and ends the previous session of this browser or bearer (ASVS 7.2.4). */
export const login = publicProcedure
  .input(schemas.LoginInput)
  .output(schemas.LoginOutput)
  .mutation(async ({ ctx, input }) => {
    requireOwnOriginForCookies(ctx, input.delivery)
    const { userAgent, ipAddress } = ctx.sender
    const { user, tokens } = await ctx.throttle.loggingIn(input.email, ctx.sender, () =>
      ctx.auth.login(input, { name: nameOfDevice(userAgent), ipAddress }),
    )
    await leavePresentSessions(ctx)
    return { user, ...(await deliver(ctx, tokens, input.delivery)) }
  })

async function leavePresentSessions({ auth, credentials, reply }: Context): Promise<void> {
  const { bearer, cookies } = credentials
  for (const { tag } of cookies) reply.clearSession(tag)
  const carried = cookies.map(({ access, refresh }) => ({ accessCookie: access, refreshCookie: refresh }))
  for (const names of [{ bearer }, ...carried]) {
    const session = auth.sessionNamedBy(names)
    if (session) await auth.replaceSession(session)
  }
}
