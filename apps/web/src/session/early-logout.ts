/**
 * Handles a click on "Log out" before the page's own script has loaded, as on a slow phone. Posting the form would wait for the
 * network with the page in view; offline it would show the browser's error page and end nothing. So this hides the page, makes
 * the logout durable and tells the server, all in the task of the click. The client, when it loads, finds the logout done or
 * queued, and does the rest. If its script is still missing by then, the page moves on by itself, as it does when another tab
 * ends its session.
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
  /** The button is live: the client handles clicks from now on. */
  taken: boolean
  /** The page is on its way to the login page already. */
  left: boolean
  answer?: Promise<Response>
}

interface Names {
  action: string
  login: string
  /** The name prefixes of each kind of cookie, with and without `__Host-`. */
  cookies: { sid: string; tombstone: string; notice: string; secure: boolean }[]
  noticeSeconds: number
  channel: string
  tabNotice: string
  /** How long the page's own script has to take over once the server has answered. */
  graceMs: number
  /** After this long without any effect, the form is posted after all. */
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

/** Sent to the browser as text, so it must not reference anything outside itself. */
function listenEarly({ action, login, cookies, noticeSeconds, channel, tabNotice, graceMs, patienceMs }: Names): void {
  const early: EarlyLogout = { asked: false, taken: false, left: false }
  Reflect.set(window, 'earlyLogout', early)
  const { style } = document.documentElement
  const write = (name: string, value: string, maxAge: number, secure: boolean) => {
    // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is asynchronous; this must be durable within the click
    document.cookie = `${name}=${value}; Path=/; SameSite=Lax; Max-Age=${maxAge}${secure ? '; Secure' : ''}`
    // Chromium stores cookies asynchronously; reading them waits for it.
    void document.cookie
  }
  let say = () => {}
  const bury = () => {
    for (const pair of document.cookie.split('; ')) {
      const [name = '', sid = ''] = pair.split('=')
      for (const { sid: prefix, tombstone, notice, secure } of cookies) {
        if (!name.startsWith(prefix)) continue
        // 400 days: the maximum life of a cookie (RFC 6265bis §5.5). The server deletes it as soon as it sees it.
        write(`${tombstone}${name.slice(prefix.length)}`, sid, 34_560_000, secure)
        say = () => write(notice, 'logged-out', noticeSeconds, secure)
      }
    }
  }
  /** Unless the client is there, which shows its own view. */
  const leave = (reason: string) => {
    if (early.taken || style.visibility !== 'hidden') return
    early.left = true
    say()
    try {
      sessionStorage.setItem(tabNotice, reason)
    } catch {
      // Without storage there is only the cookie.
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
    // Reads a copy: the client reads the response itself, if it loads in time.
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
    // Offline there is no page to go to yet: then this one stays, hidden.
    fetch(login, { method: 'HEAD' }).then(
      () => leave(data.reason),
      () => {},
    )
  })
}

/** Runs in the head, before there is a button. `data-sid` on its element is the session that the page was rendered for. */
export const earlyLogoutScript = `(${listenEarly})(${JSON.stringify(names)})`

const ofThisPage = (): EarlyLogout | undefined => Reflect.get(globalThis, 'earlyLogout')

/**
 * The browser's `fetch`, except for a logout that was sent already: that call gets the earlier response. A page that is being left
 * sends no more requests: otherwise the client would leave it as well, and the second navigation would find the notice already
 * consumed.
 */
export const fetchAfterEarlyLogout: typeof fetch = (url, init) => {
  const early = ofThisPage()
  const { answer, left } = early ?? {}
  if (left) return new Promise(() => {})
  if (!early || !answer || !String(url).endsWith(logoutPath)) return fetch(url, init)
  delete early.answer
  return answer
}

/** Continues an early logout, once every component has registered its cleanups. */
export function takeEarlyLogout(logOut: () => Promise<unknown>): void {
  const early = ofThisPage()
  if (!early || early.taken) return
  early.taken = true
  if (early.asked) queueMicrotask(() => void logOut())
}
