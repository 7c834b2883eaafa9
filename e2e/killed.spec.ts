// A browser that is killed with a logout still to be delivered: the next start delivers it, once, before anything else.
import { mkdtemp, readFile, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext } from '@playwright/test'
import { meStatus } from './api'
import { expect, test } from './fixtures'
import { appKeys, credentialsOf } from './jar'
import { LoginPage } from './pages/login-page'
import { SignedInPage } from './pages/signed-in-page'
import { registerPerson } from './user'

const logout = /^\/api\/auth\/logout/

/** The browser writes its lock as a link that names its process. */
async function killBrowser(profile: string): Promise<void> {
  const pid = Number((await readlink(join(profile, 'SingletonLock'))).split('-').at(-1))
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => alive(pid)).toBe(false)
  await rm(join(profile, 'SingletonLock'), { force: true })
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Whether the browser has this cookie on its disk: it writes them every half minute. */
const onDisk = async (profile: string, name: string): Promise<boolean> =>
  (await readFile(join(profile, 'Default', 'Cookies'), 'latin1')).includes(name)

test('G11 killed and started again: delivered once, in order, before the next user is logged in', async ({
  playwright,
  network,
  user,
  launchOptions,
}) => {
  const profile = await mkdtemp(join(tmpdir(), 'campusbite-profile-'))
  const start = (): Promise<BrowserContext> =>
    playwright.chromium.launchPersistentContext(profile, { ...launchOptions, baseURL: network.url })
  test.slow()
  try {
    const first = await start()
    const page = await first.newPage()
    await new LoginPage(page).open()
    await new LoginPage(page).logIn(user)
    const { accessToken, sid } = await credentialsOf(first)
    network.cut(/./)
    await new SignedInPage(page).logOutButton.click()
    await expect(page.getByRole('status')).toHaveText(/The server will be told/)
    const tombstone = `__Host-campusbite-tombstone-${sid.slice(-12)}`
    // What is in localStorage may come there minutes later: the tombstone alone must do.
    await expect.poll(() => onDisk(profile, tombstone), { timeout: 45_000 }).toBe(true)
    await killBrowser(profile)
    network.heal()
    expect(await meStatus(network.url, accessToken)).toBe(200)

    const sentBefore = network.exchanges.length
    const second = await start()
    const next = await second.newPage()
    await next.goto('/account')
    await expect(new LoginPage(next).heading).toBeVisible()
    expect(await meStatus(network.url, accessToken)).toBe(401)
    await expect.poll(() => appKeys(next)).toEqual([])
    const newcomer = await registerPerson(network.url, 'Grace')
    await new LoginPage(next).logIn(newcomer)
    await expect(next.getByText(newcomer.email)).toBeVisible()

    const sent = network.exchanges.slice(sentBefore)
    expect(sent[0]?.requestHeaders.cookie).toContain(`${tombstone}=${sid}`)
    const calls = sent.filter(({ path }) => path.startsWith('/api/'))
    const told = calls.filter(({ path }) => logout.test(path))
    expect(told.length).toBeLessThanOrEqual(1)
    if (told.length > 0) expect(calls[0]).toBe(told[0])
    expect(await meStatus(network.url, accessToken)).toBe(401)
    expect((await next.request.get('/api/auth/me')).status()).toBe(200)
    await expect(next).toHoldNoTrace(user.canary)
    await second.close()
  } finally {
    await rm(profile, { recursive: true, force: true })
  }
})
