/** tRPC, initialized once: the context's type, the error format, and the base procedures, named for what they guarantee. */
import { AuthError } from '@campusbite/auth'
import { type ErrorCode, type FieldError, schemas, shop } from '@campusbite/auth/contract'
import { initTRPC } from '@trpc/server'
import { type TRPC_ERROR_CODE_KEY, TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import type { Context } from './context'
import { type Explanation, explain } from './errors'

/** `error.data` on the client, besides tRPC's own `code` and `httpStatus`. */
export interface ErrorData {
  appCode: ErrorCode
  errors?: FieldError[]
  retryAfterSeconds?: number
}

/** tRPC's own code for each status, for its users. A `Record`: a new status cannot be forgotten here. */
const keyOf: Record<Explanation['httpStatus'], TRPC_ERROR_CODE_KEY> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_SUPPORTED',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'TOO_MANY_REQUESTS',
  500: 'INTERNAL_SERVER_ERROR',
  503: 'SERVICE_UNAVAILABLE',
}

const t = initTRPC.context<Context>().create({
  // tRPC's default would send the message and the stack of anything thrown, including the database's.
  errorFormatter({ shape, error }) {
    const { code, message, httpStatus, errors, retryAfterSeconds } = explain(error)
    const { path } = shape.data
    // tRPC treats an AuthError as an internal error, after which its client would reopen a stream again and again.
    const key = keyOf[httpStatus]
    const data = { code: key, httpStatus, appCode: code }
    return {
      code: TRPC_ERROR_CODES_BY_KEY[key],
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

// tRPC parses with `parseAsync`, which creates five promises for what never waits.
for (const schema of [...Object.values(schemas), ...Object.values(shop)]) {
  Object.assign(schema, { parseAsync: schema.parse })
}

export const router = t.router
export const createCallerFactory = t.createCallerFactory

/** Anyone may call. */
export const publicProcedure = t.procedure

/** Only callers whose session is alive at this moment; `ctx.caller` says who. */
export const signedInProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const caller = await ctx.identify()
  return next({ ctx: { ...ctx, caller } })
})

/** Only callers who are operators at this moment: a token keeps claiming the role until it expires (ASVS 5.0 8.3.2). */
export const operatorProcedure = signedInProcedure.use(async ({ ctx, next }) => {
  const { role } = await ctx.auth.me(ctx.caller)
  if (role !== 'operator') throw new AuthError('FORBIDDEN', 'Only an operator may do this.')
  return next({ ctx })
})
