// @vitest-environment jsdom
// @vitest-environment-options {"url":"https://campus.test/orders"}
/** An emptied page whose user has gone elsewhere, for example by typing an address: it does not override that. */
import { expect, test } from 'vitest'
import { openPage } from '../../src/leave'

const http = { fetch: async () => new Response(), base: () => location.origin }

test('G11 no matter which client of the page has emptied it', async () => {
  openPage(http, '/login')
  const second = openPage(http, '/login')
  second.wipe('logged-out')
  window.dispatchEvent(new Event('beforeunload'))
  await second.leave({
    notice: () => 'logged-out',
    confirmed: null,
    delivered: async () => {},
    cleared: Promise.resolve(),
  })
  // Only a redirect to the login page would leave a notice.
  expect(document.cookie).toBe('')
})
