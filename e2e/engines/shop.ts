/** The app in one tab of any engine, in its user's terms. Waits for facts only. */
import { expect } from '@playwright/test'
import { scanDocument } from '../trace/scan-document'
import type { Person } from '../user'
import type { Tab } from './engine'

const button = (name: string) => `//button[normalize-space()="${name}"]`
const field = (label: string) => `//input[@id=//label[normalize-space()="${label}"]/@for]`

export class Shop {
  constructor(
    readonly tab: Tab,
    private readonly site: string,
  ) {}

  open(path: string): Promise<void> {
    return this.tab.open(this.site + path)
  }

  async logIn({ email, password }: Person): Promise<void> {
    await this.tab.type(field('Email'), email)
    await this.tab.type(field('Password'), password)
    await this.tab.click(button('Log in'))
    await this.expectSignedIn()
  }

  /** By a link on the page, which Next turns into a soft navigation. */
  async follow(name: string, path: string): Promise<void> {
    await this.tab.click(`//nav[@aria-label="Main"]//a[normalize-space()="${name}"]`)
    await this.expectAt(path)
  }

  addToCart(): Promise<void> {
    return this.tab.click(`(${button('Add to cart')})[1]`)
  }

  /** Only the click. */
  clickLogOut(): Promise<void> {
    return this.tab.click(button('Log out'))
  }

  async logOut(): Promise<void> {
    await this.clickLogOut()
    await this.expectLoggedOut()
  }

  async expectLoggedOut(says: string | RegExp = 'You have been logged out.'): Promise<void> {
    await this.expectAt('/login')
    await this.eventually('the heading', () => document.querySelector('h1')?.textContent ?? '', 'Log in')
    await this.expectStatus(says)
  }

  expectStatus(says: string | RegExp): Promise<void> {
    return this.eventually('the notice', () => document.querySelector('[role=status]')?.textContent ?? '', says)
  }

  expectAt(path: string): Promise<void> {
    return this.eventually('the path', () => location.pathname, path)
  }

  /** And the page's script is ready: until then the browser posts the form by itself. */
  async expectSignedIn(): Promise<void> {
    await this.eventually('who is here', whoIsHere, 'somebody')
    await this.eventually('the script of the page', isAlive, 'runs')
  }

  expectSignedOut(timeout?: number): Promise<void> {
    return this.eventually('who is here', whoIsHere, 'nobody', timeout)
  }

  /** What a user can see: nothing while the page is hidden. */
  seen(): Promise<string> {
    return this.tab.ask(() => {
      const hidden = getComputedStyle(document.documentElement).visibility === 'hidden'
      return hidden ? '' : (document.querySelector('main')?.textContent ?? '')
    }, null)
  }

  expectSeen(text: string): Promise<void> {
    return expect.poll(() => this.seen().catch(() => ''), { message: `"${text}" on the page` }).toContain(text)
  }

  async expectNotSeen(text: string, timeout = 1_000): Promise<void> {
    await expect.poll(() => this.seen().catch(() => text), { message: `"${text}" gone`, timeout }).not.toContain(text)
  }

  async expectNoTrace(...needles: string[]): Promise<void> {
    const look = () => this.tab.ask(scanDocument, needles).catch((error: Error) => [error.message])
    await expect.poll(look, { message: 'places that hold a trace', timeout: 5_000 }).toEqual([])
  }

  /** Our keys in localStorage. */
  keys(): Promise<string[]> {
    return this.tab.ask(() => Object.keys(localStorage).filter((key) => /campusbite|cart/.test(key)), null)
  }

  /** Like the browser's own buttons: from the back/forward cache if there is one. */
  async go(steps: -1 | 1): Promise<void> {
    await this.tab.ask((by) => void setTimeout(() => history.go(by)), steps)
  }

  private async eventually(what: string, work: () => string, says: string | RegExp, timeout = 15_000): Promise<void> {
    const answer = () => this.tab.ask(work, null).catch((error: Error) => error.message)
    const matcher = expect.poll(answer, { message: what, timeout })
    await (typeof says === 'string' ? matcher.toBe(says) : matcher.toMatch(says))
  }
}

/** Serialized into the page. React has hydrated it once its tree is attached to the document. */
function isAlive(): string {
  const key = Object.keys(document).find((name) => name.startsWith('__reactContainer$'))
  const alive = key !== undefined && Reflect.get(document, key).stateNode.current.child !== null
  return alive ? 'runs' : 'does not run yet'
}

/** Serialized into the page. */
function whoIsHere(): string {
  const named = (selector: string, name: string) =>
    [...document.querySelectorAll(selector)].some((element) => element.textContent?.trim() === name)
  if (named('button', 'Log out')) return 'somebody'
  return named('a', 'Log in') || named('button', 'Log in') ? 'nobody' : 'unknown'
}
