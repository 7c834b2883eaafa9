/** What every shop store must do: the menu for everyone, and orders at the database's prices. */
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Database } from '../../src/open-database'
import { aUser, now } from '../people'

export function shopSuite(database: () => Database): void {
  describe('shop', () => {
    it('lists the menu in order', async () => {
      const menu = await database().shop.menu()
      expect(menu).toHaveLength(12)
      expect(new Set(menu.map(({ category }) => category)).size).toBeGreaterThan(3)
      expect(menu[0]).toEqual({
        ...{ id: 'margherita', category: 'Pizza', name: 'Margherita' },
        ...{ description: 'Tomato, mozzarella, basil.', priceCents: 850 },
      })
    })

    it('takes prices and total from the database, and keeps them if the menu changes', async () => {
      const { shop, prisma, ...db } = database()
      const user = await aUser(db)
      const order = await shop.placeOrder(user.id, [
        { dishId: 'margherita', quantity: 2 },
        { dishId: 'brownie', quantity: 3 },
        { dishId: 'margherita', quantity: 1 },
      ])
      const margherita = { dishId: 'margherita', name: 'Margherita', priceCents: 850 }
      const brownie = { dishId: 'brownie', name: 'Brownie', priceCents: 350 }
      const lines = [
        { ...margherita, quantity: 2 },
        { ...brownie, quantity: 3 },
        { ...margherita, quantity: 1 },
      ]
      expect(order).toEqual({ id: expect.any(String), placedAt: expect.any(String), totalCents: 3600, lines })
      await prisma.dish.update({ where: { id: 'brownie' }, data: { priceCents: 999, name: 'Big brownie' } })
      expect(await shop.orders(user.id)).toEqual([order])
      await prisma.dish.update({ where: { id: 'brownie' }, data: { priceCents: 350, name: 'Brownie' } })
    })

    it('orders nothing at all if one dish is unavailable', async () => {
      const { shop, prisma, ...db } = database()
      const user = await aUser(db)
      await prisma.dish.update({ where: { id: 'cold-brew' }, data: { retiredAt: now } })
      const lines = ['brownie', 'no-such-dish', 'cold-brew', 'zero \0 byte'].map((dishId) => ({ dishId, quantity: 1 }))
      const fault = (line: number) => ({ path: `lines.${line}.dishId`, message: 'This dish is not on the menu.' })
      await expect(shop.placeOrder(user.id, lines)).rejects.toMatchObject({
        code: 'BAD_INPUT',
        errors: [fault(1), fault(2), fault(3)],
      })
      expect(await shop.orders(user.id)).toEqual([])
      await prisma.dish.update({ where: { id: 'cold-brew' }, data: { retiredAt: null } })
    })

    it('places one order per key and user, even for concurrent requests', async () => {
      const { shop, prisma, ...db } = database()
      const [ada, bob] = [await aUser(db), await aUser(db, 'Bob')]
      const key = randomUUID()
      const lines = [{ dishId: 'cheesecake', quantity: 1 }]
      const place = (user: { id: string }) => shop.placeOrder(user.id, lines, key)
      const [first, second] = await Promise.all([place(ada), place(ada)])
      expect(second).toEqual(first)
      const ofBob = await place(bob)
      await prisma.dish.update({ where: { id: 'cheesecake' }, data: { retiredAt: now } })
      expect(await place(ada)).toEqual(first)
      await prisma.dish.update({ where: { id: 'cheesecake' }, data: { retiredAt: null } })
      expect(await shop.orders(ada.id)).toEqual([first])
      expect(await shop.orders(bob.id)).toEqual([ofBob])
    })

    it('refuses an order from a deleted user', async () => {
      const order = database().shop.placeOrder(randomUUID(), [{ dishId: 'brownie', quantity: 1 }])
      await expect(order).rejects.toMatchObject({ code: 'SESSION_ENDED' })
    })

    it("G16 lists the user's own orders, newest first", async () => {
      const { shop, ...db } = database()
      const [ada, bob] = [await aUser(db), await aUser(db, 'Bob')]
      const first = await shop.placeOrder(ada.id, [{ dishId: 'lemonade', quantity: 1 }])
      await shop.placeOrder(bob.id, [{ dishId: 'cheesecake', quantity: 1 }])
      const second = await shop.placeOrder(ada.id, [{ dishId: 'brownie', quantity: 1 }])
      const times = [first, second].sort((a, b) => b.placedAt.localeCompare(a.placedAt) || b.id.localeCompare(a.id))
      expect(await shop.orders(ada.id)).toEqual(times)
    })
  })
}
