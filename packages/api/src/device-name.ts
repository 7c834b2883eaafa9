/** What a person would call the device that a user agent string stands for. */
import Bowser from 'bowser'

export function nameOfDevice(userAgent: string | null): string {
  if (!userAgent) return 'Unknown device'
  const { browser, os, platform } = Bowser.parse(userAgent)
  const system = [platform.vendor === 'Apple' && platform.model ? platform.model : undefined, os.name].find(Boolean)
  if (browser.name && system) return `${browser.name} on ${system}`
  // Not a browser: a script names itself before the first slash (RFC 9110 §10.1.5).
  return browser.name ?? system ?? userAgent.split(/[/ ]/, 1)[0]?.slice(0, 40) ?? 'Unknown device'
}
