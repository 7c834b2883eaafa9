/** The cart's lines and how they change. Dish ids and quantities only: names and prices come from the server. */
import { orderLimits } from '@campusbite/auth/contract'

export interface CartLine {
  dishId: string
  quantity: number
}

/** The limits of `order.place`, so that a cart can always be ordered. */
const { dishIdLength, lines: maxLines, quantity: maxQuantity } = orderLimits

export const countItems = (lines: readonly CartLine[]): number => lines.reduce((sum, line) => sum + line.quantity, 0)

export function addDish(lines: readonly CartLine[], dishId: string): CartLine[] {
  const known = lines.some((line) => line.dishId === dishId)
  if (!known) return [...lines, { dishId, quantity: 1 }].slice(0, maxLines)
  return lines.map((line) =>
    line.dishId === dishId ? { dishId, quantity: Math.min(line.quantity + 1, maxQuantity) } : line,
  )
}

export function setQuantity(lines: readonly CartLine[], dishId: string, quantity: number): CartLine[] {
  const wanted = Math.min(Math.max(Math.trunc(quantity) || 1, 1), maxQuantity)
  return lines.map((line) => (line.dishId === dishId ? { dishId, quantity: wanted } : line))
}

export const removeDish = (lines: readonly CartLine[], dishId: string): CartLine[] =>
  lines.filter((line) => line.dishId !== dishId)

/** The well-formed lines, one per dish; storage may contain anything, from an older version or edited by hand. */
export function readLines(value: unknown): CartLine[] {
  if (!Array.isArray(value)) return []
  const lines = new Map<string, CartLine>()
  for (const item of value as unknown[]) {
    const { dishId, quantity } = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>
    if (typeof dishId !== 'string' || dishId.length === 0 || dishId.length > dishIdLength) continue
    if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1 || quantity > maxQuantity) continue
    if (lines.size < maxLines && !lines.has(dishId)) lines.set(dishId, { dishId, quantity })
  }
  return [...lines.values()]
}
