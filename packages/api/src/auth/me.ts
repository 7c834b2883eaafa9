import { schemas } from '@campusbite/auth/contract'
import { signedInProcedure } from '../trpc'

/** Who the caller is. */
export const me = signedInProcedure.output(schemas.User).query(({ ctx }) => ctx.auth.me(ctx.caller))
