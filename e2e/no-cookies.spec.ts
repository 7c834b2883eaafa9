// A browser that rejects cookies. Nobody can stay logged in there, and whoever tries is told why.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect } from './fixtures'
import { LoginPage } from './pages/login-page'

const test = base.extend({
  context: async ({ playwright, launchOptions, baseURL, javaScriptEnabled }, use) => {
    const profile = await mkdtemp(join(tmpdir(), 'campusbite-profile-'))
    await mkdir(join(profile, 'Default'))
    const blocked = 2
    const preferences = { profile: { default_content_setting_values: { cookies: blocked } } }
    await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences))
    const context = await playwright.chromium.launchPersistentContext(profile, {
      ...launchOptions,
      ...(baseURL && { baseURL }),
      javaScriptEnabled,
    })
    await use(context)
    await context.close()
    await rm(profile, { recursive: true, force: true })
  },
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with its script' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a login in a browser that rejects cookies says what it needs', async ({ page, user }) => {
      const login = new LoginPage(page)
      await login.open('/orders')
      await login.email.fill(user.email)
      await login.password.fill(user.password)
      await login.submit.click()
      await expect(page.getByRole('alert').filter({ hasText: 'CampusBite needs cookies' })).toBeVisible()
      await expect(login.submit).toBeVisible()
      await expect(page.locator('input[name=next]')).toHaveValue('/orders')
    })
  })
}
