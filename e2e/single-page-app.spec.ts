// The single-page app example on another origin, in bearer mode: the published client in its intended setting.
import { meStatus } from './api'
import { test as base, expect } from './fixtures'
import { type ExampleApp, startExampleApp } from './server/example-app'
import { logInByApi } from './user'

const test = base.extend<object, { site: ExampleApp; app: string }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const site = await startExampleApp()
      await use(site)
      await site.stop()
    },
    { scope: 'worker' },
  ],
  settings: [async ({ site }, use) => use({ ALLOWED_ORIGINS: site.origin }), { scope: 'worker' }],
  app: [
    async ({ site, server }, use) => {
      await site.build(`http://localhost:${server.port}`)
      await use(site.origin)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

test("G01 logs in, ends another device's session, and logs out completely", async ({ page, app, network, user }) => {
  const phone = await logInByApi(network.url, user)
  await page.goto(app)
  await page.getByLabel('Email').fill(user.email)
  await page.getByLabel('Password').fill(user.password)
  await page.getByRole('button', { name: 'Log in' }).click()
  await expect(page.getByRole('heading', { name: `Devices of ${user.name}` })).toBeVisible()
  await expect(page.getByRole('listitem')).toHaveCount(2)
  await page.getByRole('listitem').getByRole('button').click()
  await expect(page.getByRole('listitem')).toHaveCount(1)
  expect(await meStatus(network.url, phone.accessToken)).toBe(401)

  const [accessToken = '', refreshToken = ''] = await page.evaluate(() => [
    localStorage.getItem('accessToken') ?? '',
    localStorage.getItem('refreshToken') ?? '',
  ])
  expect(await meStatus(network.url, accessToken)).toBe(200)
  await page.evaluate(() => localStorage.setItem('drafts', 'a secret draft'))
  await page.getByRole('button', { name: 'Log out', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible()
  await expect(page).toHoldNoTrace([accessToken, refreshToken, 'a secret draft', user.email])
  await expect.poll(() => meStatus(network.url, accessToken)).toBe(401)
})

test('reports what is wrong with a login', async ({ page, app, user, consoleErrors }) => {
  consoleErrors.allowFailedRequests()
  await page.goto(app)
  await page.getByLabel('Email').fill(user.email)
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Log in' }).click()
  await expect(page.getByRole('alert')).toHaveText('Invalid email or password.')
})
