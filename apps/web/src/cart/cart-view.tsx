'use client'
/** The cart's lines, their total, and the button that orders them. */
import type { Dish } from '@campusbite/auth/contract'
import { api } from '@campusbite/client/react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { DishArt } from '../menu/dish-art'
import { announce } from '../ui/announce'
import { Button } from '../ui/button'
import { buttonClass } from '../ui/button-class'
import { EmptyState } from '../ui/empty-state'
import { messageOf } from '../ui/failure'
import { Notice } from '../ui/notice'
import { formatPrice } from '../ui/price'
import { useCart } from './cart-provider'
import { CartRow } from './cart-row'

export function CartView({ menu }: { menu: Dish[] }) {
  const cart = useCart()
  const router = useRouter()
  const cache = api.useUtils()
  const list = useRef<HTMLUListElement>(null)
  const wayOn = useRef<HTMLAnchorElement>(null)
  const placing = useRef(false)
  const [shrunk, setShrunk] = useState(false)
  const place = api.order.place.useMutation({
    onSuccess(order) {
      cart.clear()
      void cache.order.list.invalidate()
      router.push(`/orders?placed=${encodeURIComponent(order.id)}`)
    },
    onError() {
      placing.current = false
    },
  })
  const dishes = new Map(menu.map((dish) => [dish.id, dish]))
  // Dishes that have left the menu can be neither ordered nor removed by hand, and would be counted forever. An empty menu proves nothing.
  const gone = menu.length === 0 ? [] : (cart.lines ?? []).filter(({ dishId }) => !dishes.has(dishId))
  useEffect(() => {
    if (gone.length === 0) return
    for (const { dishId } of gone) cart.remove(dishId)
    setShrunk(true)
  })
  if (cart.lines === null) return <CartUnknown />

  const rows = cart.lines.flatMap(({ dishId, quantity }) => {
    const dish = dishes.get(dishId)
    return dish ? [{ dish, quantity }] : []
  })
  const shrunkNotice = shrunk && (
    <Notice kind="status" tone="plain">
      Dishes that are no longer on the menu were removed from your cart.
    </Notice>
  )
  if (rows.length === 0 && !place.isPending && !place.isSuccess) {
    return (
      <div className="flex flex-col gap-6">
        {shrunkNotice}
        <CartEmpty wayOn={wayOn} />
      </div>
    )
  }

  const order = () => {
    // The second click of a double-click comes before the first has rendered.
    if (placing.current) return
    const lines = rows.map(({ dish, quantity }) => ({ dishId: dish.id, quantity }))
    const idempotencyKey = cart.orderKey()
    placing.current = true
    place.mutate({ idempotencyKey, lines })
  }
  const remove = (dish: Dish) => {
    flushSync(() => cart.remove(dish.id))
    // The pressed button disappeared with its row.
    const next = list.current ?? wayOn.current
    next?.focus()
    announce(`${dish.name} removed from your cart.`)
  }
  const failure = messageOf(place.error)
  const totalCents = rows.reduce((sum, { dish, quantity }) => sum + dish.priceCents * quantity, 0)
  return (
    <div className="flex flex-col gap-6">
      {shrunkNotice}
      <ul ref={list} tabIndex={-1} aria-label="Dishes" className="card divide-y divide-line">
        {rows.map(({ dish, quantity }) => (
          <CartRow
            key={dish.id}
            dish={dish}
            quantity={quantity}
            onQuantity={(next) => cart.setQuantity(dish.id, next)}
            onRemove={() => remove(dish)}
          />
        ))}
      </ul>
      <div className="card flex flex-col gap-4 p-6">
        {failure && <Notice kind="alert">{failure}</Notice>}
        <p className="flex items-baseline justify-between gap-4">
          <span className="text-lg text-soft">Total</span>
          <span className="font-display font-extrabold text-3xl tabular-nums">{formatPrice(totalCents)}</span>
        </p>
        <Button size="lg" pending={place.isPending || place.isSuccess} onClick={order}>
          Place order
        </Button>
        <p className="text-center text-sm text-soft">Pay when you pick it up.</p>
      </div>
    </div>
  )
}

function CartEmpty({ wayOn }: { wayOn: React.Ref<HTMLAnchorElement> }) {
  return (
    <EmptyState
      art={<DishArt kind="wrap" className="size-20" />}
      title="Your cart is empty"
      action={
        <Link ref={wayOn} href="/" className={buttonClass()}>
          See the menu
        </Link>
      }
    >
      Pick something you like, and it will wait here for you.
    </EmptyState>
  )
}

/** The server cannot see the cart: it is in the browser. */
function CartUnknown() {
  return (
    <div className="card p-6">
      <p className="text-soft">Loading your cart …</p>
      <noscript>Your cart is stored in your browser, which needs JavaScript for it.</noscript>
    </div>
  )
}
