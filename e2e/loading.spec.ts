// Text does not move while the rest of the page loads.
import { expect, test } from './fixtures'

test('the page itself preloads the fonts, once', async ({ page, network }) => {
  const answer = await page.goto('/')
  await page.evaluate(() => document.fonts.ready)
  const named = [...((await answer?.text()) ?? '').matchAll(/href="([^"]+\.woff2)"/g)].map(([, path]) => path)
  expect(named).toHaveLength(2)
  const asked = network.sent(/\.woff2$/).map(({ path }) => path)
  expect(asked.sort()).toEqual(named.sort())
})
