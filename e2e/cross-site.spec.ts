// Only the user can log the user out: not a link, a prefetch or another site's page. And nobody needs JavaScript to do it.
import type { Page } from '@playwright/test'
import { test as base, expect } from './fixtures'
import { cookieOf, cookiesOf } from './jar'
import { LoginPage } from './pages/login-page'
import { SignedInPage } from './pages/signed-in-page'
import { startElsewhere } from './server/elsewhere'

/** Another site's pages: on another port of this host, and on another host. */
const test = base.extend<{ foreign: { sameSite: string; crossSite: string } }>({
  foreign: async ({ network }, use) => {
    expect(network.url).toContain('localhost')
    const elsewhere = await startElsewhere()
    await use({ sameSite: `http://localhost:${elsewhere.port}`, crossSite: `http://127.0.0.1:${elsewhere.port}` })
    await elsewhere.stop()
  },
})

async function expectSignedIn(page: Page): Promise<void> {
  await new SignedInPage(page).open('Account')
  expect((await page.request.get('/api/auth/me')).status()).toBe(200)
}

test('G13 GET, HEAD, an image, a link and a prefetch log nobody out', async ({
  signedIn,
  page,
  network,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH']) {
    const answer = await page.request.fetch('/api/auth/logout', { method })
    expect(answer.status(), method).not.toBe(200)
    if (answer.status() === 405) expect(answer.headers().allow).toContain('POST')
  }
  for (const path of ['/api/auth/logout', '/api/trpc/auth.logout', '/api/trpc/auth.logout?batch=1&input=%7B%7D']) {
    await page.evaluate(
      (address) =>
        new Promise<void>((resolve) => {
          const image = new Image()
          image.onerror = () => resolve()
          image.onload = () => resolve()
          image.src = address
          const link = Object.assign(document.createElement('link'), { rel: 'prefetch', href: address })
          document.head.append(link)
        }),
      path,
    )
    await page.goto(path)
    expect(network.sent(/logout/).filter(({ status }) => status === 200)).toEqual([])
    await expectSignedIn(page)
  }
  await expect(signedIn.logOutButton).toBeVisible()
})

const contentTypes = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'] as const

for (const from of ['sameSite', 'crossSite'] as const) {
  const origin = from === 'sameSite' ? 'another origin of the same site' : 'another site'

  for (const type of contentTypes) {
    test(`G13 a form on ${origin} does nothing (${type})`, async ({
      signedIn,
      context,
      foreign,
      network,
      consoleErrors,
    }) => {
      consoleErrors.allowFailedRequests()
      const attacker = await context.newPage()
      await attacker.goto(foreign[from])
      const posted = attacker.waitForResponse(/\/api\/auth\/logout/)
      await attacker.evaluate(
        ({ action, enctype }) => {
          const form = Object.assign(document.createElement('form'), { method: 'post', action, enctype })
          form.append(
            Object.assign(document.createElement('input'), { name: '{"refreshToken":null,"x":"', value: '"}' }),
          )
          document.body.append(form)
          form.submit()
        },
        { action: `${network.url}/api/auth/logout`, enctype: type },
      )
      expect([303, 200]).not.toContain((await posted).status())
      expect((await posted).status()).toBeLessThan(500)
      await expectSignedIn(signedIn.page)
    })
  }

  test(`G13 fetch and beacon from ${origin} do nothing`, async ({
    signedIn,
    context,
    foreign,
    network,
    consoleErrors,
  }) => {
    consoleErrors.allow(/./)
    const attacker = await context.newPage()
    await attacker.goto(foreign[from])
    const address = `${network.url}/api/auth/logout`
    const outcomes = await attacker.evaluate(async (url) => {
      const attempts: RequestInit[] = [
        { headers: { 'Content-Type': 'application/json' }, body: '{}' },
        { headers: { 'Content-Type': 'text/plain' }, body: '{}' },
        { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: '' },
        { mode: 'no-cors', headers: { 'Content-Type': 'text/plain' }, body: '{}' },
        { mode: 'no-cors', keepalive: true },
      ]
      navigator.sendBeacon(url, new Blob(['{}'], { type: 'text/plain' }))
      return Promise.all(
        attempts.map((attempt) =>
          fetch(url, { method: 'POST', credentials: 'include', ...attempt }).then(
            ({ status }) => `answered ${status}`,
            () => 'blocked',
          ),
        ),
      )
    }, address)
    expect(new Set(outcomes)).toEqual(new Set(['blocked']))
    await expect
      .poll(() => network.sent(/^\/api\/auth\/logout/, 'POST').every(({ status }) => status !== undefined))
      .toBe(true)
    for (const { status, requestHeaders } of network.sent(/^\/api\/auth\/logout/, 'POST')) {
      // Without cookies it names nobody and ends nothing; with them it is refused.
      if (requestHeaders.cookie?.includes('refresh')) expect(status).toBe(403)
    }
    await expectSignedIn(signedIn.page)
  })
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('G13 the login and logout forms work', async ({ page, context, user }) => {
    const login = new LoginPage(page)
    await login.open('/account')
    await login.logIn(user)
    await expect(page).toHaveURL(/\/account$/)
    await expect(page.getByText(user.email)).toBeVisible()
    const refresh = await cookieOf(context, 'refresh')
    expect(refresh).toBeTruthy()

    await new SignedInPage(page).logOut()
    expect(await cookiesOf(context)).toEqual([])
    expect((await page.request.post('/api/auth/refresh-token', { data: { refreshToken: refresh } })).status()).toBe(401)
    await page.goto('/account')
    await expect(login.heading).toBeVisible()
    expect(await page.content()).not.toContain(user.canary)
  })
})
