/** A readable device name from a user agent string. Only the name is stored. */
import Bowser from 'bowser'

/** If the user agent does not tell. */
export const unknownDevice = 'Unknown device'

/** Characters. Browsers' names have about thirty; a handmade user agent could be stored at any length. */
const longest = 64

export function nameOfDevice(userAgent: string | null): string | null {
  if (!userAgent) return null
  // Bowser returns '' for unknown values.
  const { browser, os, platform } = Bowser.parse(userAgent)
  const system = (platform.vendor === 'Apple' && platform.model) || os.name
  // Not a browser: a script puts its name before the first slash (RFC 9110 §10.1.5).
  const name = browser.name && system ? `${browser.name} on ${system}` : browser.name || system || firstWord(userAgent)
  return name.slice(0, longest) || null
}

const firstWord = (userAgent: string) => userAgent.split(/[/ ]/, 1)[0] ?? ''
