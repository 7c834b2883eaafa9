/** What is shown of a session's device, and that nothing more is stored. */
import { expect, test } from 'vitest'
import { type BearerLogin, newPerson, type RunningApi } from '../src/testing/index'
import { sendRaw } from './support/raw-request'
import { startTestApi } from './support/start-test-api'

const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

test.each([
  ['Safari on iPhone', phone, 'Safari on iPhone'],
  [
    'Chrome on Linux',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'Chrome on Linux',
  ],
  ['curl', 'curl/8.5.0', 'curl'],
  ['Unknown device', undefined, null],
  ['Unknown device', '/', null],
  ['x'.repeat(64), `${'x'.repeat(400)}/1.0 (a string of somebody's own)`, 'x'.repeat(64)],
])('G20 the list says %s, and the database stores nothing more', async (device, userAgent, kept) => {
  await using api = await startTestApi()
  const headers = {
    'Content-Type': 'application/json',
    ...(userAgent === undefined ? {} : { 'User-Agent': userAgent }),
  }
  const body = JSON.stringify(await newPerson(api))
  const answer = await sendRaw(api.url, { method: 'POST', path: '/api/auth/login', headers, body })
  const login = (JSON.parse(answer.body) as { data: BearerLogin }).data
  expect(await devices(api, login)).toEqual([device])
  const [row = {}] = await api.opened.database.prisma.$queryRaw<object[]>`SELECT * FROM session`
  expect(row).toMatchObject({ device: kept })
  expect(JSON.stringify(row)).not.toMatch(/Mozilla|AppleWebKit|somebody/)
})

async function devices(api: RunningApi, { accessToken }: BearerLogin): Promise<string[]> {
  const answer = await api.get('/api/auth/sessions', { Authorization: `Bearer ${accessToken}` })
  const { data } = (await answer.json()) as { data: { device: string }[] }
  return data.map(({ device }) => device)
}
