// @vitest-environment jsdom
// @vitest-environment-options {"url":"https://campus.test/"}
/** Logout with a cache that has grown large: nothing of it stays, and the click is not felt. */
import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { signedInTab } from '../support/page'
import { LogOut, show, until } from './parts'

const entries = 3_000

test(`G17 ${entries} cached queries are gone within the click, in well under a quarter of a second`, async () => {
  const { client } = await signedInTab()
  const queryClient = new QueryClient()
  const container = show(client, queryClient, <LogOut />)
  await until(() => expect(container.textContent).toBe('signed-in'))
  // The tree hears of the session from its first effects on.
  await client.api.auth.me.query()
  for (let n = 0; n < entries; n += 1) queryClient.setQueryData(['private', n], { text: `private ${n}` })
  expect(queryClient.getQueryCache().getAll()).toHaveLength(entries)

  // Time of this thread alone: what other processes take does not count.
  const before = process.cpuUsage()
  const result = client.logout()
  const { user, system } = process.cpuUsage(before)
  expect(queryClient.getQueryCache().getAll().length).toBe(0)
  expect((user + system) / 1000).toBeLessThan(250)
  await expect(result).resolves.toMatchObject({ server: 'ended' })
})
