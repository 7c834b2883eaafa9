/** The conditions that each logout is measured under. One is set up after the private page has loaded, and before the click. */
import type { Page } from '@playwright/test'
import type { Network } from '../../e2e/server/network'
import { fillQueryCache } from './fill-query-cache'

export interface Condition {
  name: string
  make(page: Page, network: Network): Promise<void>
}

const cachedQueries = 3_000

export const conditions: readonly Condition[] = [
  { name: 'as it is', make: async () => {} },
  {
    name: 'processor throttled four times',
    async make(page) {
      const control = await page.context().newCDPSession(page)
      await control.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    },
  },
  {
    name: `${cachedQueries.toLocaleString('en')} cached queries`,
    make: (page) => page.evaluate(fillQueryCache, cachedQueries),
  },
  { name: 'the server hanging', make: async (_page, network) => network.hang(/./) },
  { name: 'offline', make: (page) => page.context().setOffline(true) },
]
