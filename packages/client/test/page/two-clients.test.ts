// @vitest-environment jsdom
// @vitest-environment-options {"url":"https://campus.test/orders"}
/** Two clients in one page, as `useState(createClient)` creates under React's StrictMode: a logout of one logs out both. */
import { expect, test, vi } from 'vitest'
import { openTab, signedInTab } from '../support/page'

test('G08 G31 the page is emptied once, not in turns forever', async () => {
  let turns = 0
  // A page that never settles would not even notice that this test has failed.
  const Observer = MutationObserver
  const restless = (callback: MutationCallback): MutationCallback => {
    return (...changes) => {
      turns += 1
      if (turns < 100) callback(...changes)
    }
  }
  vi.stubGlobal(
    'MutationObserver',
    class extends Observer {
      constructor(callback: MutationCallback) {
        super(restless(callback))
      }
    },
  )
  const { client, network } = await signedInTab({ leaveTo: '/login' })
  const second = openTab({ leaveTo: '/login' })
  expect(second.client.session.status).toBe('signed-in')
  document.body.innerHTML = '<p>canary</p>'
  network.offline()
  second.network.offline()

  await expect(client.logout()).resolves.toMatchObject({ server: 'queued' })
  await expect.poll(() => second.client.session.status).toBe('signed-out')
  await expect(second.client.logout()).resolves.toMatchObject({ server: 'queued' })
  expect(turns).toBeLessThan(10)
  expect(document.querySelectorAll('h1')).toHaveLength(1)
  expect(document.documentElement.outerHTML).not.toContain('canary')
  document.body.append('canary')
  expect(document.documentElement.outerHTML).not.toContain('canary')
})
