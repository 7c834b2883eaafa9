import { schemas } from '@campusbite/auth/contract'
import { publicProcedure } from '../trpc'

/** Creates an account. Starts no session: only a login does (ASVS 7.6.2). */
export const register = publicProcedure
  .input(schemas.RegisterInput)
  .output(schemas.User)
  .mutation(({ ctx, input }) => ctx.throttle.registering(ctx.sender, () => ctx.auth.register(input)))
