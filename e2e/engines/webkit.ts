/** WebKitGTK's MiniBrowser, driven by WebDriver. Each profile is a browser of its own; one window is addressed at a time. */
import type { Engine, Profile, Tab } from './engine'
import { type Session, startDriver } from './webdriver'

/** The key of an element in a response (W3C WebDriver §12.1). */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

export interface WebKitPrograms {
  driver: string
  browser: string
  /** An X display to run on. */
  display: string
}

export async function startWebKit({ driver, browser, display }: WebKitPrograms): Promise<Engine> {
  const running = await startDriver(driver, { ...inherited(), DISPLAY: display, GDK_BACKEND: 'x11' })
  return {
    async newProfile() {
      const session = await running.newSession({
        browserName: 'MiniBrowser',
        // The tests' certificate is self-signed.
        acceptInsecureCerts: true,
        'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
      })
      return profileOf(session)
    },
    close: () => running.stop(),
  }
}

const inherited = () => ({ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' })

async function profileOf(session: Session): Promise<Profile> {
  const inOrder = oneAtATime()
  let first: string | null = await session.command<string>('GET', '/window')
  const handles: string[] = []
  return {
    newTab: () =>
      inOrder(async () => {
        const handle =
          first ?? (await session.command<{ handle: string }>('POST', '/window/new', { type: 'tab' })).handle
        first = null
        handles.push(handle)
        return tabOf(session, handle, inOrder)
      }),
    cookies: () =>
      inOrder(async () => {
        await session.command('POST', '/window', { handle: handles.at(-1) })
        return session.command<{ name: string; value: string }[]>('GET', '/cookie')
      }),
    close: () => session.command('DELETE', ''),
  }
}

type InOrder = <T>(work: () => Promise<T>) => Promise<T>

/** A session addresses one window: nobody else may use it between selecting the window and sending a command. */
function oneAtATime(): InOrder {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work, work)
    last = next
    return next
  }
}

function tabOf(session: Session, handle: string, inOrder: InOrder): Tab {
  const here: InOrder = (work) =>
    inOrder(async () => {
      await session.command('POST', '/window', { handle })
      return work()
    })
  const element = async (xpath: string) => {
    const found = await session.command<Record<string, string>>('POST', '/element', { using: 'xpath', value: xpath })
    return found[elementKey]
  }
  return {
    open: (url) => here(() => session.command('POST', '/url', { url })),
    ask: (work, argument) =>
      here(() =>
        session.command('POST', '/execute/sync', { script: `return (${work})(arguments[0])`, args: [argument] }),
      ),
    click: (xpath) => here(async () => session.command('POST', `/element/${await element(xpath)}/click`)),
    type: (xpath, text) =>
      here(async () => session.command('POST', `/element/${await element(xpath)}/value`, { text })),
    close: () => here(() => session.command('DELETE', '/window')),
  }
}
