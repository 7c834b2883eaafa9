/** The fixtures of a browser test: the real server, a network that can fail, its own user, and a console without errors. */
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
  /** `embedded` is what a fresh clone has; with `postgresql`, a test can query the tables. */
  storage: 'embedded' | 'postgresql'
  database: RunningDatabase | null
  /** Additional settings for the server. */
  settings: Record<string, string>
  server: RunningServer
}

interface TestFixtures {
  network: Network
  consoleErrors: ConsoleErrors
  user: Person
  /** A tab of `user`, logged in through the form and showing the menu. */
  signedIn: SignedInPage
  /** Another browser that shares nothing with this one. */
  newDevice: (options?: BrowserContextOptions) => Promise<Page>
  /** Runs a statement in the server's database. */
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
    // A failed test is explained by what its pages show.
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
 * Chromium can hang forever if a context is closed while one of its pages is being replaced by the next, as happens after a logout.
 * So each page is first sent to about:blank, again and again until it gets there.
 */
async function comeToRest(context: BrowserContext): Promise<void> {
  for (const page of context.pages()) {
    while (!page.isClosed() && page.url() !== 'about:blank') await page.goto('about:blank').catch(() => {})
  }
}
