/** Measures one logout: its own user and browser context, two tabs, one click. */
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { LoginPage } from '../../e2e/pages/login-page'
import { SignedInPage } from '../../e2e/pages/signed-in-page'
import { startNetwork } from '../../e2e/server/network'
import { type Person, registerPerson } from '../../e2e/user'
import type { Condition } from './conditions'
import { plainPath, startPlainSite } from './plain-page'
import { mark, type Note, watchPage } from './watch-page'

export type Contender = 'CampusBite' | 'await fetch, then replace'

/** Milliseconds after the click; null: not within the time limit. */
export interface Times {
  emptied: number | null
  login: number | null
  otherTab: number | null
}

const patienceMs = 5_000

export async function measure(
  browser: Browser,
  serverPort: number,
  contender: Contender,
  condition: Condition,
): Promise<Times> {
  const network = await startNetwork(serverPort)
  const site = await startPlainSite(Number(new URL(network.url).port))
  const context = await browser.newContext({ baseURL: site.url })
  try {
    const user = await registerPerson(network.url)
    // The compiler names functions with this helper, including those that run in the page.
    await context.addInitScript('globalThis.__name = (it) => it')
    await context.addInitScript(watchPage, { secret: user.canary })
    const [page, other] = await privateTabs(context, contender, user)
    const [here, there] = [notesOf(page), notesOf(other)]
    await condition.make(page, network)
    await page.evaluate(() =>
      [...document.querySelectorAll('button')].find((one) => one.textContent === 'Log out')?.click(),
    )
    // The other tab's navigation to the login page is not reported: closing a context in the middle of it can hang.
    const seen = [here('emptied'), here('login'), there('emptied'), there('login')] as const
    const [emptied, login, otherTab] = await Promise.all(seen)
    const clicked = await here('clicked')
    if (clicked === null) throw new Error('The click was not seen.')
    const since = (at: number | null) => (at === null ? null : at - clicked)
    return { emptied: since(emptied), login: since(login), otherTab: since(otherTab) }
  } finally {
    await context.close()
    await site.close()
    await network.close()
  }
}

/** The second tab is opened last; both are visible. */
async function privateTabs(context: BrowserContext, contender: Contender, user: Person): Promise<[Page, Page]> {
  const page = await context.newPage()
  const login = new LoginPage(page)
  await login.open()
  await login.email.fill(user.email)
  await login.password.fill(user.password)
  await login.submit.click()
  await new SignedInPage(page).logOutButton.waitFor()
  const other = await context.newPage()
  for (const tab of [other, page]) {
    await tab.goto(contender === 'CampusBite' ? '/account' : `${plainPath}?secret=${user.canary}`)
    if (contender === 'CampusBite') await tab.waitForFunction(isAlive)
  }
  return [page, other]
}

/** Serialized into the page. React has hydrated it once its tree is attached to the document; until then the browser posts the form. */
function isAlive(): boolean {
  const key = Object.keys(document).find((name) => name.startsWith('__reactContainer$'))
  return key !== undefined && Reflect.get(document, key).stateNode.current.child !== null
}

/** When the page first reported it, from now on; null after the time limit. */
function notesOf(page: Page): (what: Note['what']) => Promise<number | null> {
  const seen = new Map<Note['what'], number>()
  const listeners = new Set<() => void>()
  page.on('console', (message) => {
    if (!message.text().startsWith(mark)) return
    const { what, at } = JSON.parse(message.text().slice(mark.length)) as Note
    if (!seen.has(what)) seen.set(what, at)
    for (const listener of listeners) listener()
  })
  return (what) =>
    new Promise((resolve) => {
      const look = () => {
        const at = seen.get(what)
        if (at !== undefined) done(at)
      }
      const done = (at: number | null) => {
        clearTimeout(patience)
        listeners.delete(look)
        resolve(at)
      }
      const patience = setTimeout(() => done(null), patienceMs)
      listeners.add(look)
      look()
    })
}
