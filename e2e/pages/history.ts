/** Back and Forward as the browser's own buttons do them: out of the back/forward cache where the browser keeps one. */
import { expect, type Page } from '@playwright/test'
import type { Network } from '../server/network'
import type { SignedInPage } from './signed-in-page'

export async function goBack(page: Page): Promise<void> {
  await move(page, -1)
}

export async function goForward(page: Page): Promise<void> {
  await move(page, 1)
}

/** Ends when something has been shown for it. `page.goBack()` waits for a load that a restored page does not have. */
async function move(page: Page, by: -1 | 1): Promise<void> {
  const shown = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame())
  // In a task of its own: the navigation must not take away the page before it has answered.
  const ask = () => page.evaluate((steps) => void setTimeout(() => history.go(steps)), by)
  try {
    await ask()
  } catch (error) {
    if (!wasLeft(error)) throw error
    // A router that was shown an entry it does not know was just replacing its page by a fresh one.
    await page.waitForLoadState()
    await ask()
  }
  await shown
}

/**
 * Leaves a private page in such a way that the browser keeps it. Chromium keeps none whose script has received an answer
 * with `no-store`, so the answers do not arrive.
 */
export async function leaveKept(signedIn: SignedInPage, network: Network): Promise<void> {
  network.hang(/_rsc=|^\/api\//)
  const asked = () => network.sent(/_rsc=/).length
  const before = asked()
  await signedIn.open('Account')
  // Nor one that is still loading: what it asks for ahead is the last that a page does.
  await signedIn.page.waitForLoadState()
  await expect.poll(asked).toBeGreaterThan(before)
  await signedIn.page.goto('about:blank')
  network.heal()
}

/** Whether a page was left while something was being asked of it. */
export const wasLeft = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('Execution context was destroyed')

/** That whoever sits here now is signed out, as far as this tab shows. */
export async function expectSignedOut(page: Page): Promise<void> {
  await expect(page.getByRole('link', { name: 'Log in', exact: true }).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Log out', exact: true })).toHaveCount(0)
}
