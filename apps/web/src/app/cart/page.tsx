/** The cart of the signed-in user. What is in it is known to the browser alone; what it costs, to the menu. */
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
