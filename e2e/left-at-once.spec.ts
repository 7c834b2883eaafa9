// The page is left in the very task of the click, for one that runs none of our script: what was sent has to outlive it.
import { meStatus } from './api'
import { expect, test } from './fixtures'
import { cookiesOf, credentialsOf } from './jar'

const logout = /^\/api\/auth\/logout/

test('G11 G07 left at the moment of the click: the response still reaches the browser and clears its cookies', async ({
  signedIn,
  page,
  context,
  network,
}) => {
  await expect(signedIn.logOutButton).toBeVisible()
  const { accessToken } = await credentialsOf(context)
  // Chromium keeps no page whose script has received an answer with `no-store`: a kept one would take its requests along.
  await page.evaluate(async () => (await fetch('/api/auth/me')).text())
  const answer = network.hold(logout)
  await page.evaluate(() => {
    document.querySelector<HTMLElement>('form[action="/api/auth/logout"] button')?.click()
    location.href = '/docs'
  })
  await page.waitForURL('**/docs')
  await expect.poll(() => meStatus(network.url, accessToken)).toBe(401)
  expect(await cookiesOf(context)).not.toEqual([])
  // A request that went with its page would leave nobody to be answered.
  answer()
  await expect.poll(() => cookiesOf(context)).toEqual([])
  expect(network.sent(logout, 'POST').map(({ status }) => status)).toEqual([200])
})
