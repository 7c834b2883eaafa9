import { shop } from '@campusbite/auth/contract'
import { signedInProcedure } from '../trpc'

/** Places an order; a retry with the same key returns the same order. Prices come from the menu, never from the caller. */
export const orderPlace = signedInProcedure
  .input(shop.PlaceOrderInput)
  .output(shop.Order)
  .mutation(({ ctx, input }) => ctx.shop.placeOrder(ctx.caller.userId, input.lines, input.idempotencyKey))
