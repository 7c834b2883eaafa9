// The page is left in the very task of the click, for one that does not run our script: the request has to outlive it.
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
  // Chromium caches no page whose script has received a `no-store` response; a cached one would hold on to its requests.
  await page.evaluate(async () => (await fetch('/api/auth/me')).text())
  const answer = network.hold(logout)
  await page.evaluate(() => {
    document.querySelector<HTMLElement>('form[action="/api/auth/logout"] button')?.click()
    location.href = '/docs'
  })
  await page.waitForURL('**/docs')
  await expect.poll(() => meStatus(network.url, accessToken)).toBe(401)
  expect(await cookiesOf(context)).not.toEqual([])
  // If the request had died with its page, there would be nobody to answer.
  answer()
  await expect.poll(() => cookiesOf(context)).toEqual([])
  expect(network.sent(logout, 'POST').map(({ status }) => status)).toEqual([200])
})
