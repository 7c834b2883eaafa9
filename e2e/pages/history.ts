/** Back and Forward like the browser's own buttons: from the back/forward cache if there is one. */
import { expect, type Page } from '@playwright/test'
import type { Network } from '../server/network'
import type { SignedInPage } from './signed-in-page'

export async function goBack(page: Page): Promise<void> {
  await move(page, -1)
}

export async function goForward(page: Page): Promise<void> {
  await move(page, 1)
}

/** Ends once the navigation has shown something. `page.goBack()` waits for a load, which a restored page does not have. */
async function move(page: Page, by: -1 | 1): Promise<void> {
  const shown = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame())
  // In a separate task: the navigation must not remove the page before it has answered.
  const ask = () => page.evaluate((steps) => void setTimeout(() => history.go(steps)), by)
  try {
    await ask()
  } catch (error) {
    if (!wasLeft(error)) throw error
    // A router that was shown an unknown entry may just be replacing its page with a fresh one.
    await page.waitForLoadState()
    await ask()
  }
  await shown
}

/**
 * Leaves a private page so that the browser caches it. Chromium caches no page whose script has received a `no-store` response, so
 * the responses are held back.
 */
export async function leaveKept(signedIn: SignedInPage, network: Network): Promise<void> {
  network.hang(/_rsc=|^\/api\//)
  const asked = () => network.sent(/_rsc=/).length
  const before = asked()
  await signedIn.open('Account')
  // Nor one that is still loading: its prefetches are the last thing that a page does.
  await signedIn.page.waitForLoadState()
  await expect.poll(asked).toBeGreaterThan(before)
  await signedIn.page.goto('about:blank')
  network.heal()
}

/** Whether a page was left while a request to it was pending. */
export const wasLeft = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('Execution context was destroyed')

/** The user of this browser is signed out, as far as this tab shows. */
export async function expectSignedOut(page: Page): Promise<void> {
  await expect(page.getByRole('link', { name: 'Log in', exact: true }).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Log out', exact: true })).toHaveCount(0)
}
