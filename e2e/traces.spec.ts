// After a logout nothing of the user is left in the browser, whatever the server does at that moment.
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { LoginPage } from './pages/login-page'
import type { SignedInPage } from './pages/signed-in-page'

const logout = /^\/api\/auth\/logout/
const queued = /^You have been logged out\. The server will be told/

/** Puts the canary wherever an app of this origin may have put something of the user's; the name and address hold it anyway. */
async function plant(signedIn: SignedInPage, canary: string): Promise<void> {
  await signedIn.open('Menu')
  await signedIn.addToCart()
  await signedIn.follow('Account')
  await signedIn.page.evaluate((text) => {
    sessionStorage.setItem('draft', text)
    history.replaceState({ ...history.state, note: text }, '')
    document.body.append(Object.assign(document.createElement('p'), { hidden: true, textContent: text }))
    const shadow = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' })
    shadow.innerHTML = `<input value="${text}">`
  }, canary)
  await expect(signedIn.page).not.toHoldNoTrace(canary)
}

/** The cart names its user by id; that and the chosen dishes must be gone as well. */
async function cartOf(page: Page): Promise<string> {
  const key = await page.evaluate(() => Object.keys(localStorage).find((name) => name.startsWith('cart:')))
  if (!key) throw new Error('The cart is not where this test looks for it.')
  return key
}

test('G08 nothing is left with the server up', async ({ signedIn, page, user }) => {
  await plant(signedIn, user.canary)
  const cart = await cartOf(page)
  await signedIn.logOut()
  await expect(page).toHoldNoTrace([user.canary, cart])
})

test('G08 G11 nothing is left with the logout endpoint failing', async ({
  signedIn,
  page,
  user,
  network,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  await plant(signedIn, user.canary)
  const cart = await cartOf(page)
  network.fail(logout, 500)
  await signedIn.logOutButton.click()
  await new LoginPage(page).expectLoggedOut(queued)
  await expect(page).toHoldNoTrace([user.canary, cart])
})

test('G08 G11 nothing is left with the logout endpoint hanging', async ({ signedIn, page, user, network }) => {
  await plant(signedIn, user.canary)
  const cart = await cartOf(page)
  network.hang(logout)
  await signedIn.logOutButton.click()
  await new LoginPage(page).expectLoggedOut(queued)
  await expect(page).toHoldNoTrace([user.canary, cart])
})

for (const [what, sever] of [
  ['the browser offline', 'offline'],
  ['the server out of reach', 'cut'],
  ['the server silent', 'hang'],
] as const) {
  test(`G08 G11 nothing is left with ${what}, at once`, async ({
    signedIn,
    page,
    user,
    network,
    context,
    consoleErrors,
  }) => {
    consoleErrors.allowFailedRequests()
    await plant(signedIn, user.canary)
    const cart = await cartOf(page)
    if (sever === 'offline') await context.setOffline(true)
    else network[sever](/./)
    await page.evaluate(() => document.querySelector<HTMLElement>('form[action="/api/auth/logout"] button')?.click())
    // The same task of the click has done it: there is nothing to wait for.
    await expect(page).toHoldNoTrace([user.canary, cart])
    await expect(page.getByRole('status')).toHaveText(queued)
    await expect(page.getByRole('button', { name: 'Log out', exact: true })).toHaveCount(0)
    await expect(page).toHaveURL(/\/login$/)
  })
}

test('G08 what names the user goes from wherever it was put; what names nobody stays', async ({
  signedIn,
  page,
  user,
}) => {
  await page.evaluate(async (canary) => {
    localStorage.setItem('draft', JSON.stringify({ from: canary }))
    localStorage.setItem('theme', 'dark')
    localStorage.setItem('another-app', 'kept')
    const opening = indexedDB.open('notes')
    opening.onupgradeneeded = () => opening.result.createObjectStore('notes', { autoIncrement: true })
    await new Promise((resolve) => {
      opening.onsuccess = resolve
    })
    const writing = opening.result.transaction('notes', 'readwrite')
    for (const text of [canary, 'kept']) writing.objectStore('notes').add({ lines: [new Map([['text', text]])] })
    await new Promise((resolve) => {
      writing.oncomplete = resolve
    })
    opening.result.close()
    const cache = await caches.open('pages')
    await cache.put('/about-me', new Response(canary))
    await cache.put('/about-us', new Response('kept'))
  }, user.canary)
  await signedIn.logOut()
  await expect(page).toHoldNoTrace(user.canary)
  const kept = await page.evaluate(async () => {
    const opening = indexedDB.open('notes')
    await new Promise((resolve) => {
      opening.onsuccess = resolve
    })
    const counting = opening.result.transaction('notes').objectStore('notes').count()
    await new Promise((resolve) => {
      counting.onsuccess = resolve
    })
    const answers = await (await caches.open('pages')).keys()
    return {
      storage: { ...localStorage },
      notes: counting.result,
      answers: answers.map(({ url }) => new URL(url).pathname),
    }
  })
  expect(kept).toEqual({ storage: { theme: 'dark', 'another-app': 'kept' }, notes: 1, answers: ['/about-us'] })
})
