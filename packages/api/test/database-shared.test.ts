/** G33: several instances on one PostgreSQL share their counters. */
import { expect, test } from 'vitest'
import { throttleLimits } from '../src/login-throttle'
import { newPerson, startApi } from '../src/testing/index'
import { lastingDatabase } from './support/lasting-database'

test('G33 concurrent guesses on two instances are counted together', async () => {
  await using database = await lastingDatabase()
  await using one = await startApi(database.env)
  await using other = await startApi(database.env)
  const { email } = await newPerson(one)
  const { points } = throttleLimits.accountAtAddress
  const guesses = await Promise.all(
    Array.from({ length: points + 6 }, (_, n) =>
      (n % 2 ? one : other).post('/api/auth/login', { email, password: `${n}` }),
    ),
  )
  const statuses = guesses.map(({ status }) => status).sort()
  expect(statuses).toEqual([...Array(points).fill(401), ...Array(6).fill(429)])
  for (const api of [one, other]) expect((await api.post('/api/auth/login', { email, password: 'x' })).status).toBe(429)
})
