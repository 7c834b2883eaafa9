/** What a browser stores of its sessions: cookies by kind, and the app's keys in localStorage. Reads only. */
import type { BrowserContext, Cookie, Page } from '@playwright/test'

type Kind = 'access' | 'refresh' | 'sid' | 'tombstone'

const named = (kind: Kind) => (cookie: Cookie) => cookie.name.startsWith(`__Host-campusbite-${kind}-`)

export async function cookiesOf(context: BrowserContext): Promise<Cookie[]> {
  return (await context.cookies()).filter(({ name }) => name.includes('campusbite'))
}

/** The value of the one cookie of this kind; undefined if there is none. */
export async function cookieOf(context: BrowserContext, kind: Kind): Promise<string | undefined> {
  const found = (await context.cookies()).filter(named(kind))
  if (found.length > 1) throw new Error(`Two ${kind} cookies: ${found.map(({ name }) => name).join(', ')}`)
  return found[0]?.value
}

export interface Credentials {
  accessToken: string
  refreshToken: string
  sid: string
}

/** What a thief of the cookie jar would have. */
export async function credentialsOf(context: BrowserContext): Promise<Credentials> {
  const [accessToken, refreshToken, sid] = await Promise.all([
    cookieOf(context, 'access'),
    cookieOf(context, 'refresh'),
    cookieOf(context, 'sid'),
  ])
  if (!accessToken || !refreshToken || !sid) throw new Error('This browser is not signed in.')
  return { accessToken, refreshToken, sid }
}

export const appKeys = (page: Page): Promise<string[]> =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => /campusbite|cart|token/i.test(key)))
