/** What a person would call the device that a user agent string stands for. That alone is kept of the string. */
import Bowser from 'bowser'

/** Of one that does not tell. */
export const unknownDevice = 'Unknown device'

/** Characters. Those of browsers have some thirty; whoever writes a string of their own could have hundreds kept. */
const longest = 64

export function nameOfDevice(userAgent: string | null): string | null {
  if (!userAgent) return null
  // Bowser says '' for what it does not know.
  const { browser, os, platform } = Bowser.parse(userAgent)
  const system = (platform.vendor === 'Apple' && platform.model) || os.name
  // Not a browser: a script names itself before the first slash (RFC 9110 §10.1.5).
  const name = browser.name && system ? `${browser.name} on ${system}` : browser.name || system || firstWord(userAgent)
  return name.slice(0, longest) || null
}

const firstWord = (userAgent: string) => userAgent.split(/[/ ]/, 1)[0] ?? ''
