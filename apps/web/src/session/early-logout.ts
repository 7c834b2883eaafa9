/**
 * A click on "Log out" before the page's own script takes it, as on a slow phone. Posting the form would wait for the network
 * with the page in view, and offline show the browser's error page and end nothing. So this hides the page, makes the logout
 * durable and tells the server, all within the click. The client finds it done, or owed, and does the rest; where its script is
 * still on its way by then, the page goes on by itself. So does one whose session another tab ends meanwhile.
 */
import {
  loginPage,
  logoutPath,
  noticeCookieName,
  noticeSeconds,
  sessionCookieName,
  tabChannelName,
} from '@campusbite/auth/contract'
import { tabNoticeKey } from './tab-notice'

interface EarlyLogout {
  asked: boolean
  /** The button is alive: it takes the clicks from now on. */
  taken: boolean
  /** The page is on its way to the login page already. */
  left: boolean
  answer?: Promise<Response>
}

interface Names {
  action: string
  login: string
  /** How the names of each kind of cookie begin, with and without `__Host-`. */
  cookies: { sid: string; tombstone: string; notice: string; secure: boolean }[]
  noticeSeconds: number
  channel: string
  tabNotice: string
  /** How long the page's own script has, once the server has answered, to take over. */
  graceMs: number
  /** After this long without any effect the form is posted all the same. */
  patienceMs: number
}

const cookiesOf = (secure: boolean) => ({
  sid: sessionCookieName('sid', '', secure),
  tombstone: sessionCookieName('tombstone', '', secure),
  notice: noticeCookieName(secure),
  secure,
})

const names: Names = {
  action: logoutPath,
  login: loginPage,
  cookies: [cookiesOf(true), cookiesOf(false)],
  noticeSeconds,
  channel: tabChannelName,
  tabNotice: tabNoticeKey,
  graceMs: 500,
  patienceMs: 3_000,
}

/** Sent to the browser as text, so it stands on nothing outside itself. */
function listenEarly({ action, login, cookies, noticeSeconds, channel, tabNotice, graceMs, patienceMs }: Names): void {
  const early: EarlyLogout = { asked: false, taken: false, left: false }
  Reflect.set(window, 'earlyLogout', early)
  const { style } = document.documentElement
  const write = (name: string, value: string, maxAge: number, secure: boolean) => {
    // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is asynchronous; this must be durable within the click
    document.cookie = `${name}=${value}; Path=/; SameSite=Lax; Max-Age=${maxAge}${secure ? '; Secure' : ''}`
    // Read, so that the browser has taken it up: Chromium lets script go on before it has.
    void document.cookie
  }
  let say = () => {}
  const bury = () => {
    for (const pair of document.cookie.split('; ')) {
      const [name = '', sid = ''] = pair.split('=')
      for (const { sid: prefix, tombstone, notice, secure } of cookies) {
        if (!name.startsWith(prefix)) continue
        // 400 days: no cookie lives longer (RFC 6265bis §5.5), and the server takes it away as soon as it sees it.
        write(`${tombstone}${name.slice(prefix.length)}`, sid, 34_560_000, secure)
        say = () => write(notice, 'logged-out', noticeSeconds, secure)
      }
    }
  }
  /** Unless the client is there, which shows its own page. */
  const leave = (reason: string) => {
    if (early.taken || style.visibility !== 'hidden') return
    early.left = true
    say()
    try {
      sessionStorage.setItem(tabNotice, reason)
    } catch {
      // Without storage there is the cookie alone.
    }
    location.replace(login)
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
    // Reads a copy: the client reads the answer itself, if it comes in time.
    early.answer
      .then((answer) => answer.clone().json())
      .then(
        ({ success }) => success === true && setTimeout(() => early.answer && leave('logged-out'), graceMs),
        () => {},
      )
    setTimeout(() => style.visibility === 'hidden' && form.submit(), patienceMs)
  }
  addEventListener('submit', take, true)

  const { sid } = document.currentScript?.dataset ?? {}
  if (!sid || typeof BroadcastChannel === 'undefined') return
  new BroadcastChannel(channel).addEventListener('message', ({ data }) => {
    if (early.taken || data?.ended !== sid) return
    style.visibility = 'hidden'
    // Offline there is nowhere to go yet: then the page stays as it is, and empty to look at.
    fetch(login, { method: 'HEAD' }).then(
      () => leave(data.reason),
      () => {},
    )
  })
}

/** Runs in the head, before there is a button. `data-sid` of its element is the session that the page was made for. */
export const earlyLogoutScript = `(${listenEarly})(${JSON.stringify(names)})`

const ofThisPage = (): EarlyLogout | undefined => Reflect.get(globalThis, 'earlyLogout')

/**
 * The browser's own `fetch`, but for a logout that has been sent already: its answer is the answer. A page that is being left
 * asks for nothing more: the client would leave it as well, and the second of the two would find the notice already read.
 */
export const fetchAfterEarlyLogout: typeof fetch = (url, init) => {
  const early = ofThisPage()
  const { answer, left } = early ?? {}
  if (left) return new Promise(() => {})
  if (!early || !answer || !String(url).endsWith(logoutPath)) return fetch(url, init)
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
