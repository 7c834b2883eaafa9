// @vitest-environment jsdom
// @vitest-environment-options {"url":"https://campus.test/"}
/** Logout with a large cache: nothing of it stays, and each entry takes one step. `bench/browser` measures the time. */
import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { signedInTab } from '../support/page'
import { LogOut, show, until } from './parts'

const entries = 3_000

test(`G17 ${entries} cached queries are removed in the task of the click, one step each`, async () => {
  const { client } = await signedInTab()
  const queryClient = new QueryClient()
  const container = show(client, queryClient, <LogOut />)
  await until(() => expect(container.textContent).toBe('signed-in'))
  for (let n = 0; n < entries; n += 1) queryClient.setQueryData(['private', n], { text: `private ${n}` })
  expect(queryClient.getQueryCache().getAll()).toHaveLength(entries)

  const steps: string[] = []
  queryClient
    .getQueryCache()
    .subscribe((event) => void (event.query.queryKey[0] === 'private' && steps.push(event.type)))
  const result = client.logout()
  expect(queryClient.getQueryCache().getAll()).toEqual([])
  expect(steps).toEqual(Array(entries).fill('removed'))
  await expect(result).resolves.toMatchObject({ server: 'ended' })
})
