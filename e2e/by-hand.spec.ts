// A page on another origin that logs out with the steps from the endpoint's documentation: they must keep working.
import { meStatus, refreshStatus } from './api'
import { test as base, expect } from './fixtures'
import { type Elsewhere, startElsewhere } from './server/elsewhere'
import { logInByApi } from './user'

const test = base.extend<object, { elsewhere: Elsewhere }>({
  elsewhere: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const elsewhere = await startElsewhere()
      await use(elsewhere)
      await elsewhere.stop()
    },
    { scope: 'worker' },
  ],
  settings: [
    async ({ elsewhere }, use) => use({ ALLOWED_ORIGINS: `http://127.0.0.1:${elsewhere.port}` }),
    { scope: 'worker' },
  ],
})

test('G01 a page on an allowed origin logs out with the documented code', async ({
  page,
  elsewhere,
  network,
  user,
}) => {
  const { accessToken, refreshToken } = await logInByApi(network.url, user)
  const other = await logInByApi(network.url, user)
  await page.goto(`http://127.0.0.1:${elsewhere.port}/app`)
  await page.evaluate(
    (tokens) => {
      for (const [key, value] of Object.entries(tokens)) localStorage.setItem(key, value)
      sessionStorage.setItem('draft', 'mine')
    },
    { accessToken, refreshToken },
  )
  const [answer] = await Promise.all([
    page.waitForResponse(/\/api\/auth\/logout/),
    page.waitForURL('**/login'),
    page.evaluate(async (host) => {
      const refreshToken = localStorage.getItem('refreshToken')
      // 1. Call logout endpoint
      if (refreshToken) {
        try {
          await fetch(`${host}/api/auth/logout`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ refreshToken }),
          })
        } catch (error) {
          console.error('Logout API call failed:', error)
        }
      }
      // 2. Clear tokens from storage
      localStorage.removeItem('accessToken')
      localStorage.removeItem('refreshToken')
      sessionStorage.clear()
      // 4. Redirect to login
      location.href = '/login'
    }, network.url),
  ])
  expect(answer.status()).toBe(200)
  await expect(page).toHoldNoTrace([accessToken, refreshToken, 'mine'])
  expect(await refreshStatus(network.url, refreshToken)).toBe(401)
  expect(await meStatus(network.url, accessToken)).toBe(401)
  expect(await meStatus(network.url, other.accessToken)).toBe(200)
})

test('G13 a page on any other origin cannot call the endpoint', async ({
  page,
  elsewhere,
  network,
  user,
  consoleErrors,
}) => {
  consoleErrors.allow(/CORS policy/)
  consoleErrors.allowFailedRequests()
  const { accessToken, refreshToken } = await logInByApi(network.url, user)
  await page.goto(`http://localhost:${elsewhere.port}/app`)
  const outcome = await page.evaluate(
    ({ url, body }) =>
      fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }).then(
        ({ status }) => `answered ${status}`,
        () => 'blocked',
      ),
    { url: `${network.url}/api/auth/logout`, body: JSON.stringify({ refreshToken }) },
  )
  expect(outcome).toBe('blocked')
  expect(await meStatus(network.url, accessToken)).toBe(200)
})
