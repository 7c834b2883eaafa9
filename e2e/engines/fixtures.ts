/** The fixtures of an engine's test: the real server, a network that can fail, one user, and a browser of that engine. */
import { test as base } from '@playwright/test'
import { findFirefox, findWebKit } from '../../tools/setup/find-engines.mjs'
import { type Network, startNetwork } from '../server/network'
import { type RunningServer, startServer } from '../server/start-server'
import { type Person, registerPerson } from '../user'
import { startDisplay } from './display'
import type { Engine, Profile } from './engine'
import { startFirefox } from './firefox'
import { Shop } from './shop'
import { type Front, startFront } from './tls-front'
import { startWebKit } from './webkit'

export { expect } from '@playwright/test'

export interface EngineOptions {
  engineName: 'firefox' | 'webkit'
}

interface WorkerFixtures extends EngineOptions {
  front: Front | null
  server: RunningServer
  engine: Engine
}

interface TestFixtures {
  network: Network
  /** The app's URL for the browser; programs use `network.url`. */
  site: string
  user: Person
  profile: Profile
  newTab: () => Promise<Shop>
  /** A tab of `user`, logged in through the form and showing the menu. */
  shop: Shop
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  engineName: ['firefox', { option: true, scope: 'worker' }],

  front: [
    async ({ engineName }, use) => {
      const found = engineName === 'webkit' ? findWebKit() : null
      const front = found && 'programs' in found ? await startFront(found.programs.openssl) : null
      await use(front)
      await front?.stop()
    },
    { scope: 'worker' },
  ],

  server: [
    async ({ front }, use) => {
      const server = await startServer(front ? { PUBLIC_URL: front.url } : {})
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  engine: [
    async ({ engineName }, use) => {
      const { engine, stop } = await start(engineName)
      await use(engine)
      await engine.close()
      await stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  network: async ({ server, front }, use) => {
    const network = await startNetwork(server.port)
    front?.leadTo(Number(new URL(network.url).port))
    await use(network)
    await network.close()
  },

  site: async ({ network, front }, use) => use(front?.url ?? network.url),

  user: async ({ network }, use) => use(await registerPerson(network.url)),

  profile: async ({ engine }, use) => {
    const profile = await engine.newProfile()
    await use(profile)
    await profile.close()
  },

  newTab: async ({ profile, site }, use) => use(async () => new Shop(await profile.newTab(), site)),

  shop: async ({ newTab, user }, use) => {
    const shop = await newTab()
    await shop.open('/login')
    await shop.logIn(user)
    await use(shop)
  },
})

async function start(name: EngineOptions['engineName']): Promise<{ engine: Engine; stop(): Promise<void> }> {
  const found = name === 'firefox' ? findFirefox() : findWebKit()
  if ('missing' in found) throw new Error(`${found.name} is not here: ${found.missing}`)
  if (found.name === 'firefox') return { engine: await startFirefox(found.programs.browser), stop: async () => {} }
  const { driver, browser, xvfb } = found.programs
  const display = await startDisplay(xvfb)
  return { engine: await startWebKit({ driver, browser, display: display.name }), stop: () => display.stop() }
}
