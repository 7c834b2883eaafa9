// Windows side by side: all are visible, and a browser has six connections per host.
import { endElsewhere } from './api'
import { expect, test } from './fixtures'
import { watchForGone } from './pages/gone'
import { LoginPage } from './pages/login-page'
import { SignedInPage } from './pages/signed-in-page'
import { open } from './server/watching'

test('G24 of many visible windows one holds the stream for all: each is emptied, and if it is closed another takes over', async ({
  signedIn,
  page,
  context,
  user,
  network,
}) => {
  await signedIn.open('Account')
  // One more than a browser has connections per host.
  for (const _ of Array(6)) await new SignedInPage(await context.newPage()).open('Account')
  const locks = () => page.evaluate(() => navigator.locks.query())
  await expect.poll(locks).toMatchObject({ held: { length: 1 }, pending: { length: 6 } })
  await expect.poll(() => open(network)).toHaveLength(1)
  const [held] = open(network)
  // The first window to open holds the stream.
  await page.close()
  await expect.poll(() => open(network).filter((one) => one !== held)).toHaveLength(1)
  const gone = await Promise.all(context.pages().map((other) => watchForGone(other, user.email)))
  await endElsewhere(network.url, user)
  const [ended] = network.sent(/^\/api\/auth\/logout-others/)
  for (const { at } of gone) expect((await at) - (ended?.answeredAt ?? 0)).toBeLessThan(1_000)
  for (const other of context.pages()) await expect(new LoginPage(other).heading).toBeVisible()
})

test('G24 without locks, as over plain http, each page has its own stream', async ({
  signedIn,
  page,
  user,
  network,
}) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'locks', { value: undefined }))
  await signedIn.open('Account')
  await expect.poll(() => open(network)).toHaveLength(1)
  await endElsewhere(network.url, user)
  await expect(new LoginPage(page).notice).toHaveText(/^Your session was ended from another device/)
})
