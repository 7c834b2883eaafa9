// One click on Log out ends it: for every credential this browser held, and for every copy of them.
import { authorized, meStatus, refreshStatus } from './api'
import { expect, test } from './fixtures'
import { appKeys, cookiesOf, credentialsOf } from './jar'
import { LoginPage } from './pages/login-page'

test('G02 a captured access token is refused at once', async ({ signedIn, context, network }) => {
  const { accessToken } = await credentialsOf(context)
  expect(await meStatus(network.url, accessToken)).toBe(200)
  await signedIn.logOut()
  expect(await meStatus(network.url, accessToken)).toBe(401)
})

test('G03 a whole cookie jar copied before logout is refused after it', async ({
  signedIn,
  context,
  newDevice,
  user,
}) => {
  const jar = await context.storageState({ indexedDB: true })
  await signedIn.logOut()

  const thief = await newDevice({ storageState: jar })
  for (const path of ['/account', '/orders', '/cart', '/account/devices']) {
    const answer = await thief.goto(path)
    expect(answer?.url()).toContain(`/login?next=${encodeURIComponent(path)}`)
    expect(await answer?.text()).not.toContain(user.canary)
    await expect(new LoginPage(thief).heading).toBeVisible()
  }
  const stolen = await newDevice({ storageState: jar })
  for (const path of ['/api/auth/me', '/api/trpc/auth.me', '/api/trpc/order.list', '/api/auth/sessions']) {
    expect((await stolen.request.get(path)).status(), path).toBe(401)
  }
})

test('G07 no cookie of the session remains, and each deletion mirrors the cookie it deletes', async ({
  signedIn,
  page,
  context,
  network,
}) => {
  const before = await cookiesOf(context)
  expect(before.map(({ name }) => name.replace(/-[0-9a-f]{12}$/, '')).sort()).toEqual([
    '__Host-campusbite-access',
    '__Host-campusbite-refresh',
    '__Host-campusbite-sid',
  ])

  await signedIn.logOut()

  expect(await cookiesOf(context)).toEqual([])
  expect(await appKeys(page)).toEqual([])
  const [logout] = network.sent(/^\/api\/auth\/logout/, 'POST')
  for (const { name } of before) {
    const deletion = logout?.setCookies.find((line) => line.startsWith(`${name}=;`)) ?? `none for ${name}`
    const attributes = deletion
      .split('; ')
      .slice(1)
      .map((attribute) => attribute.toLowerCase())
    expect(attributes).toEqual(expect.arrayContaining(['path=/', 'httponly', 'secure', 'samesite=lax', 'max-age=0']))
    expect(attributes.filter((attribute) => attribute.startsWith('domain'))).toEqual([])
  }
})

test('G23 every cookie of a login is Secure, SameSite and bound to this host; credentials are HttpOnly', async ({
  signedIn,
  context,
}) => {
  await expect(signedIn.logOutButton).toBeVisible()
  for (const cookie of await cookiesOf(context)) {
    expect(cookie).toMatchObject({ secure: true, sameSite: 'Lax', path: '/', domain: 'localhost' })
    expect(cookie.httpOnly, cookie.name).toBe(/-(access|refresh)-/.test(cookie.name))
  }
})

test("G25 a signed-in user's page contains no token", async ({ signedIn, page, context, network }) => {
  await signedIn.open('Account')
  const { accessToken, refreshToken } = await credentialsOf(context)
  expect(await page.content()).not.toMatch(/eyJ[\w-]+\.eyJ/)
  const readable = await page.evaluate(() =>
    JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]),
  )
  for (const token of [accessToken, refreshToken]) expect(readable).not.toContain(token)
  for (const { path, responseBody } of network.exchanges) {
    expect(path).not.toMatch(/eyJ/)
    if (!path.startsWith('/api/')) expect(responseBody, path).not.toMatch(/eyJ[\w-]+\.eyJ/)
  }
})

test('the button works by keyboard, and the page confirms it', async ({ signedIn, page }) => {
  await signedIn.open('Orders')
  await signedIn.logOutButton.focus()
  await page.keyboard.press('Enter')
  await new LoginPage(page).expectLoggedOut()
  await expect(page).toHaveTitle(/Log in/)
})

test.describe('more than once', () => {
  test('G31 a double click is one logout', async ({ signedIn, page, network }) => {
    await signedIn.logOutButton.dblclick()
    await new LoginPage(page).expectLoggedOut()
    expect(network.sent(/^\/api\/auth\/logout/, 'POST').map(({ status }) => status)).toEqual([200])
  })

  test('G31 a held Enter is one logout', async ({ signedIn, page, network }) => {
    await signedIn.logOutButton.focus()
    for (let repeat = 0; repeat < 8; repeat++) await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
    await new LoginPage(page).expectLoggedOut()
    expect(network.sent(/^\/api\/auth\/logout/, 'POST').map(({ status }) => status)).toEqual([200])
  })

  test('G31 logging out in two tabs at once ends on the login page in both, without an error', async ({
    signedIn,
    context,
    network,
  }) => {
    const { accessToken } = await credentialsOf(context)
    const other = await context.newPage()
    await other.goto('/orders')
    const buttons = [signedIn.page, other].map((tab) => tab.getByRole('button', { name: 'Log out', exact: true }))
    const elements = await Promise.all(buttons.map((button) => button.elementHandle()))
    await Promise.all(elements.map((element) => element?.evaluate((button: HTMLElement) => button.click())))
    for (const tab of [signedIn.page, other]) {
      await expect(new LoginPage(tab).heading).toBeVisible()
      await expect(tab.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0)
    }
    expect(await meStatus(network.url, accessToken)).toBe(401)
    expect(await cookiesOf(context)).toEqual([])
  })
})

test('G21 logging in again starts a new session, and the old one stays dead', async ({
  signedIn,
  page,
  context,
  user,
  network,
}) => {
  const before = await credentialsOf(context)
  const login = await signedIn.logOut()
  await login.logIn(user)
  const after = await credentialsOf(context)
  expect(after.sid).not.toBe(before.sid)
  expect(await refreshStatus(network.url, before.refreshToken)).toBe(401)
  expect((await page.request.get('/api/auth/me', { headers: authorized(before.accessToken) })).status()).toBe(401)
  expect((await page.request.get('/api/auth/me')).status()).toBe(200)
})
