// A browser that is killed with a logout queued: the next start delivers it, once, before anything else.
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { BrowserContext } from '@playwright/test'
import { meStatus } from './api'
import { test as base, expect } from './fixtures'
import { appKeys, credentialsOf } from './jar'
import { LoginPage } from './pages/login-page'
import { SignedInPage } from './pages/signed-in-page'
import { type Person, registerPerson } from './user'

const logout = /^\/api\/auth\/logout/

/** What a browser keeps between two starts. */
interface Profile {
  path: string
  start(): Promise<BrowserContext>
}

const test = base.extend<{ profile: Profile }>({
  profile: async ({ playwright, launchOptions, baseURL }, use) => {
    const path = await mkdtemp(join(tmpdir(), 'campusbite-profile-'))
    let running: BrowserContext | undefined
    const start = async () => {
      running = await playwright.chromium.launchPersistentContext(path, {
        ...launchOptions,
        ...(baseURL && { baseURL }),
      })
      return running
    }
    await use({ path, start })
    await running?.close()
    await rm(path, { recursive: true, force: true })
  },
})

async function signedInOn(profile: Profile, user: Person) {
  const browser = await profile.start()
  const page = await browser.newPage()
  await new LoginPage(page).open()
  await new LoginPage(page).logIn(user)
  return { page, ...(await credentialsOf(browser)) }
}

/**
 * The browser's lock is a link that names its process. Kills all its child processes too: the one that stores cookies could
 * otherwise use a last moment to write them.
 */
async function killBrowser({ path }: Profile): Promise<void> {
  const pid = Number((await readlink(join(path, 'SingletonLock'))).split('-').at(-1))
  for (const one of [...(await startedBy(pid)), pid]) if (alive(one)) process.kill(one, 'SIGKILL')
  await expect.poll(() => alive(pid)).toBe(false)
  await rm(join(path, 'SingletonLock'), { force: true })
}

async function startedBy(pid: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid='])
  const all = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  const below = (parent: number): number[] =>
    all.flatMap(([one = 0, above]) => (above === parent ? [...below(one), one] : []))
  return below(pid)
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Whether the browser has this cookie on its disk: it writes cookies every half minute. */
const onDisk = async ({ path }: Profile, name: string): Promise<boolean> =>
  (await readFile(join(path, 'Default', 'Cookies'), 'latin1')).includes(name)

test('G11 killed and restarted: delivered once, in order, before the next user is logged in', async ({
  profile,
  network,
  user,
}) => {
  test.slow()
  const { page, accessToken, sid } = await signedInOn(profile, user)
  network.cut(/./)
  await new SignedInPage(page).logOutUnreached()
  const tombstone = `__Host-campusbite-tombstone-${sid.slice(-12)}`
  // localStorage may be written minutes later: the tombstone alone must be enough.
  await expect.poll(() => onDisk(profile, tombstone), { timeout: 45_000 }).toBe(true)
  await killBrowser(profile)
  network.heal()
  expect(await meStatus(network.url, accessToken)).toBe(200)

  const sentBefore = network.exchanges.length
  const second = await profile.start()
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
  // The test calls the server as well, without a browser.
  const ofBrowser = sent.filter(({ requestHeaders }) => requestHeaders['user-agent']?.includes('Chrome'))
  const calls = ofBrowser.filter(({ path }) => path.startsWith('/api/'))
  expect(calls).not.toEqual([])
  const told = calls.filter(({ path }) => logout.test(path))
  expect(told.length).toBeLessThanOrEqual(1)
  if (told.length > 0) expect(calls[0]).toBe(told[0])
  expect(await meStatus(network.url, accessToken)).toBe(401)
  expect((await next.request.get('/api/auth/me')).status()).toBe(200)
  await expect(next).toHoldNoTrace(user.canary)
})

test('G11 killed right after the click, before cookies or storage were written: the next page logs out', async ({
  profile,
  network,
  user,
}) => {
  test.slow()
  const { page, accessToken, sid } = await signedInOn(profile, user)
  const cookie = (kind: string) => `__Host-campusbite-${kind}-${sid.slice(-12)}`
  await expect.poll(() => onDisk(profile, cookie('refresh')), { timeout: 45_000 }).toBe(true)
  network.cut(/./)
  await new SignedInPage(page).logOutUnreached()
  await killBrowser(profile)
  expect(await onDisk(profile, cookie('tombstone'))).toBe(false)
  network.heal()
  expect(await meStatus(network.url, accessToken)).toBe(200)

  const second = await profile.start()
  const next = await second.newPage()
  await next.goto('/account')
  await new LoginPage(next).expectLoggedOut()
  expect(await meStatus(network.url, accessToken)).toBe(401)
  await expect.poll(() => appKeys(next)).toEqual([])
  await expect.poll(() => next.evaluate(owedOnDisk)).toEqual([])
  await expect(next).toHoldNoTrace(user.canary)
})

/** In the page: what the client's database still contains. */
function owedOnDisk(): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('campusbite')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const database = opening.result
      const reading = database.transaction('outbox').objectStore('outbox').getAll()
      reading.onerror = () => reject(reading.error)
      reading.onsuccess = () => {
        database.close()
        resolve(reading.result)
      }
    }
  })
}
