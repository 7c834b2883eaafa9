/** Tokens in memory: gone with the page or the process. */
import type { SessionTokens, TokenStore } from './token-store'

/** For scripts, tests, and pages that should forget on reload. */
export function memoryTokens() {
  let kept: SessionTokens | null = null
  return {
    read: () => kept,
    write: (tokens: SessionTokens) => {
      kept = tokens
    },
    clear: (_sid?: string) => {
      kept = null
    },
  } satisfies TokenStore
}
