// What a logout leaves in the database: no row, and nothing usable. And what happens when the database fails.
import { meStatus, refreshStatus } from './api'
import { expect, test } from './fixtures'
import { cookiesOf, credentialsOf } from './jar'
import { queuedNotice } from './pages/login-page'
import { logInByApi, post } from './user'

test.use({ storage: 'postgresql' })

test('G01 after logout no refresh token of the lineage works, and the row is gone', async ({
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

test('G12 every kind of token and none, ten at a time, gets the same response and ends only its own session', async ({
  signedIn,
  page,
  user,
  network,
  sql,
}) => {
  const kept = await logInByApi(network.url, user)
  const [one, two] = [await logInByApi(network.url, user), await logInByApi(network.url, user)]
  const rotated = await post(network.url, '/api/auth/refresh-token', { refreshToken: one.refreshToken })
  expect(rotated.status).toBe(200)
  const bodies = [
    { refreshToken: one.refreshToken },
    { logoutTicket: two.logoutTicket },
    { refreshToken: 'garbage' },
    { refreshToken: '' },
    { refreshToken: null },
    { logoutTicket: 'garbage' },
  ]
  const answers = await Promise.all(
    bodies.flatMap((body) => Array.from({ length: 10 }, () => post(network.url, '/api/auth/logout', body))),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  const texts = new Set(await Promise.all(answers.map((answer) => answer.text())))
  expect([...texts]).toEqual(['{"success":true,"message":"Logged out successfully."}'])
  for (const { accessToken } of [one, two]) expect(await meStatus(network.url, accessToken)).toBe(401)
  expect(await meStatus(network.url, kept.accessToken)).toBe(200)

  // A request from the page that names nothing ends the page's own session.
  const status = await page.evaluate(async () => (await fetch('/api/auth/logout', { method: 'POST' })).status)
  expect(status).toBe(200)
  await expect(signedIn.logOutButton).toBeHidden()
  expect(
    await sql(
      'SELECT count(*)::int AS left FROM session s JOIN user_account u ON u.id = s.user_id WHERE u.email = $1',
      user.email,
    ),
  ).toEqual([{ left: 1 }])
})

test('G12 G11 the database fails: no success is claimed, the cookies are still cleared, and the logout is delivered afterwards', async ({
  signedIn,
  page,
  context,
  network,
  sql,
  consoleErrors,
}) => {
  consoleErrors.allowFailedRequests()
  const { sid } = await credentialsOf(context)
  await sql('ALTER TABLE session RENAME TO session_away')
  await signedIn.logOut(queuedNotice)
  await expect.poll(() => network.sent(/auth[./]logout/, 'POST').map(({ status }) => status)).toContain(500)
  const left = (await cookiesOf(context)).filter(({ httpOnly }) => httpOnly)
  expect(left).toEqual([])

  await sql('ALTER TABLE session_away RENAME TO session')
  await page.reload()
  await expect.poll(() => sql('SELECT sid FROM session WHERE sid = $1', sid)).toEqual([])
  expect(await sql('SELECT reason FROM session_ending WHERE sid = $1', sid)).toEqual([{ reason: 'logout' }])
  await expect.poll(() => cookiesOf(context)).toEqual([])
})
