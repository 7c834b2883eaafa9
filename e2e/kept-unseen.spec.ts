// A private page out of the back/forward cache, before anybody could tell whether its session lives: unseen, however long that takes.
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
  // The browser's own line for the 401 by which the page learns of it.
  consoleErrors.allowFailedRequests()
  await page.addInitScript(() => {
    // A task later: whoever listens as well has had its turn.
    addEventListener('pageshow', ({ persisted }) => setTimeout(() => Reflect.set(window, 'isBack', persisted)))
  })
  await leaveKept(signedIn, network)
  await endElsewhere(network.url, user)

  // Not the question alone: whatever else the page may learn it from, a stream or a prefetch, is as slow.
  const answer = network.hold(/^(?!\/account$)/)
  await goBack(page)
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'isBack'))).toBe(true)
  // Asked once: hidden for its first moment is what a page that is about to be seen is, too.
  expect(await page.getByText(user.email).isVisible()).toBe(false)
  answer()
  await expectSignedOut(page)
  await expect(page).toHoldNoTrace(user.canary)
})
