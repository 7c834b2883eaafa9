// The documents in a browser: on a phone, in dark mode, and without script. A CSP violation would be a console error.
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from './fixtures'

const pages = ['/docs', '/docs/errors', '/docs/session-policy']

for (const path of pages) {
  test(`${path} fits a narrow phone and loads only from this server`, async ({ page, baseURL }) => {
    const elsewhere: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(`${baseURL}/`) && !request.url().startsWith('data:')) elsewhere.push(request.url())
    })
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    expect(elsewhere).toEqual([])
  })
}

test('follow the reader’s color scheme', async ({ page }) => {
  const brightness = () =>
    page.evaluate(() => {
      const channels = (colour: string) => (colour.match(/\d+/g) ?? []).slice(0, 3).map(Number)
      const sum = (colour: string) => channels(colour).reduce((total, channel) => total + channel, 0)
      const { color, backgroundColor } = getComputedStyle(document.body)
      return { ink: sum(color), paper: sum(backgroundColor) }
    })
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/docs')
  const light = await brightness()
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await brightness()
  expect(light.paper - light.ink).toBeGreaterThan(400)
  expect(dark.ink - dark.paper).toBeGreaterThan(400)
})

test('link from an operation to the cause and cure of its error', async ({ page }) => {
  await page.goto('/docs')
  await page.getByRole('link', { name: 'REFRESH_TOKEN_REUSED' }).first().click()
  await expect(page).toHaveURL(/\/docs\/errors#refresh_token_reused$/)
  await expect(page.getByRole('heading', { name: 'REFRESH_TOKEN_REUSED' })).toBeInViewport()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`are accessible in ${colorScheme} mode`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    for (const path of pages) {
      await page.goto(path)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => ({ path, id, at: nodes[0]?.target }))).toEqual([])
    }
  })
}
