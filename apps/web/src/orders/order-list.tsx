'use client'
/** The user's orders, as rendered by the server and kept up to date. */
import type { Order } from '@campusbite/auth/contract'
import { api } from '@campusbite/client/react'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { DishArt } from '../menu/dish-art'
import { buttonClass } from '../ui/button-class'
import { EmptyState } from '../ui/empty-state'
import { LocalTime } from '../ui/local-time'
import { Notice } from '../ui/notice'
import { formatPrice } from '../ui/price'

export function OrderList({ initial, placed }: { initial: Order[]; placed: string | null }) {
  const { data: orders } = api.order.list.useQuery(undefined, { initialData: initial })
  if (orders.length === 0) {
    return (
      <EmptyState
        art={<DishArt kind="pizza" className="size-20" />}
        title="No orders yet"
        action={
          <Link href="/" className={buttonClass()}>
            See the menu
          </Link>
        }
      >
        What you order will be listed here.
      </EmptyState>
    )
  }
  return (
    <div className="flex flex-col gap-6">
      {orders.some((order) => order.id === placed) && <OrderPlaced />}
      <ul className="flex flex-col gap-4">
        {orders.map((order) => (
          <OrderCard key={order.id} order={order} isNew={order.id === placed} />
        ))}
      </ul>
    </div>
  )
}

function OrderPlaced() {
  const paragraph = useRef<HTMLParagraphElement>(null)
  // The pressed button is gone with its page; without this the focus would be lost.
  useEffect(() => paragraph.current?.focus(), [])
  return (
    <Notice kind="status" ref={paragraph}>
      Your order has been placed. See you at the counter!
    </Notice>
  )
}

function OrderCard({ order, isNew }: { order: Order; isNew: boolean }) {
  return (
    <li className={`card flex flex-col gap-3 p-5 ${isNew ? 'border-leaf' : ''}`}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="font-bold text-lg">
          <LocalTime iso={order.placedAt} />
        </h2>
        <p className="font-display font-extrabold text-xl tabular-nums">{formatPrice(order.totalCents)}</p>
      </div>
      <ul className="flex flex-col gap-1 text-soft">
        {order.lines.map((line) => (
          <li key={line.dishId} className="flex justify-between gap-4">
            <span>
              <span className="font-semibold text-ink tabular-nums">{line.quantity} ×</span> <span>{line.name}</span>
            </span>
            <span className="tabular-nums">{formatPrice(line.priceCents * line.quantity)}</span>
          </li>
        ))}
      </ul>
    </li>
  )
}
