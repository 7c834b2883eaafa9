/** The shop's types: the menu and the orders. Prices are whole cents. */
import { z } from 'zod'
import { orderLimits } from './limits'

export const Dish = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  category: z.string(),
  priceCents: z.number().int().nonnegative(),
})

const orderLine = z.object({
  dishId: z.string().min(1).max(orderLimits.dishIdLength),
  quantity: z
    .number({ error: 'Quantity must be a number.' })
    .int('Quantity must be a whole number.')
    .min(1, 'Order at least one.')
    .max(orderLimits.quantity, `Order at most ${orderLimits.quantity} of a dish.`),
})

export const PlaceOrderInput = z.object({
  idempotencyKey: z.string().min(1, 'Must not be empty.').max(100, 'Must be at most 100 characters.').optional(),
  lines: z
    .array(orderLine)
    .min(1, 'The cart is empty.')
    .max(orderLimits.lines, `Order at most ${orderLimits.lines} different dishes.`),
})

export const Order = z.object({
  id: z.string(),
  placedAt: z.iso.datetime(),
  totalCents: z.number().int(),
  lines: z.array(
    z.object({ dishId: z.string(), name: z.string(), quantity: z.number().int(), priceCents: z.number().int() }),
  ),
})
