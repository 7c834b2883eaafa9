/** What a browser test stands on: the real server, a network of its own that can go bad, a person of its own, a quiet console. */
import { type BrowserContext, type BrowserContextOptions, test as base, type Page } from '@playwright/test'
import { ConsoleErrors } from './console-errors'
import { LoginPage } from './pages/login-page'
import { SignedInPage } from './pages/signed-in-page'
import { type Network, startNetwork, summary } from './server/network'
import { type RunningDatabase, startDatabase } from './server/start-database'
import { type RunningServer, startServer } from './server/start-server'
import { type Person, registerPerson } from './user'

export { expect } from './matchers'

interface WorkerFixtures {
  /** `embedded` is what a fresh clone has; on `postgresql` a test can look into the tables. */
  storage: 'embedded' | 'postgresql'
  database: RunningDatabase | null
  /** What the server is started with besides. */
  settings: Record<string, string>
  server: RunningServer
}

interface TestFixtures {
  network: Network
  consoleErrors: ConsoleErrors
  user: Person
  /** A tab of `user`, logged in by the form and now on the menu. */
  signedIn: SignedInPage
  /** Another browser: it shares nothing with this one. */
  newDevice: (options?: BrowserContextOptions) => Promise<Page>
  /** One statement in the server's database. */
  sql: RunningDatabase['query']
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  storage: ['embedded', { option: true, scope: 'worker' }],

  database: [
    async ({ storage }, use) => {
      const database = storage === 'postgresql' ? await startDatabase() : null
      await use(database)
      await database?.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  settings: [{}, { option: true, scope: 'worker' }],

  server: [
    async ({ database, settings }, use) => {
      const server = await startServer({ ...database?.settings, ...settings })
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  network: async ({ server }, use, { title, errors }) => {
    const network = await startNetwork(server.port)
    await use(network)
    if (errors.length > 0) console.error(`What went over the network in “${title}”:\n${summary(network.exchanges)}`)
    await network.close()
  },

  baseURL: async ({ network }, use) => use(network.url),

  consoleErrors: [
    async ({ context }, use) => {
      const errors = new ConsoleErrors()
      errors.watch(context)
      await use(errors)
      base.expect(errors.unexpected(), 'errors on the console').toEqual([])
    },
    { auto: true },
  ],

  context: async ({ context }, use, { errors }) => {
    await use(context)
    // A test that has failed is told by what its pages show.
    if (errors.length === 0) await comeToRest(context)
  },

  user: async ({ network }, use) => use(await registerPerson(network.url)),

  signedIn: async ({ page, user }, use) => {
    await new LoginPage(page).open()
    await new LoginPage(page).logIn(user)
    await use(new SignedInPage(page))
  },

  newDevice: async ({ browser, baseURL, consoleErrors }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (options) => {
      const context = await browser.newContext({ ...(baseURL ? { baseURL } : {}), ...options })
      contexts.push(context)
      consoleErrors.watch(context)
      return context.newPage()
    })
    for (const context of contexts) {
      await comeToRest(context)
      await context.close()
    }
  },

  sql: async ({ database }, use) => {
    if (!database) throw new Error("Only with test.use({ storage: 'postgresql' }).")
    await use(database.query)
  },
})

/**
 * Chromium can stand still for ever where a context is closed in the moment in which a page of it gives way to the next, as each one
 * does after a logout. One that does so while it is sent away here has another place, or arrives here all the same.
 */
async function comeToRest(context: BrowserContext): Promise<void> {
  for (const page of context.pages()) {
    while (!page.isClosed() && page.url() !== 'about:blank') await page.goto('about:blank').catch(() => {})
  }
}
