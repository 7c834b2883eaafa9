/** G12: the database neither answers nor refuses. No request waits forever, and none claims what did not happen. */
import { withClient } from '@campusbite/db/testing'
import { expect, inject, test } from 'vitest'
import { logIn, newPerson } from '../src/testing/index'
import { BrokenDatabase } from './support/broken-database'
import { openEvents } from './support/open-events'

const server = { url: inject('postgresUrl') }

test.concurrent('G12 every table locked: no request waits longer than the limit', async () => {
  await using broken = await BrokenDatabase.on(server)
  await withClient(broken.url, async (console) => {
    await broken.staysHonest({
      begin: () =>
        console.query(
          'BEGIN; LOCK TABLE session, session_ending, user_account, rate_limit, dish, shop_order IN ACCESS EXCLUSIVE MODE',
        ),
      end: () => console.query('ROLLBACK'),
    })
  })
})

test.concurrent('G12 the network goes silent without closing connections', async () => {
  await using broken = await BrokenDatabase.on(server)
  await broken.staysHonest({ begin: () => broken.wire.freeze(), end: () => broken.wire.thaw() })
})

test.concurrent('G12 a logout that timed out does not take effect later', async () => {
  await using broken = await BrokenDatabase.on(server)
  const { api } = broken
  const { refreshToken } = await logIn(api, await newPerson(api))
  await withClient(broken.url, async (console) => {
    await console.query('BEGIN; LOCK TABLE session IN ACCESS EXCLUSIVE MODE')
    expect((await api.post('/api/auth/logout', { refreshToken })).status).toBe(500)
    await console.query('ROLLBACK')
    expect((await console.query('SELECT FROM session')).rowCount).toBe(1)
  })
  expect((await api.post('/api/auth/refresh-token', { refreshToken })).status).toBe(200)
})

test.concurrent('G02 an open stream ends when it is unknown whether its session is alive', async () => {
  await using broken = await BrokenDatabase.on(server)
  const { api, wire } = broken
  const { accessToken } = await logIn(api, await newPerson(api))
  const stream = await openEvents(`${api.url}/api/trpc/session.watch`, { Authorization: `Bearer ${accessToken}` })
  wire.freeze()
  const last = (await stream.rest()).at(-1)
  wire.thaw()
  expect(last).toMatchObject({ event: 'serialized-error', data: { data: { appCode: 'UNAVAILABLE' } } })
})
