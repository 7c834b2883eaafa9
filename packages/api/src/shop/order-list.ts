import { shop } from '@campusbite/auth/contract'
import { z } from 'zod'
import { signedInProcedure } from '../trpc'

/** The caller's orders, newest first. */
export const orderList = signedInProcedure
  .output(z.array(shop.Order))
  .query(({ ctx }) => ctx.shop.orders(ctx.caller.userId))
