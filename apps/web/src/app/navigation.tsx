'use client'
/** The navigation between the signed-in pages: a bottom bar on a phone, in the header on a wider screen. */
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { countItems } from '../cart/cart-lines'
import { useCart } from '../cart/cart-provider'
import { AccountIcon, CartIcon, MenuIcon, OrdersIcon } from '../ui/icons'

const places = [
  { href: '/', name: 'Menu', Icon: MenuIcon },
  { href: '/cart', name: 'Cart', Icon: CartIcon },
  { href: '/orders', name: 'Orders', Icon: OrdersIcon },
  { href: '/account', name: 'Account', Icon: AccountIcon },
]

export function Navigation() {
  const path = usePathname()
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 border-line border-t bg-canvas pb-[env(safe-area-inset-bottom)] md:static md:border-0 md:pb-0"
    >
      <ul className="mx-auto grid max-w-md grid-cols-[repeat(4,1fr)] md:flex md:max-w-none md:gap-1">
        {places.map(({ href, name, Icon }) => {
          const current = href === '/' ? path === '/' : path.startsWith(href)
          return (
            <li key={href}>
              <Link
                href={href}
                prefetch={false}
                aria-current={current ? 'page' : undefined}
                className="relative flex h-16 flex-col items-center justify-center gap-0.5 rounded-2xl font-semibold text-soft text-xs hover:text-ink aria-[current=page]:text-brand md:h-11 md:flex-row md:gap-2 md:rounded-full md:px-4 md:text-base md:aria-[current=page]:bg-brand-tint md:aria-[current=page]:text-on-brand-tint md:hover:bg-muted"
              >
                <Icon className="size-6 md:size-5 md:max-lg:hidden" />
                {name}
                {name === 'Cart' && <CartCount />}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

function CartCount() {
  const count = countItems(useCart().lines ?? [])
  if (count === 0) return null
  return (
    <span
      key={count}
      className="pop absolute top-1.5 left-1/2 ml-2 grid h-5 min-w-5 place-items-center rounded-full bg-brand px-1 font-bold text-on-brand text-xs md:static md:ml-0"
    >
      {count}
      <span className="sr-only">{count === 1 ? ' item' : ' items'}</span>
    </span>
  )
}
