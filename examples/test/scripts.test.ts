/** The examples that need no browser, run as their README says. */
import { logIn, newPerson, type RunningApi, startApi } from '@campusbite/api/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runExample, tsx } from './support/run'

let api: RunningApi
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api[Symbol.asyncDispose]())

test('curl: logs in and out, and its tokens are worthless afterwards', async () => {
  const { email, password } = await newPerson(api)
  const lines = await runExample('sh', ['curl/complete-logout.sh'], {
    CAMPUSBITE_URL: api.url,
    EMAIL: email,
    PASSWORD: password,
  })
  expect(lines).toEqual([
    'logged in: GET /api/auth/me answers 200',
    '{"success":true,"message":"Logged out successfully."}',
    'logged out: GET /api/auth/me answers 401',
    expect.stringContaining('"success":false'),
  ])
})

test("G14 Node script: ends the other devices' sessions and logs out", async () => {
  const person = await newPerson(api)
  const phone = await logIn(api, person)
  const { email, password } = person
  const lines = await runExample(process.execPath, [tsx, 'node-script/end-other-devices.ts'], {
    CAMPUSBITE_URL: api.url,
    EMAIL: email,
    PASSWORD: password,
  })
  expect(lines.at(-1)).toBe(`${person.name}: 1 other sessions ended, this one ended.`)
  expect((await api.get('/api/auth/me', { Authorization: `Bearer ${phone.accessToken}` })).status).toBe(401)
})
