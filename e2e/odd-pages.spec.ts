// Unusual pages: one that fails, one that does not exist, and those rendered at build time.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Response } from '@playwright/test'
import { expect, test } from './fixtures'
import { expectSignedOut, goBack } from './pages/history'

test.use({ storage: 'postgresql' })

async function expectPrivate(answer: Response | null): Promise<void> {
  expect(await answer?.headerValue('cache-control')).toMatch(/no-store/)
}

test('G06 G05 a failing private page shows nothing private, is not cached, and is not shown after logout', async ({
  signedIn,
  page,
  user,
  server,
  sql,
  consoleErrors,
}) => {
  // The server's error reaches the page as a digest, which React reports.
  consoleErrors.allow(/./)
  await signedIn.open('Account')
  await sql('ALTER TABLE shop_order RENAME TO shop_order_away')
  try {
    await expectPrivate(await page.goto('/orders'))
    await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible()
    expect(await page.getByRole('main').textContent()).not.toMatch(/shop_order|relation|prisma/i)
    // The operator finds out what it was, from the procedure and from the page.
    const routes = server
      .output()
      .split('\n')
      .filter((line) => line.includes('"requestId":"page"'))
      .map((line) => JSON.parse(line).route)
    expect(routes).toEqual(expect.arrayContaining(['order.list', '/orders']))
    await signedIn.logOut()
  } finally {
    await sql('ALTER TABLE shop_order_away RENAME TO shop_order')
  }
  for (let steps = 0; steps < 2; steps++) {
    await goBack(page)
    await expectSignedOut(page)
    await expect(page).toHoldNoTrace(user.canary)
  }
})

test('G06 G05 a page that does not exist is not cached, offers to log out, and is not shown after logout', async ({
  signedIn,
  page,
  user,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  const answer = await page.goto('/account/nothing-here')
  expect(answer?.status()).toBe(404)
  await expectPrivate(answer)
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
  await signedIn.logOut()
  await goBack(page)
  await expectSignedOut(page)
  await expect(page).toHoldNoTrace(user.canary)
})

test('G06 only pages without a user are rendered at build time', async () => {
  const manifest = join(import.meta.dirname, '../apps/web/.next/prerender-manifest.json')
  const { routes } = JSON.parse(await readFile(manifest, 'utf8')) as { routes: Record<string, unknown> }
  expect(['/_global-error', '/_not-found', '/icon.svg']).toEqual(expect.arrayContaining(Object.keys(routes)))
})

test('public pages work with all storage blocked', async ({ page, context, network }) => {
  await context.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('forbidden', 'SecurityError')
    }
    for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get: refuse })
  })
  await page.goto(network.url)
  await expect(page.getByRole('button', { name: 'Add to cart' }).first()).toBeVisible()
  await page.goto(`${network.url}/login`)
  await expect(page.getByRole('heading', { name: 'Log in', exact: true })).toBeVisible()
})
