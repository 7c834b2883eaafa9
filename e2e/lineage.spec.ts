// What a logout leaves in the database of the session's refresh tokens: nothing that buys anything.
import { refreshStatus } from './api'
import { expect, test } from './fixtures'
import { credentialsOf } from './jar'

test.use({ storage: 'postgresql' })

test('G01 no refresh token of the lineage buys anything after logout, and the row is gone', async ({
  signedIn,
  page,
  context,
  network,
  sql,
}) => {
  const first = await credentialsOf(context)
  const rotated = await page.request.post('/api/auth/refresh-token', { data: { delivery: 'cookie' } })
  expect(rotated.status()).toBe(200)
  const second = await credentialsOf(context)
  expect(second.refreshToken).not.toBe(first.refreshToken)
  expect(second.sid).toBe(first.sid)
  expect(await sql('SELECT sid FROM session WHERE sid = $1', first.sid)).toHaveLength(1)

  await signedIn.logOut()

  expect(await refreshStatus(network.url, second.refreshToken)).toBe(401)
  expect(await refreshStatus(network.url, first.refreshToken)).toBe(401)
  expect(await sql('SELECT sid FROM session WHERE sid = $1', first.sid)).toEqual([])
  expect(await sql('SELECT reason FROM session_ending WHERE sid = $1', first.sid)).toEqual([{ reason: 'logout' }])
})
