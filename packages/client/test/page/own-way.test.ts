// @vitest-environment jsdom
// @vitest-environment-options {"url":"https://campus.test/orders"}
/** An emptied page whose person has asked for another one, as by an address that is typed: it does not lead away from that. */
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
  // Who goes to the login page leaves what it is to say.
  expect(document.cookie).toBe('')
})
