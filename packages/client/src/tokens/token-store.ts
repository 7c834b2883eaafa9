/** The interface of a token store. A store keeps one session's tokens and nothing else, and makes no decisions. */

/** The stored state of one session. Plain data: `JSON.stringify` preserves it. */
export interface SessionTokens {
  sid: string
  /** A signed string that can end this session and do nothing else. */
  logoutTicket?: string | undefined
  /** When the access token expires, by this device's clock, in milliseconds since 1970. Absent if unknown. */
  accessExpiresAt?: number | undefined
  /** Absent in cookie mode, where no script ever sees a token. */
  accessToken?: string | undefined
  refreshToken?: string | undefined
}

/**
 * Where the tokens are kept. Each of the three methods may return a promise. For example, in React Native:
 *
 * ```ts
 * const secureTokens: TokenStore = {
 *   read: async () => JSON.parse((await SecureStore.getItemAsync('campusbite')) ?? 'null'),
 *   write: (tokens) => SecureStore.setItemAsync('campusbite', JSON.stringify(tokens)),
 *   clear: () => SecureStore.deleteItemAsync('campusbite'),
 * }
 * ```
 *
 * If a method throws, the session stays in memory, and `logout()` reports a failed `clear`. The next call retries a failed first
 * `read`. A slow first `read` blocks nothing, and its result is used when it comes. Until the store has answered, a logout is
 * `queued`.
 */
export interface TokenStore {
  /** `'cookie'`: the tokens travel in HttpOnly cookies, and the store keeps only data about them. Default `'body'`. */
  readonly delivery?: 'body' | 'cookie'
  read(): SessionTokens | null | Promise<SessionTokens | null>
  write(tokens: SessionTokens): void | Promise<void>
  /** `sid`: the session that is over. If tabs share a store, it may hold another session's tokens by now. */
  clear(sid: string): void | Promise<void>
}
