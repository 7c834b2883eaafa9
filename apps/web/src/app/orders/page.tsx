/** The signed-in user's orders, newest first. */
import type { Metadata } from 'next'
import { privately, requireViewer } from '../../lib/server-session'
import { OrderList } from '../../orders/order-list'
import { Page } from '../../ui/page'

export const metadata: Metadata = { title: 'Your orders' }

export default async function OrdersPage({ searchParams }: { searchParams: Promise<{ placed?: string | string[] }> }) {
  await requireViewer('/orders')
  const [orders, { placed }] = await Promise.all([privately('/orders', (api) => api.order.list()), searchParams])
  return (
    <Page title="Your orders">
      <OrderList initial={orders} placed={typeof placed === 'string' ? placed : null} />
    </Page>
  )
}
