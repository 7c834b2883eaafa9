/** The interface of a token store. A store keeps one session's tokens and nothing else; it decides nothing. */

/** What is kept of one session. Plain data: `JSON.stringify` keeps it whole. */
export interface SessionTokens {
  sid: string
  /** A signed string that can end this session and do nothing else. */
  logoutTicket?: string | undefined
  /** When the access token expires, by this device's clock, in milliseconds since 1970. Absent: not known. */
  accessExpiresAt?: number | undefined
  /** Absent in cookie mode, where no script ever sees a token. */
  accessToken?: string | undefined
  refreshToken?: string | undefined
}

/**
 * Where the tokens are kept. Any of the three methods may return a promise. For example, in React Native:
 *
 * ```ts
 * const secureTokens: TokenStore = {
 *   read: async () => JSON.parse((await SecureStore.getItemAsync('campusbite')) ?? 'null'),
 *   write: (tokens) => SecureStore.setItemAsync('campusbite', JSON.stringify(tokens)),
 *   clear: () => SecureStore.deleteItemAsync('campusbite'),
 * }
 * ```
 *
 * A method that throws does no harm: the session then lives in memory alone, and a failing `clear` is reported by
 * `logout()`. A first `read` that fails is asked for again by the next call, and one that takes long is not waited for, but
 * taken: a logout before either has said whose it is, is `queued` until then.
 */
export interface TokenStore {
  /** `'cookie'`: tokens travel in HttpOnly cookies, and only what is about them is kept here. Default `'body'`. */
  readonly delivery?: 'body' | 'cookie'
  read(): SessionTokens | null | Promise<SessionTokens | null>
  write(tokens: SessionTokens): void | Promise<void>
  /** `sid`: the session that is over. Where several tabs share a store, another one's tokens may be there by now. */
  clear(sid: string): void | Promise<void>
}
