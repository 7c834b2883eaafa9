/** The menu and the orders. Prices come only from the database: no caller can set one. */
import { createHash, randomUUID } from 'node:crypto'
import { AuthError } from '@campusbite/auth'
import type { Dish, Order } from '@campusbite/auth/contract'
import { Prisma, type PrismaClient } from './generated/client'
import { idOrNull, isId } from './ids'
import { canBeText } from './text'

export interface ShopStore {
  /** The available dishes, in menu order. */
  menu(): Promise<Dish[]>
  /** The user's orders, newest first; at most 100. */
  orders(userId: string): Promise<Order[]>
  /**
   * Places an order once per user and key: repeating a call, for example because its response was lost, returns the first order.
   *
   * @throws AuthError `BAD_INPUT`, with a field error for each line whose dish is not on the menu: nothing is ordered then.
   * `SESSION_ENDED` if the user no longer exists.
   */
  placeOrder(
    userId: string,
    lines: readonly { dishId: string; quantity: number }[],
    idempotencyKey?: string,
  ): Promise<Order>
}

const orderShape = {
  id: true,
  placedAt: true,
  totalCents: true,
  lines: { select: { dishId: true, name: true, quantity: true, priceCents: true }, orderBy: { position: 'asc' } },
} as const satisfies Prisma.OrderSelect

export function createShopStore(prisma: PrismaClient, now: () => Date): ShopStore {
  return {
    menu: async () =>
      prisma.dish.findMany({
        where: { retiredAt: null },
        select: { id: true, name: true, description: true, category: true, priceCents: true },
        orderBy: [{ position: 'asc' }, { id: 'asc' }],
      }),

    async orders(userId) {
      if (!isId(userId)) return []
      const newestFirst = [{ placedAt: 'desc' as const }, { id: 'desc' as const }]
      const orders = await prisma.order.findMany({
        where: { userId },
        select: orderShape,
        orderBy: newestFirst,
        take: 100,
      })
      return orders.map(asOrder)
    },

    async placeOrder(userId, lines, idempotencyKey = randomUUID()) {
      const id = orderId(userId, idempotencyKey)
      if (lines.every(({ dishId }) => canBeText(dishId)))
        await prisma.$executeRaw(insertOrder({ id, userId, lines, placedAt: now() }))
      const order = await prisma.order.findUnique({ where: { id }, select: orderShape })
      if (!order) throw await refusal(prisma, userId, lines)
      return asOrder(order)
    },
  }
}

/** Derived from the user and their key, so that no key can collide with, or reveal, another user's order. */
function orderId(userId: string, key: string): string {
  const hash = createHash('sha256').update(`${userId} ${key}`).digest('hex')
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
}

/**
 * One statement: order, lines and total from the same prices, or nothing at all if one dish is unavailable. It locks the user's
 * row: if the user were deleted in between, the order would fail instead of being refused.
 */
function insertOrder(order: { id: string; userId: string; lines: readonly object[]; placedAt: Date }): Prisma.Sql {
  return Prisma.sql`
    WITH wanted AS (
      SELECT w.*, d.name, d.price_cents
      FROM ROWS FROM (json_to_recordset(${JSON.stringify(order.lines)}::json) AS ("dishId" text, quantity int))
        WITH ORDINALITY AS w(dish_id, quantity, place)
      LEFT JOIN dish d ON d.id = w.dish_id AND d.retired_at IS NULL
    ), placed AS (
      INSERT INTO shop_order (id, user_id, placed_at, total_cents)
      SELECT ${order.id}::uuid, u.id, ${order.placedAt}::timestamptz, (SELECT sum(quantity * price_cents) FROM wanted)
      FROM user_account u
      WHERE u.id = ${idOrNull(order.userId)}::uuid AND NOT EXISTS (SELECT FROM wanted WHERE price_cents IS NULL)
      FOR KEY SHARE OF u
      ON CONFLICT (id) DO NOTHING
      RETURNING id
    )
    INSERT INTO order_line (order_id, position, dish_id, name, quantity, price_cents)
    SELECT placed.id, place - 1, dish_id, name, quantity, price_cents FROM placed, wanted`
}

async function refusal(prisma: PrismaClient, userId: string, lines: readonly { dishId: string }[]): Promise<AuthError> {
  const ids = lines.map(({ dishId }) => dishId).filter(canBeText)
  const onMenu = await prisma.dish.findMany({ where: { id: { in: ids }, retiredAt: null }, select: { id: true } })
  const errors = lines.flatMap(({ dishId }, index) =>
    onMenu.some(({ id }) => id === dishId)
      ? []
      : [{ path: `lines.${index}.dishId`, message: 'This dish is not on the menu.' }],
  )
  if (errors.length > 0) return new AuthError('BAD_INPUT', 'A dish in the cart is no longer on the menu.', { errors })
  const user = isId(userId) && (await prisma.user.findUnique({ where: { id: userId }, select: { id: true } }))
  if (!user) return new AuthError('SESSION_ENDED', 'This session has ended. Log in again.')
  throw new Error('An order was refused without a reason.')
}

type StoredOrder = Prisma.OrderGetPayload<{ select: typeof orderShape }>

const asOrder = ({ placedAt, ...order }: StoredOrder): Order => ({ ...order, placedAt: placedAt.toISOString() })
