import { schemas } from '@campusbite/auth/contract'
import { signedInProcedure } from '../trpc'

/**
 * Reports that the session is alive, then stays silent: what matters is its end, which closes every stream. For pages that must
 * drop their content the moment their session ends on another device.
 */
export const watch = signedInProcedure.subscription(async function* ({ ctx, signal }) {
  yield schemas.WatchedSession.parse({ id: ctx.caller.sid })
  await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }))
})
