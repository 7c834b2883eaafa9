'use client'
/** One dish in the cart: its quantity, and a button to remove it. */
import { type Dish, orderLimits } from '@campusbite/auth/contract'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Group } from 'react-aria-components/Group'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { NumberField } from 'react-aria-components/NumberField'
import { DishTile } from '../menu/dish-art'
import { kindOfDish } from '../menu/dish-kind'
import { Button } from '../ui/button'
import { MinusIcon, PlusIcon } from '../ui/icons'
import { formatPrice } from '../ui/price'

interface CartRowProps {
  dish: Dish
  quantity: number
  onQuantity(quantity: number): void
  onRemove(): void
}

/** At its limit it says so and does nothing. If it were disabled, React Aria's default, it would lose the focus. */
const step = (atLimit: boolean) => ({
  isDisabled: false,
  'aria-disabled': atLimit,
  className: 'grid size-11 place-items-center rounded-full hover:bg-muted aria-disabled:opacity-40',
})

export function CartRow({ dish, quantity, onQuantity, onRemove }: CartRowProps) {
  return (
    <li className="grid grid-cols-[auto_1fr_auto] items-center gap-x-4 gap-y-3 p-4 sm:grid-cols-[auto_1fr_auto_5rem]">
      <DishTile kind={kindOfDish(dish.name, dish.category)} className="size-16 rounded-2xl sm:size-20" />
      <div className="min-w-0">
        <p className="font-bold text-lg leading-tight">{dish.name}</p>
        <p className="text-sm text-soft tabular-nums">{formatPrice(dish.priceCents)} each</p>
      </div>
      <div className="flex items-center justify-between gap-2 max-sm:col-span-3 max-sm:row-start-2">
        <NumberField minValue={1} maxValue={orderLimits.quantity} value={quantity} onChange={onQuantity}>
          <Label className="sr-only">Quantity of {dish.name}</Label>
          <Group className="flex items-center rounded-full border border-field">
            <AriaButton slot="decrement" {...step(quantity <= 1)}>
              <MinusIcon className="size-4" />
            </AriaButton>
            <Input className="w-9 bg-transparent text-center font-bold tabular-nums" />
            <AriaButton slot="increment" {...step(quantity >= orderLimits.quantity)}>
              <PlusIcon className="size-4" />
            </AriaButton>
          </Group>
        </NumberField>
        <Button variant="quiet" size="sm" aria-label={`Remove ${dish.name}`} onClick={onRemove}>
          Remove
        </Button>
      </div>
      <p className="text-right font-bold text-lg tabular-nums max-sm:col-start-3 max-sm:row-start-1">
        {formatPrice(dish.priceCents * quantity)}
      </p>
    </li>
  )
}
