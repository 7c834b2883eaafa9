import { schemas } from '@campusbite/auth/contract'
import { signedInProcedure } from '../trpc'

/** Sets a new password; every other session of the user ends, in the same transaction. */
export const changePassword = signedInProcedure
  .input(schemas.ChangePasswordInput)
  .output(schemas.EndedCount)
  .mutation(({ ctx, input }) =>
    ctx.throttle.checkingPassword(ctx.caller.userId, ctx.sender, () => ctx.auth.changePassword(ctx.caller, input)),
  )
