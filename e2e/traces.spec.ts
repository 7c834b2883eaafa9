// After a logout nothing of the user is left in the browser, whatever the server does at that moment.
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { LoginPage, queuedNotice } from './pages/login-page'
import { SignedInPage } from './pages/signed-in-page'
import { registerPerson } from './user'

const logout = /^\/api\/auth\/logout/

/** Plants the canary wherever an app on this origin might store user data; the name and email address contain it anyway. */
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
  await signedIn.logOut(queuedNotice)
  await expect(page).toHoldNoTrace([user.canary, cart])
})

test('G08 G11 nothing is left with the logout endpoint hanging', async ({ signedIn, page, user, network }) => {
  await plant(signedIn, user.canary)
  const cart = await cartOf(page)
  network.hang(logout)
  await signedIn.logOut(queuedNotice)
  await expect(page).toHoldNoTrace([user.canary, cart])
})

for (const [what, sever] of [
  ['the browser offline', 'offline'],
  ['the server unreachable', 'cut'],
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
    // It was done in the task of the click: there is nothing to wait for.
    await expect(page).toHoldNoTrace([user.canary, cart])
    await expect(page.getByRole('status')).toHaveText(queuedNotice)
    await expect(page.getByRole('button', { name: 'Log out', exact: true })).toHaveCount(0)
    await expect(page).toHaveURL(/\/login$/)
  })
}

/** Data stored by other code, which does not say whose it is. */
function keepEverywhere(page: Page, text: string): Promise<void> {
  return page.evaluate(async (kept) => {
    window.name = kept
    sessionStorage.setItem('draft', kept)
    localStorage.setItem('draft', kept)
    const opening = indexedDB.open('notes')
    opening.onupgradeneeded = () => opening.result.createObjectStore('notes', { autoIncrement: true })
    await new Promise((resolve) => {
      opening.onsuccess = resolve
    })
    const writing = opening.result.transaction('notes', 'readwrite')
    writing.objectStore('notes').add({ lines: [new Map([['text', kept]])] })
    await new Promise((resolve) => {
      writing.oncomplete = resolve
    })
    // Left open, as apps do.
    await (await caches.open('pages')).put('/notes', new Response(kept))
  }, text)
}

const anybodys = 'marzipan'

/** Nothing on the page runs, and nothing reaches it, until it is woken. Then it stores `late`, before it hears of anything. */
async function putToSleep(page: Page, late: string): Promise<() => Promise<unknown>> {
  const control = await page.context().newCDPSession(page)
  await control.send('Debugger.enable')
  const asleep = new Promise((resolve) => control.once('Debugger.paused', resolve))
  const expression = `debugger; localStorage.setItem('late', ${JSON.stringify(late)})`
  const awake = control.send('Runtime.evaluate', { expression })
  await asleep
  return async () => {
    await control.send('Debugger.disable')
    await awake
  }
}

for (const [what, answer] of [
  ['the server up', 200],
  ['the logout endpoint failing', 500],
] as const) {
  test(`G08 nothing is left of what other code stored here, with ${what}; the dark theme stays`, async ({
    signedIn,
    page,
    network,
    consoleErrors,
  }) => {
    consoleErrors.allowFailedRequests()
    await page.evaluate(() => localStorage.setItem('theme', 'dark'))
    await keepEverywhere(page, anybodys)
    await expect(page).not.toHoldNoTrace(anybodys)
    if (answer !== 200) network.fail(logout, answer)
    await signedIn.logOutButton.click()
    await expect(new LoginPage(page).heading).toBeVisible()
    await expect(page).toHoldNoTrace(anybodys)
    expect(await page.evaluate(() => ({ name: window.name, theme: localStorage.getItem('theme') }))).toEqual({
      name: '',
      theme: 'dark',
    })
  })
}

test("G08 G13 nor after a logout without the page's script", async ({ signedIn: { page } }) => {
  await keepEverywhere(page, anybodys)
  await page.evaluate(() => document.querySelector<HTMLFormElement>('form[action="/api/auth/logout"]')?.submit())
  await new LoginPage(page).expectLoggedOut()
  await expect(page).toHoldNoTrace(anybodys, { timeout: 5_000 })
})

test('G08 G16 a tab that slept through logout and login deletes nothing of the next user', async ({
  signedIn,
  page,
  context,
  user,
  network,
}) => {
  await signedIn.addToCart()
  const wake = await putToSleep(page, user.canary)
  const second = await context.newPage()
  await second.goto('/')
  const login = await new SignedInPage(second).logOut()
  const next = await registerPerson(network.url, 'Grace')
  await login.logIn(next)
  await new SignedInPage(second).addToCart()
  const cart = await cartOf(second)
  await keepEverywhere(second, anybodys)

  await wake()
  await expect(page).toHoldNoTrace(user.canary, { timeout: 5_000 })
  expect(await second.evaluate(() => localStorage.getItem('draft'))).toBe(anybodys)
  expect(await second.evaluate((key) => localStorage.getItem(key), cart)).not.toBeNull()
  await expect(second).not.toHoldNoTrace(anybodys)
})

/** Where a text is reachable from the page through properties: what frameworks attach to elements and the window. */
const wayTo = (page: Page, sought: string) =>
  page.evaluate((text) => {
    const seen = new Set<object>()
    const queue: [object, string][] = [
      [window, 'window'],
      [document, 'document'],
      ...[...document.querySelectorAll('*')].map((element): [object, string] => [element, element.tagName]),
    ]
    for (const [value, way] of queue) {
      for (const [name, { value: inner }] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
        if (typeof inner === 'string' && inner.includes(text)) return `${way}.${name}`
        if ((typeof inner !== 'object' && typeof inner !== 'function') || inner === null || seen.has(inner)) continue
        seen.add(inner)
        // A prototype has the property but no value for it.
        const isNode = inner instanceof Node && !Object.hasOwn(inner, 'constructor')
        if (isNode && inner.textContent?.includes(text)) return `${way}.${name}`
        queue.push([inner, `${way}.${name}`])
      }
    }
    return null
  }, sought)

test('G08 nothing is left that a script could reach from the page, offline', async ({
  signedIn,
  page,
  user,
  context,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  await signedIn.open('Account')
  expect(await wayTo(page, user.email)).not.toBeNull()
  await context.setOffline(true)
  await signedIn.logOutUnreached()
  await expect.poll(() => wayTo(page, user.email)).toBeNull()
})
