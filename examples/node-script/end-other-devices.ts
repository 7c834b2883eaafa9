/** Logs in, ends the session of every other device, and logs out: `EMAIL=… PASSWORD=… npx tsx end-other-devices.ts`. */
import { createCampusBite, memoryTokens } from '@campusbite/client'
import { email, password, url } from './env'

const campusbite = createCampusBite({ url, tokens: memoryTokens() })
const user = await campusbite.login({ email, password })
for (const { device, lastUsedAt, current } of await campusbite.api.session.list.query()) {
  console.log(`${device}, last used ${lastUsedAt}${current ? ' (this script)' : ''}`)
}
const { ended } = await campusbite.api.session.endOthers.mutate()
const { server } = await campusbite.logout()
console.log(`${user.name}: ${ended} other sessions ended, this one ${server}.`)

// Outside a browser, a queued logout lives as long as the process: say so, rather than claim what did not happen.
if (server === 'queued') process.exitCode = 1
