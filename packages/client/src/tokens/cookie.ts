/** Cookie mode: the tokens are in HttpOnly cookies and never in script. Keeps only what a logout needs to know. */
import { secondsLeft } from '../lifetime'
import { sidCookie } from '../session-cookies'
import { memoryTokens } from './memory'
import { forgetAbout, readAbout, writeAbout } from './session-key'
import type { TokenStore } from './token-store'

/** The `sid` cookie outlives its session by so little that an open page hears of the end from the server, where there is one. */
const graceSeconds = 5

/** For pages on the API's own origin. A script that gets into the page cannot take the tokens away. */
export function cookieTokens(): TokenStore {
  // Used where script may write no cookie: the session is then known to this page alone.
  const memory = memoryTokens()
  // A session that was over before this page began, by its time or by the server's word, has left its notes behind.
  if (sidCookie.read() === undefined) forgetAbout()
  return {
    delivery: 'cookie',
    read: () => {
      const sid = sidCookie.read()
      if (sid === undefined) return memory.read()
      // The cookie decides. Notes of another session are left over, and their ticket would end the wrong one.
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
