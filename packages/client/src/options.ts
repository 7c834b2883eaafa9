/** What `createCampusBite` is given, checked once, so that a mistake is told where it was made. */

import type { Subscriber, Unsubscribable } from './api-types'
import { inBrowser } from './browser'
import { misconfigured } from './errors'
import type { TokenStore } from './tokens/token-store'

/** A part of its own, so that who needs no streams does not load it. */
export type Streams = (client: object) => OpenSubscription

/** A part of its own, as above. */
export type Durable = (client: object) => void

export type OpenSubscription = (
  what: { path: string; input?: unknown; generation?: number | undefined },
  subscriber: Subscriber<unknown>,
) => Unsubscribable

export interface CampusBiteOptions {
  /** Origin of the API: `https://campusbite.example`. Empty: the page's own origin. */
  url?: string | undefined
  /** `cookieTokens()`, `localStorageTokens()`, `memoryTokens()`, or a store of your own. */
  tokens: TokenStore
  /**
   * Path of this origin that the page is left for when its session ends, like `/login`. Without it the page stays. On the way the
   * address is `/`; offline, and where it takes longer, it is that path already.
   */
  leaveTo?: string | undefined
  /** Empty sessionStorage at logout, as state of one session belongs there. Default true. */
  clearSessionStorage?: boolean | undefined
  /** `streams` of `@campusbite/client/streams`: subscriptions, and endings on other devices told at once. */
  streams?: Streams | undefined
  /** `durable` of `@campusbite/client/durable`: a logout that is still to be delivered outlives a killed browser. */
  durable?: Durable | undefined
  /** Default: the platform's. */
  fetch?: typeof globalThis.fetch | undefined
  /** The clock, in milliseconds since 1970. */
  now?: (() => number) | undefined
}

export interface Http {
  fetch: typeof globalThis.fetch
  /** @throws CampusBiteError `MISCONFIGURED` outside a browser when no `url` was given */
  base(): string
}

/** @throws CampusBiteError `MISCONFIGURED` */
export function httpOf({ url = '', fetch, tokens }: CampusBiteOptions = {} as CampusBiteOptions): Http {
  const origin = url && originOf(url)
  // From JavaScript no compiler has said so.
  if (!tokens?.clear) throw misconfigured('Give `tokens`, such as localStorageTokens().')
  if (tokens.delivery === 'cookie' && origin && inBrowser() && origin !== location.origin) {
    throw misconfigured(`cookieTokens() is for pages of ${origin} only. Use localStorageTokens().`)
  }
  return {
    // Looked up at each call, and called on nothing: a bare `fetch` taken as a method throws in browsers.
    fetch: fetch ?? ((input, init) => globalThis.fetch(input, init)),
    base() {
      if (origin) return origin
      if (inBrowser()) return location.origin
      throw misconfigured('Give `url`: there is no origin.')
    },
  }
}

function originOf(url: string): string {
  try {
    const { protocol, origin, pathname, search } = new URL(url)
    if (/^https?:$/.test(protocol) && pathname === '/' && search === '') return origin
  } catch {
    // Said below.
  }
  throw misconfigured(`\`url\` must be an origin like "https://campusbite.example", not "${url}".`)
}

/** @throws CampusBiteError `MISCONFIGURED`: a redirect to another site is never what a logout means */
export function checkLeaveTo(leaveTo: string | undefined): string | undefined {
  if (leaveTo !== undefined && !/^\/(?![/\\])[^\t\n\r#]*$/.test(leaveTo)) {
    throw misconfigured(`\`leaveTo\` must be a path like "/login", no "#", not "${leaveTo}".`)
  }
  return leaveTo
}
