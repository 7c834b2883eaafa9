// A private page out of the back/forward cache, before anybody could tell whether its session lives: unseen, however long that takes.
import { authorized } from './api'
import { expect, test } from './fixtures'
import { expectSignedOut, goBack, leaveKept } from './pages/history'
import { logInByApi, post } from './user'

test('G05 a page that was kept stays unseen until the server has answered anything, when its session was ended meanwhile', async ({
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
  const { accessToken } = await logInByApi(network.url, user)
  const ended = await post(network.url, '/api/auth/logout-others', {}, authorized(accessToken))
  expect(ended.status).toBe(200)

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
