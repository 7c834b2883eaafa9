/** G33: limits are kept in the database, so that neither a restart nor another instance is a way around them. */
import { expect, test } from 'vitest'
import { throttleLimits } from '../src/login-throttle'
import { newPerson, type Person, type RunningApi, startApi } from '../src/testing/index'
import { lastingDatabase } from './support/lasting-database'

const { points } = throttleLimits.accountAtAddress
const guess = (api: RunningApi, { email }: Person) => api.post('/api/auth/login', { email, password: 'wrong' })

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
