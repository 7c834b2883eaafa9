/** The options of `createCampusBite`, validated once, so that a mistake is reported where it was made. */

import type { Subscriber, Unsubscribable } from './api-types'
import { inBrowser } from './browser'
import { misconfigured } from './errors'
import type { TokenStore } from './tokens/token-store'

/** A separate entry point, so that apps without streams do not load it. */
export type Streams = (client: object) => OpenSubscription

/** A separate entry point, for the same reason. */
export type Durable = (client: object) => void

export type OpenSubscription = (
  what: { path: string; input?: unknown; generation?: number | undefined },
  subscriber: Subscriber<unknown>,
) => Unsubscribable

export interface CampusBiteOptions {
  /** Origin of the API, such as `https://campusbite.example`. Empty: the page's own origin. */
  url?: string | undefined
  /** `cookieTokens()`, `localStorageTokens()`, `memoryTokens()`, or your own store. */
  tokens: TokenStore
  /**
   * Path on this origin to load when the session ends, such as `/login`. Without it, the page stays. Until that page loads, the
   * address is `/`; offline, or if it takes longer, the address is already that path.
   */
  leaveTo?: string | undefined
  /** Empty sessionStorage at logout, since it holds the state of one session. Default true. */
  clearSessionStorage?: boolean | undefined
  /** `streams` from `@campusbite/client/streams`: subscriptions, and an instant notice when the session ends elsewhere. */
  streams?: Streams | undefined
  /** `durable` from `@campusbite/client/durable`: a queued logout survives a killed browser. */
  durable?: Durable | undefined
  /** Defaults to the platform's `fetch`. */
  fetch?: typeof globalThis.fetch | undefined
  /** The clock, in milliseconds since 1970. Defaults to `Date.now`. */
  now?: (() => number) | undefined
}

export interface Http {
  fetch: typeof globalThis.fetch
  /** @throws CampusBiteError `MISCONFIGURED` outside a browser if no `url` was given */
  base(): string
}

/** @throws CampusBiteError `MISCONFIGURED` */
export function httpOf({ url = '', fetch, tokens }: CampusBiteOptions = {} as CampusBiteOptions): Http {
  const origin = url && originOf(url)
  // Callers in plain JavaScript have no compiler to tell them.
  if (!tokens?.clear) throw misconfigured('Pass `tokens`, such as localStorageTokens().')
  if (tokens.delivery === 'cookie' && origin && inBrowser() && origin !== location.origin) {
    throw misconfigured(`cookieTokens() is for pages of ${origin} only. Use localStorageTokens().`)
  }
  return {
    // Looked up on each call, and called without a receiver: browsers throw if a bare `fetch` is called as a method.
    fetch: fetch ?? ((input, init) => globalThis.fetch(input, init)),
    base() {
      if (origin) return origin
      if (inBrowser()) return location.origin
      throw misconfigured('Pass `url`: there is no origin.')
    },
  }
}

function originOf(url: string): string {
  try {
    const { protocol, origin, pathname, search } = new URL(url)
    if (/^https?:$/.test(protocol) && pathname === '/' && search === '') return origin
  } catch {
    // Reported below.
  }
  throw misconfigured(`\`url\` must be an origin like "https://campusbite.example", not "${url}".`)
}

/** @throws CampusBiteError `MISCONFIGURED`: a logout never means to redirect to another site */
export function checkLeaveTo(leaveTo: string | undefined): string | undefined {
  if (leaveTo !== undefined && !/^\/(?![/\\])[^\t\n\r#]*$/.test(leaveTo)) {
    throw misconfigured(`\`leaveTo\` must be a path like "/login", no "#", not "${leaveTo}".`)
  }
  return leaveTo
}
