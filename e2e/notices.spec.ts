// What the login page says and where it leads, for each way in which a session can end.
import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { endElsewhere, meStatus } from './api'
import { expect, test } from './fixtures'
import { credentialsOf } from './jar'
import { LoginPage, queuedNotice } from './pages/login-page'
import { SignedInPage } from './pages/signed-in-page'
import type { RunningDatabase } from './server/start-database'
import { post, registerPerson } from './user'

test.use({ storage: 'postgresql' })

const texts = {
  elsewhere: /^Your session was ended from another device/,
  expired: /^Your session has expired/,
  reused: /^Your session was ended because somebody used an old copy/,
}

/** The server's housekeeping does the same periodically. */
const expire = (sql: RunningDatabase['query'], sid: string) =>
  sql(
    `WITH why AS MATERIALIZED (SELECT set_config('campusbite.reason', 'expired', true))
     DELETE FROM session USING why WHERE sid = $1`,
    sid,
  )

/** The client asks when the page becomes visible, unless it has just asked. */
async function lookAgain(page: Page): Promise<void> {
  await expect(async () => {
    await page.evaluate(() => void dispatchEvent(new Event('focus')))
    await expect(new LoginPage(page).heading).toBeVisible({ timeout: 500 })
  }).toPass()
}

test.describe('a session that was ended on another device', () => {
  test('G32 is reported after a full page load', async ({ signedIn, page, user, network }) => {
    // An open page would hear of it, and be on its own way to the login page by then.
    await page.goto('about:blank')
    await endElsewhere(network.url, user)
    await page.goto('/orders')
    await expect(new LoginPage(page).notice).toHaveText(texts.elsewhere)
    await expect(page).toHaveURL(/\/login\?next=%2Forders$/)
    const names = async () => (await page.context().cookies()).map(({ name }) => name).join()
    await expect.poll(names).not.toContain('notice')
    await page.reload()
    await expect(new LoginPage(page).notice).toHaveCount(0)
    await expect(signedIn.logOutButton).toHaveCount(0)
  })

  test('G32 is reported after following a link on the open page', async ({
    page,
    signedIn,
    user,
    network,
    consoleErrors,
  }) => {
    consoleErrors.allowFailedRequests()
    await expect(signedIn.logOutButton).toBeVisible()
    await endElsewhere(network.url, user)
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Orders' }).click()
    await expect(new LoginPage(page).heading).toBeVisible()
    await expect(new LoginPage(page).notice).toHaveText(texts.elsewhere)
    await expect(page).toHoldNoTrace(user.canary)
  })

  test('G32 is reported after a call', async ({ page, signedIn, user, network, consoleErrors }) => {
    consoleErrors.allowFailedRequests()
    await expect(signedIn.logOutButton).toBeVisible()
    await endElsewhere(network.url, user)
    await lookAgain(page)
    await expect(new LoginPage(page).heading).toBeVisible()
    await expect(new LoginPage(page).notice).toHaveText(texts.elsewhere)
  })
})

test('G32 a session that expires while its page is being rendered leads to the login page, not to an error', async ({
  page,
  signedIn,
  context,
  network,
  sql,
}) => {
  await expect(signedIn.logOutButton).toBeVisible()
  const { sid, accessToken } = await credentialsOf(context)
  await page.goto('about:blank')
  // The page's query waits until the server knows that the session has ended, and then fails.
  const held = sql(`DO $$ BEGIN
    LOCK TABLE shop_order;
    WHILE NOT EXISTS (SELECT FROM pg_class WHERE relname = 'ending_is_known') LOOP PERFORM pg_sleep(0.01); END LOOP;
    ALTER TABLE shop_order RENAME TO shop_order_away;
  END $$`)
  const locks = (granted: boolean) =>
    sql("SELECT 1 FROM pg_locks WHERE relation = 'shop_order'::regclass AND granted = $1", granted)
  await expect.poll(() => locks(true)).toHaveLength(1)
  const opened = page.goto('/orders')
  await expect.poll(() => locks(false)).toHaveLength(1)
  await expire(sql, sid)
  await expect.poll(() => meStatus(network.url, accessToken)).toBe(401)
  await sql('CREATE TABLE ending_is_known ()')
  await held
  try {
    await opened
    await expect(new LoginPage(page).notice).toHaveText(texts.expired)
    await expect(page).toHaveURL(/\/login\?next=%2Forders$/)
  } finally {
    await sql('DROP TABLE ending_is_known')
    await sql('ALTER TABLE shop_order_away RENAME TO shop_order')
  }
})

test('G32 G15 a session that ended because of token reuse is reported as such, after a call and a page load', async ({
  page,
  signedIn,
  context,
  user,
  network,
  sql,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  for (const learntBy of ['a call', 'a page']) {
    await expect(signedIn.logOutButton).toBeVisible()
    const { refreshToken, sid } = await credentialsOf(context)
    expect((await post(network.url, '/api/auth/refresh-token', { refreshToken })).status).toBe(200)
    // An open page would hear of it, and leave before the test navigates.
    if (learntBy === 'a page') await page.goto('about:blank')
    await sql("UPDATE session SET rotated_at = now() - interval '1 hour' WHERE sid = $1", sid)
    expect((await post(network.url, '/api/auth/refresh-token', { refreshToken })).status).toBe(401)
    await (learntBy === 'a page' ? page.goto('/account') : lookAgain(page))
    const login = new LoginPage(page)
    await expect(login.notice).toHaveText(texts.reused)
    await login.logIn(user)
  }
})

test.describe('a session that has expired', () => {
  test('G32 G16 says so, and takes the same user back to where they were', async ({
    page,
    signedIn,
    context,
    user,
    sql,
    consoleErrors,
  }) => {
    consoleErrors.allowFailedRequests()
    for (const learn of [lookAgain, (tab: Page) => tab.reload()]) {
      await signedIn.open('Orders')
      await expire(sql, (await credentialsOf(context)).sid)
      await learn(page)
      const login = new LoginPage(page)
      await expect(login.notice).toHaveText(texts.expired)
      await expect(page).toHaveURL(/\/login\?next=%2Forders$/)
      await login.logIn(user)
      await expect(page).toHaveURL(/\/orders$/)
    }
  })

  test('G16 does not take anyone else there', async ({ page, signedIn, context, network, sql, consoleErrors }) => {
    consoleErrors.allowFailedRequests()
    for (const learn of [lookAgain, (tab: Page) => tab.reload()]) {
      await signedIn.open('Orders')
      await expire(sql, (await credentialsOf(context)).sid)
      await learn(page)
      const login = new LoginPage(page)
      await expect(login.notice).toHaveText(texts.expired)
      await login.logIn(await registerPerson(network.url, 'Grace'))
      await expect(page).toHaveURL(`${network.url}/`)
    }
  })
})

test('G32 G11 the page that says the server will be told announces when it has been', async ({
  page,
  signedIn,
  network,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  network.fail(/^\/api\/auth\/logout/, 503)
  await signedIn.logOutButton.click()
  const login = new LoginPage(page)
  await login.expectLoggedOut(queuedNotice)
  await login.notice.evaluate((status) => Reflect.set(window, 'before', status))
  network.heal()
  await login.expectLoggedOut()
  // In the existing element: a newly inserted one is not announced.
  expect(await login.notice.evaluate((status) => Reflect.get(window, 'before') === status)).toBe(true)
})

test('G32 G11 the login page says why it is shown, even if the browser is slow to store cookies', async ({
  page,
  signedIn,
  network,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  // Chromium stores cookies written by script asynchronously: a navigation may overtake it.
  await page.addInitScript(() => {
    const own = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')
    Object.defineProperty(Document.prototype, 'cookie', {
      ...own,
      set(this: Document, text: string) {
        if (text.includes('notice=')) for (let n = 0; n < 2_000; n++) own?.set?.call(this, `of-others-${n % 20}=${n}`)
        own?.set?.call(this, text)
      },
    })
    // Nor does the tab's own storage carry it.
    const keep = Storage.prototype.setItem
    Storage.prototype.setItem = function (key, value) {
      if (key === 'campusbite:notice') throw new DOMException('full', 'QuotaExceededError')
      keep.call(this, key, value)
    }
  })
  await signedIn.open('Account')
  network.fail(/^\/api\/auth\/logout/, 503)
  await signedIn.logOutButton.click()
  await new LoginPage(page).expectLoggedOut(queuedNotice)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('G32 the login page confirms a new account', async ({ page }) => {
    const person = {
      canary: '',
      name: 'Ada',
      email: `${randomBytes(8).toString('hex')}@campusbite.test`,
      password: 'a long password',
    }
    await page.goto('/register?next=/orders')
    await page.getByLabel('Name', { exact: true }).fill(person.name)
    await page.getByLabel('Email', { exact: true }).fill(person.email)
    await page.getByLabel('Password', { exact: true }).fill(person.password)
    await page.getByRole('button', { name: 'Create account' }).click()
    const login = new LoginPage(page)
    await expect(login.notice).toHaveText('Your account has been created. Log in with it.')
    await login.logIn(person)
    await expect(page).toHaveURL(/\/orders$/)
    await expect(new SignedInPage(page).logOutButton).toBeVisible()
  })
})
