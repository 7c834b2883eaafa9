/** The package in plain Node, in a project with nothing else. */
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, inject, test } from 'vitest'
import { newPerson } from '../support/people'

const run = promisify(execFile)
const project = inject('emptyProject')

/** The last output of a script in that project, which gets the API and its own user. */
async function said(file: string, source: string): Promise<unknown> {
  const person = await newPerson(inject('api'))
  await writeFile(join(project, file), `${given}${source}`)
  const { stdout } = await run(process.execPath, [file, inject('api'), JSON.stringify(person)], { cwd: project })
  return JSON.parse(stdout)
}

const given = `
    import { createCampusBite, memoryTokens } from '@campusbite/client'
    const [url, credentials] = process.argv.slice(2)
    let online = true
    const network = (...call) => (online ? fetch(...call) : Promise.reject(new TypeError('offline')))
`

test('G01 runs in plain Node, and lets the process exit with a logout still queued', async () => {
  const source = `
    const campusbite = createCampusBite({ url, tokens: memoryTokens(), fetch: network })
    await campusbite.login(JSON.parse(credentials))
    const { length } = await campusbite.api.session.list.query()
    const first = await campusbite.logout()
    await campusbite.login(JSON.parse(credentials))
    online = false
    const second = await campusbite.logout()
    console.log(JSON.stringify({ length, first: first.server, second: second.server, pending: campusbite.pending() }))
  `
  expect(await said('script.mjs', source)).toEqual({ length: 1, first: 'ended', second: 'queued', pending: true })
}, 60_000)

test('logout never hangs, and the process does not exit before it has settled', async () => {
  const source = `
    const hanging = () => new Promise(() => {})
    const store = { ...memoryTokens(), clear: hanging }
    const silent = (address, ...rest) => (address.endsWith('/logout') ? hanging() : fetch(address, ...rest))
    const campusbite = createCampusBite({ url, tokens: store, fetch: silent })
    await campusbite.login(JSON.parse(credentials))
    campusbite.onLogout('cart', hanging)
    const { server, cleared } = await campusbite.logout()
    console.log(JSON.stringify({ server, failed: cleared.filter(({ error }) => error).map(({ what }) => what) }))
  `
  expect(await said('hanging.mjs', source)).toEqual({ server: 'queued', failed: ['tokens', 'cart'] })
}, 60_000)

test('G11 the process does not exit before a delivery that it awaits', async () => {
  const source = `
    const campusbite = createCampusBite({ url, tokens: memoryTokens(), fetch: network })
    await campusbite.login(JSON.parse(credentials))
    online = false
    const { server } = await campusbite.logout()
    online = true
    await campusbite.delivered()
    console.log(JSON.stringify({ server, pending: campusbite.pending() }))
  `
  expect(await said('waiting.mjs', source)).toEqual({ server: 'queued', pending: false })
}, 60_000)

test('can be required, if Node supports requiring ESM', async () => {
  const source = "const { createCampusBite } = require('@campusbite/client')\nconsole.log(typeof createCampusBite)"
  await writeFile(join(project, 'script.cjs'), source)
  const { stdout } = await run(process.execPath, ['script.cjs'], { cwd: project })
  expect(stdout.trim()).toBe('function')
})
