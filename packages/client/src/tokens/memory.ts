/** Tokens in memory: gone with the page or the process. */
import type { SessionTokens, TokenStore } from './token-store'

/** For scripts, tests, and pages that should forget on reload. */
export function memoryTokens(): TokenStore {
  let kept: SessionTokens | null = null
  return {
    read: () => kept,
    write: (tokens) => {
      kept = tokens
    },
    clear: () => {
      kept = null
    },
  }
}
