/** One dish of the menu, with the button that puts it into the cart. */
import type { Dish } from '@campusbite/auth/contract'
import { formatPrice } from '../ui/price'
import { AddToCart } from './add-to-cart'
import { DishTile } from './dish-art'
import { kindOfDish } from './dish-kind'
import { LogInToOrder } from './log-in-to-order'

export function DishCard({ dish, signedIn }: { dish: Dish; signedIn: boolean }) {
  const titleId = `dish-${dish.id}`
  return (
    <li className="card flex overflow-hidden sm:flex-col">
      <DishTile kind={kindOfDish(dish.name, dish.category)} className="w-[min(6rem,30%)] shrink-0 sm:h-40 sm:w-full" />
      <div className="flex min-w-0 flex-1 flex-col gap-1 p-4">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <h3 id={titleId} className="wrap-anywhere font-bold text-lg">
            {dish.name}
          </h3>
          <p className="font-bold text-lg tabular-nums">{formatPrice(dish.priceCents)}</p>
        </div>
        <p className="wrap-anywhere text-sm text-soft">{dish.description}</p>
        <div className="mt-auto flex justify-end pt-3">
          {signedIn ? <AddToCart dish={dish} titleId={titleId} /> : <LogInToOrder titleId={titleId} />}
        </div>
      </div>
    </li>
  )
}
