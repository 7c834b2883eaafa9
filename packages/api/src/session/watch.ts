import { schemas } from '@campusbite/auth/contract'
import { signedInProcedure } from '../trpc'

/**
 * Says that the session lives, and then nothing more: what is worth hearing is its end, with which every stream is closed.
 * For pages that are to drop what they show the moment their session is ended from another device.
 */
export const watch = signedInProcedure.subscription(async function* ({ ctx, signal }) {
  yield schemas.WatchedSession.parse({ id: ctx.caller.sid })
  await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }))
})
