/** A page of `https://campus.test` in jsdom: adds a browser's cookie handling to fetch, HttpOnly included. */
import { afterAll, afterEach, inject, vi } from 'vitest'
import { type CampusBiteOptions, cookieTokens, createCampusBite } from '../../src/index'
import { Network } from './network'
import { newPerson } from './people'

/** The HttpOnly cookies. Shared by all tabs, like storage and the other cookies. */
export const httpOnly = new Map<string, string>()

afterEach(() => {
  httpOnly.clear()
  localStorage.clear()
  sessionStorage.clear()
  for (const name of readable().keys()) expire(name)
})

/** A browser that closes a page stops its timers. Here they would continue after the test, such as one that retries the server. */
const timers = new Set<NodeJS.Timeout>()
const start = setTimeout
vi.stubGlobal('setTimeout', (callback: () => void, milliseconds?: number) => {
  const timer = start(callback, milliseconds)
  timers.add(timer)
  return timer
})
afterAll(() => timers.forEach(clearTimeout))

export function readable(): Map<string, string> {
  const pairs = document.cookie.split('; ').filter(Boolean)
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]))
}

/** As the server's deletion does it. */
export function expire(name: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: what a browser does with a deletion that it receives
  document.cookie = `${name}=; Path=/; Secure; Max-Age=0`
}

/** The names of what is left of a session in this browser, without the sid. */
export function traces(): string[] {
  const names = [...httpOnly.keys(), ...readable().keys(), ...Object.keys(localStorage), ...Object.keys(sessionStorage)]
  return names.map((name) => name.replace(/[:-][0-9a-f-]{12,}$/, '')).sort()
}

async function browserFetch(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const { signal, credentials, ...rest } = init
  const url = String(input).replace('https://campus.test', inject('apiOfPages'))
  const withCookies = credentials !== 'omit'
  const cookie = [...httpOnly, ...readable()].map(([name, value]) => `${name}=${value}`).join('; ')
  const headers = { ...(rest.headers as Record<string, string>), ...(withCookies && cookie ? { cookie } : {}) }
  // jsdom's signals are not Node's; the client must not rely on fetch honoring them anyway.
  const response = await fetch(url, { ...rest, headers })
  if (withCookies) for (const line of response.headers.getSetCookie()) receive(line)
  return response
}

function receive(line: string): void {
  const [pair = ''] = line.split(';')
  const name = pair.slice(0, pair.indexOf('='))
  const value = pair.slice(pair.indexOf('=') + 1)
  if (value === '') {
    httpOnly.delete(name)
    expire(name)
  } else if (/httponly/i.test(line)) httpOnly.set(name, value)
}

/** A tab. Several in one test share cookies and storage, and hear each other by BroadcastChannel. */
export function openTab(options: Partial<CampusBiteOptions> = {}) {
  const network = new Network(browserFetch as typeof fetch)
  const client = createCampusBite({ tokens: cookieTokens(), fetch: network.fetch, ...options })
  return { client, network }
}

export async function signedInTab(options: Partial<CampusBiteOptions> = {}) {
  const person = await newPerson(inject('apiOfPages'))
  const tab = openTab(options)
  const user = await tab.client.login(person)
  const { session } = tab.client
  if (session.status !== 'signed-in') throw new Error('The login has not taken effect.')
  return { ...tab, person, user, sid: session.sid }
}

/** HTTP status of a page load with this browser's current cookies. */
export async function pageStatus(): Promise<number> {
  return (await browserFetch('https://campus.test/api/auth/me')).status
}
