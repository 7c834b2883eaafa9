// Fields exist before their script has loaded, and users and password managers fill them in by then.
import type { Page } from '@playwright/test'
import { endElsewhere } from './api'
import { expect, test } from './fixtures'
import { LoginPage } from './pages/login-page'

const script = /^\/_next\/.*\.js(\?|$)/

/** The script's own validation replaces the browser's. */
const takenOver = (page: Page) => expect(page.locator('form')).toHaveAttribute('novalidate')

test('text typed before the script has loaded stays and can be continued', async ({ page, user, network }) => {
  const arrive = network.hold(script)
  await page.goto('/login?next=/orders', { waitUntil: 'commit' })
  const login = new LoginPage(page)
  await login.email.fill(user.email)
  await login.password.pressSequentially(user.password.slice(0, 5))
  arrive()
  await takenOver(page)
  await page.keyboard.type(user.password.slice(5))
  await expect(login.email).toHaveValue(user.email)
  await expect(login.password).toHaveValue(user.password)
  await login.submit.click()
  await expect(page).toHaveURL(/\/orders$/)
})

test('G32 a user who is typing does not lose the focus to the login notice', async ({
  signedIn,
  newDevice,
  network,
  user,
}) => {
  // With none of the app's files in its cache.
  const page = await newDevice({ storageState: await signedIn.page.context().storageState() })
  await signedIn.page.close()
  await endElsewhere(network.url, user)
  const arrive = network.hold(script)
  await page.goto('/account', { waitUntil: 'commit' })
  const login = new LoginPage(page)
  await expect(login.notice).toHaveText(/^Your session was ended from another device/)
  await login.email.pressSequentially('ada@')
  arrive()
  await takenOver(page)
  await page.keyboard.type('campusbite.test')
  await expect(login.email).toHaveValue('ada@campusbite.test')
})
