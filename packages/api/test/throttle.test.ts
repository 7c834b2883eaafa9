/** G33: limits are kept in the database, so that neither a restart nor another instance is a way around them. */
import { expect, test } from 'vitest'
import { throttleLimits } from '../src/login-throttle'
import { newPerson, type Person, type RunningApi, startApi } from '../src/testing/index'
import { lastingDatabase } from './support/lasting-database'

const { points } = throttleLimits.accountAtAddress
const guess = (api: RunningApi, { email }: Person) => api.post('/api/auth/login', { email, password: 'wrong' })

test('G33 an address of IPv6 counts with all others of its network', async () => {
  await using api = await startApi({ PUBLIC_URL: 'https://campus.test' })
  const statuses = new Set<number>()
  for (let n = 0; n <= throttleLimits.address.points; n += 1) {
    const body = { email: `somebody-${n}@campus.test`, password: 'wrong' }
    const from = { 'X-Forwarded-For': `2001:db8:0:7::${n.toString(16)}` }
    statuses.add((await api.post('/api/auth/login', body, from)).status)
  }
  expect([...statuses]).toEqual([401, 429])
  const next = { email: 'somebody@campus.test', password: 'wrong' }
  expect((await api.post('/api/auth/login', next, { 'X-Forwarded-For': '2001:db8:0:8::1' })).status).toBe(401)
})

test('G33 a restart forgets no attempt, and a right password does not help while the limit lasts', async () => {
  await using database = await lastingDatabase()
  let person: Person
  {
    await using first = await startApi(database.env)
    person = await newPerson(first)
    for (let n = 0; n < points; n += 1) expect((await guess(first, person)).status).toBe(401)
  }
  await using next = await startApi(database.env)
  const refused = await guess(next, person)
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60)
  expect((await next.post('/api/auth/login', person)).status).toBe(429)
})
