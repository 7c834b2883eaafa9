/** The signed-in user's cart. Only the browser knows its content; prices come from the menu. */
import type { Metadata } from 'next'
import { CartView } from '../../cart/cart-view'
import { api, requireViewer } from '../../lib/server-session'
import { Page } from '../../ui/page'

export const metadata: Metadata = { title: 'Your cart' }

export default async function CartPage() {
  await requireViewer('/cart')
  const menu = await (await api()).menu.list()
  return (
    <Page title="Your cart">
      <CartView menu={menu} />
    </Page>
  )
}
