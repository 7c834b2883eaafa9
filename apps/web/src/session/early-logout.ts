/**
 * A click on "Log out" before the page's own script takes it, as on a slow phone. Posting the form would wait for the network
 * with the page in view, and offline show the browser's error page and end nothing. So this hides the page, makes the logout
 * durable and tells the server, all within the click. The client finds it done, or owed, and does the rest.
 */
import { paths, sessionCookieName } from '@campusbite/auth/contract'

interface EarlyLogout {
  asked: boolean
  /** The button is alive: it takes the clicks from now on. */
  taken: boolean
  answer?: Promise<Response>
}

interface Names {
  action: string
  /** How the names of each kind of cookie begin, with and without `__Host-`. */
  cookies: { sid: string; tombstone: string; secure: boolean }[]
  /** After which the form is posted all the same, if nothing has come of it. */
  patienceMs: number
}

const cookiesOf = (secure: boolean) => ({
  sid: sessionCookieName('sid', '', secure),
  tombstone: sessionCookieName('tombstone', '', secure),
  secure,
})

const names: Names = { action: paths.logout, cookies: [cookiesOf(true), cookiesOf(false)], patienceMs: 3_000 }

/** Sent to the browser as text, so it stands on nothing outside itself. */
function listenEarly({ action, cookies, patienceMs }: Names): void {
  const early: EarlyLogout = { asked: false, taken: false }
  Reflect.set(window, 'earlyLogout', early)
  const { style } = document.documentElement
  const bury = () => {
    for (const pair of document.cookie.split('; ')) {
      const [name = '', sid = ''] = pair.split('=')
      for (const { sid: prefix, tombstone, secure } of cookies) {
        if (!name.startsWith(prefix)) continue
        // 400 days: no cookie lives longer (RFC 6265bis §5.5), and the server takes it away as soon as it sees it.
        const attributes = `Path=/; SameSite=Lax; Max-Age=34560000${secure ? '; Secure' : ''}`
        // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is asynchronous; this must be durable within the click
        document.cookie = `${tombstone}${name.slice(prefix.length)}=${sid}; ${attributes}`
      }
    }
    // Read, so that the browser has taken them up: Chromium lets script go on before it has.
    void document.cookie
  }
  const take = (event: SubmitEvent) => {
    const form = event.target
    if (early.taken || !(form instanceof HTMLFormElement) || form.getAttribute('action') !== action) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (early.asked) return
    early.asked = true
    style.visibility = 'hidden'
    bury()
    early.answer = fetch(action, { method: 'POST', keepalive: true })
    early.answer.catch(() => {})
    setTimeout(() => style.visibility === 'hidden' && form.submit(), patienceMs)
  }
  addEventListener('submit', take, true)
}

/** Runs in the head, before there is a button. */
export const earlyLogoutScript = `(${listenEarly})(${JSON.stringify(names)})`

const ofThisPage = (): EarlyLogout | undefined => Reflect.get(globalThis, 'earlyLogout')

/** The browser's own, but for a logout that has been sent already: its answer is the answer. */
export const fetchAfterEarlyLogout: typeof fetch = (url, init) => {
  const early = ofThisPage()
  const { answer } = early ?? {}
  if (!early || !answer || !String(url).endsWith(paths.logout)) return fetch(url, init)
  delete early.answer
  return answer
}

/** Goes on with what somebody has asked for before, once every component has registered what it will clean up. */
export function takeEarlyLogout(logOut: () => Promise<unknown>): void {
  const early = ofThisPage()
  if (!early || early.taken) return
  early.taken = true
  if (early.asked) queueMicrotask(() => void logOut())
}
