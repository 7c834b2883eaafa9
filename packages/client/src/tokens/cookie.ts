/** Cookie mode: the tokens are in HttpOnly cookies, never in script. Keeps only what a logout needs to know. */
import { secondsLeft } from '../lifetime'
import { sidCookie } from '../session-cookies'
import { memoryTokens } from './memory'
import { forgetAbout, readAbout, writeAbout } from './session-key'
import type { TokenStore } from './token-store'

/** The `sid` cookie outlives its session slightly, so that an open page can hear of the end from the server first. */
const graceSeconds = 5

/** For pages on the API's own origin. An injected script cannot steal the tokens. */
export function cookieTokens(): TokenStore {
  // Used if script cannot write cookies: only this page knows the session then.
  const memory = memoryTokens()
  // A session that ended before this page began, by expiry or by the server's word, has left its notes behind.
  if (sidCookie.read() === undefined) forgetAbout()
  return {
    delivery: 'cookie',
    read: () => {
      const sid = sidCookie.read()
      if (sid === undefined) return memory.read()
      // The cookie decides. Notes of another session are leftovers, and their ticket would end the wrong one.
      const about = readAbout()
      return about?.sid === sid ? about : { sid }
    },
    write: (tokens) => {
      sidCookie.write(tokens.sid, secondsLeft(tokens, Date.now()) + graceSeconds)
      try {
        writeAbout(tokens)
      } catch {
        // Without storage the ticket is lost on reload, and the tombstone cookie does its work.
      }
      if (sidCookie.read() === tokens.sid) memory.clear(tokens.sid)
      else memory.write(tokens)
    },
    clear: (sid) => {
      memory.clear(sid)
      sidCookie.remove(sid)
      if (readAbout()?.sid === sid) forgetAbout()
    },
  }
}
