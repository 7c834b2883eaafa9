/** A drawing for each kind of dish, so that a menu without photos still looks like food. Purely decorative. */
import { drawings } from './dish-drawings'
import type { DishKind } from './dish-kind'

const warm = 'bg-[light-dark(#ffe2c7,#4a2f1a)]'
const red = 'bg-[light-dark(#ffdcd1,#4a241b)]'
const yellow = 'bg-[light-dark(#ffecc2,#46360f)]'
const green = 'bg-[light-dark(#e2f0d3,#283a1f)]'
const blue = 'bg-[light-dark(#d9eef0,#1b373b)]'
const pink = 'bg-[light-dark(#fbe0e7,#45222d)]'

/** The color of the table it stands on. */
const tables: Record<DishKind, string> = {
  bowl: green,
  poke: blue,
  ramen: warm,
  pizza: red,
  margherita: green,
  funghi: warm,
  club: yellow,
  toast: red,
  wrap: green,
  brownie: pink,
  cheesecake: yellow,
  cookie: pink,
  coldBrew: warm,
  lemonade: blue,
}

export function DishArt({ kind, className = '' }: { kind: DishKind; className?: string }) {
  return (
    <svg viewBox="0 0 96 96" aria-hidden="true" className={className}>
      {drawings[kind]}
    </svg>
  )
}

export function DishTile({ kind, className = '' }: { kind: DishKind; className?: string }) {
  return (
    <div className={`tile grid place-items-center overflow-hidden ${tables[kind]} ${className}`}>
      <DishArt kind={kind} className="size-3/4" />
    </div>
  )
}
