/** Stock Firefox, from Mozilla or a distribution, driven by WebDriver BiDi. */
import puppeteer, { type Cookie, type Page } from 'puppeteer-core'
import type { Engine, Profile, Tab } from './engine'

export async function startFirefox(executablePath: string): Promise<Engine> {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true })
  return {
    async newProfile(): Promise<Profile> {
      const context = await browser.createBrowserContext()
      return {
        newTab: async () => tabOf(await context.newPage()),
        cookies: async () => (await context.cookies()).filter(isAlive).map(({ name, value }) => ({ name, value })),
        close: () => context.close(),
      }
    },
    close: () => browser.close(),
  }
}

/** For a moment Firefox lists a deleted cookie as just expired; no request sends it. */
const isAlive = ({ expires }: Cookie) => expires === -1 || expires * 1000 > Date.now()

const tabOf = (page: Page): Tab => ({
  async open(url) {
    await page.goto(url, { waitUntil: 'load' })
  },
  ask: (work, argument) => page.evaluate(work as (argument: unknown) => never, argument),
  async click(xpath) {
    const element = await page.waitForSelector(`::-p-xpath(${xpath})`, { visible: true })
    await element?.click()
  },
  async type(xpath, text) {
    const element = await page.waitForSelector(`::-p-xpath(${xpath})`, { visible: true })
    await element?.type(text)
  },
  close: () => page.close(),
})
