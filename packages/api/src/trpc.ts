/** tRPC, initialised once: the context's type, the shape of errors, and the base procedures, named for what they promise. */
import { AuthError } from '@campusbite/auth'
import type { ErrorCode, FieldError } from '@campusbite/auth/contract'
import { initTRPC } from '@trpc/server'
import type { Context } from './context'
import { explain } from './errors'

/** What `error.data` holds on the client, beside tRPC's own `code` and `httpStatus`. */
export interface ErrorData {
  appCode: ErrorCode
  errors?: FieldError[]
  retryAfterSeconds?: number
}

const t = initTRPC.context<Context>().create({
  // tRPC's default would send the message and the stack of whatever was thrown, the database's own included.
  errorFormatter({ shape, error }) {
    const { code, message, httpStatus, errors, retryAfterSeconds } = explain(error)
    const { path } = shape.data
    const data = { code: shape.data.code, httpStatus, appCode: code }
    return {
      ...shape,
      message,
      data: {
        ...data,
        ...(path === undefined ? {} : { path }),
        ...(errors ? { errors } : {}),
        ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      } satisfies ErrorData & typeof data,
    }
  },
})

export const router = t.router
export const createCallerFactory = t.createCallerFactory

/** Anybody may call. */
export const publicProcedure = t.procedure

/** Only somebody whose session is alive at this moment; `ctx.caller` says who. */
export const signedInProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const caller = await ctx.identify()
  return next({ ctx: { ...ctx, caller } })
})

/** Only an operator. */
export const operatorProcedure = signedInProcedure.use(({ ctx, next }) => {
  if (ctx.caller.role !== 'operator') throw new AuthError('FORBIDDEN', 'Only an operator may do this.')
  return next({ ctx })
})
