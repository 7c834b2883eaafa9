// A private page from the back/forward cache stays hidden until it is known whether its session is alive, however long that takes.
import { endElsewhere } from './api'
import { expect, test } from './fixtures'
import { expectSignedOut, goBack, leaveKept } from './pages/history'

test('G05 a cached page whose session has ended stays hidden until the server has answered', async ({
  signedIn,
  page,
  user,
  network,
  consoleErrors,
}) => {
  // The browser's own message about the 401 that tells the page.
  consoleErrors.allowFailedRequests()
  await page.addInitScript(() => {
    // One task later, so that all other listeners have run.
    addEventListener('pageshow', ({ persisted }) => setTimeout(() => Reflect.set(window, 'isBack', persisted)))
  })
  await leaveKept(signedIn, network)
  await endElsewhere(network.url, user)

  // Not only that request: anything else that could tell the page, a stream or a prefetch, is held too.
  const answer = network.hold(/^(?!\/account$)/)
  await goBack(page)
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'isBack'))).toBe(true)
  // Checked once: a page is also hidden for its first moment, before it becomes visible.
  expect(await page.getByText(user.email).isVisible()).toBe(false)
  answer()
  await expectSignedOut(page)
  await expect(page).toHoldNoTrace(user.canary)
})
