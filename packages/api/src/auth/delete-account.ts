import { cookieTag, schemas } from '@campusbite/auth/contract'
import { signedInProcedure } from '../trpc'

/** Deletes the caller's account and all its data; every session ends in the same transaction. */
export const deleteAccount = signedInProcedure
  .input(schemas.DeleteAccountInput)
  .output(schemas.Done)
  .mutation(async ({ ctx, input }) => {
    const { caller } = ctx
    await ctx.throttle.checkingPassword(caller.userId, ctx.sender, () => ctx.auth.deleteAccount(caller, input.password))
    if (ctx.origin === 'own') ctx.reply.clearSession(cookieTag(caller.sid))
    return { success: true }
  })
