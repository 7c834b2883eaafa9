'use client'
/** Adds a dish to the signed-in user's cart, and announces it to those who cannot see the number change. */
import { type Dish, orderLimits } from '@campusbite/auth/contract'
import { useCart } from '../cart/cart-provider'
import { announce } from '../ui/announce'
import { Button } from '../ui/button'
import { PlusIcon } from '../ui/icons'

export function AddToCart({ dish, titleId }: { dish: Dish; titleId: string }) {
  const cart = useCart()
  const quantity = cart.lines?.find((line) => line.dishId === dish.id)?.quantity ?? 0
  const full = quantity >= orderLimits.quantity
  return (
    <div className="flex items-center gap-2">
      {quantity > 0 && (
        <span
          key={quantity}
          className="pop rounded-full bg-leaf-tint px-2.5 py-1 font-semibold text-leaf text-sm tabular-nums"
        >
          {quantity}
          <span className="sr-only"> in your cart</span>
        </span>
      )}
      <Button
        size="sm"
        aria-describedby={titleId}
        disabled={full}
        onClick={() => {
          cart.add(dish.id)
          announce(`${dish.name} added to your cart, ${quantity + 1} in all.`)
        }}
      >
        <PlusIcon className="size-4" />
        Add to cart
      </Button>
    </div>
  )
}
