/** Tokens in localStorage, under the keys `accessToken` and `refreshToken`. Falls back to memory if storage refuses. */
import { storage } from '../browser'
import { claimsOf } from '../jwt-claims'
import { memoryTokens } from './memory'
import { readAbout, sessionKey, writeAbout } from './session-key'
import type { SessionTokens, TokenStore } from './token-store'

const accessKey = 'accessToken'
const refreshKey = 'refreshToken'

/** Shared by all tabs of an origin, and kept when the browser closes. Any script on the page can read the tokens. */
export function localStorageTokens(): TokenStore {
  // Used if storage is missing, blocked or full: the session then lasts as long as the page.
  const memory = memoryTokens()
  const clearStorage = () => {
    for (const key of [accessKey, refreshKey, sessionKey]) storage('localStorage')?.removeItem(key)
  }
  return {
    read: () => memory.read() ?? readStorage(),
    write: (tokens) => {
      try {
        const local = storage('localStorage')
        if (!local) return memory.write(tokens)
        local.setItem(accessKey, tokens.accessToken ?? '')
        local.setItem(refreshKey, tokens.refreshToken ?? '')
        writeAbout(tokens)
        return memory.clear(tokens.sid)
      } catch {
        // Another tab would redeem half of a pair, and that would look like theft.
        try {
          clearStorage()
        } catch {
          // Storage that refuses a removal holds nothing of ours.
        }
        return memory.write(tokens)
      }
    },
    clear: (sid) => {
      if (memory.read()?.sid === sid) return memory.clear(sid)
      const kept = readStorage()
      if (!kept || kept.sid === sid) clearStorage()
    },
  }
}

function readStorage(): SessionTokens | null {
  try {
    const local = storage('localStorage')
    const accessToken = local?.getItem(accessKey)
    const refreshToken = local?.getItem(refreshKey)
    const claims = claimsOf(refreshToken)
    if (!accessToken || !refreshToken || !claims) return null
    const about = readAbout()
    // Tokens written by another client come without our notes, or with stale ones.
    if (about?.sid === claims.sid) return { ...about, accessToken, refreshToken }
    const exp = claimsOf(accessToken)?.exp
    return { sid: claims.sid, accessToken, refreshToken, accessExpiresAt: exp && exp * 1000 }
  } catch {
    return null
  }
}
