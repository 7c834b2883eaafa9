/** G33: limits are stored in the database, so that neither a restart nor another instance evades them. */
import { AuthError, Revocations } from '@campusbite/auth'
import { openDatabase } from '@campusbite/db'
import { expect, test } from 'vitest'
import { createLoginThrottle, throttleLimits } from '../src/login-throttle'
import { newPerson, type Person, type RunningApi, startApi } from '../src/testing/index'
import { lastingDatabase } from './support/lasting-database'

const { points } = throttleLimits.accountAtAddress
const guess = (api: RunningApi, { email }: Person) => api.post('/api/auth/login', { email, password: 'wrong' })

test('G33 IPv6 addresses of one network share a counter', async () => {
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

test('G33 a restart keeps the counters, and a correct password does not help while the limit lasts', async () => {
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

test('G33 many concurrent correct passwords are admitted, and the excess is told to retry soon', async () => {
  await using api = await startApi()
  const person = await newPerson(api)
  const logins = await Promise.all(Array.from({ length: 2 * points }, () => api.post('/api/auth/login', person)))
  expect(logins.map(({ status }) => status)).toEqual(logins.map(() => 200))
  const flood = await Promise.all(Array.from({ length: 5 * points }, () => api.post('/api/auth/login', person)))
  const refused = flood.filter(({ status }) => status !== 200)
  expect(refused.map(({ status, headers }) => [status, headers.get('retry-after')])).toContainEqual([429, '1'])
  expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([429]))
})

/** Three attempts of each kind are allowed. Resolves to the attempt's result, or why it was refused. */
async function narrowThrottle() {
  const database = await lastingDatabase()
  const { DATABASE_URL: url, DATA_DIR: dataDir } = database.env
  const opened = await openDatabase({ url, dataDir, revocations: new Revocations() })
  const throttle = createLoginThrottle((limit) => opened.attempts({ ...limit, points: 3 }))
  return {
    limits: opened.attempts,
    loggingIn: (email: string, ipAddress: string, attempt: () => Promise<string>): Promise<string> =>
      throttle.loggingIn(email, { ipAddress, userAgent: null }, attempt).catch(({ code }) => code),
    async [Symbol.asyncDispose]() {
      await opened.close()
      await database[Symbol.asyncDispose]()
    },
  }
}

const right = async () => 'in'
const wrong = () => Promise.reject(new AuthError('INVALID_CREDENTIALS', 'Wrong.'))

test('G33 concurrent correct passwords that are refused for their number lock nobody out', async () => {
  await using throttle = await narrowThrottle()
  let letThrough = () => {}
  const until = new Promise<string>((resolve) => (letThrough = () => resolve('in')))
  const login = (attempt: () => Promise<string>) => throttle.loggingIn('somebody@campus.test', '192.0.2.1', attempt)
  const underWay: Promise<string>[] = []
  for (const _ of [1, 2, 3]) {
    await new Promise<void>((begun) => {
      const attempt = () => {
        begun()
        return until
      }
      underWay.push(login(attempt))
    })
  }
  for (const _ of [1, 2, 3, 4]) expect(await login(right)).toBe('TOO_MANY_ATTEMPTS')
  letThrough()
  expect(await Promise.all(underWay)).toEqual(['in', 'in', 'in'])
  expect(await login(right)).toBe('in')
})

test('G33 a store failure does not count as a wrong password', async () => {
  await using throttle = await narrowThrottle()
  const login = (attempt: () => Promise<string>) => throttle.loggingIn('somebody@campus.test', '192.0.2.1', attempt)
  const broken = [new Error('Connection terminated'), new AuthError('UNAVAILABLE', 'Try again shortly.')]
  for (const error of [...broken, ...broken]) await login(() => Promise.reject(error))
  expect(await login(right)).toBe('in')
})

test('G33 an attempt refused for its address does not count against the account', async () => {
  await using throttle = await narrowThrottle()
  const from = '192.0.2.1'
  for (const n of [1, 2, 3]) await throttle.loggingIn(`guessed-${n}@campus.test`, from, wrong)
  for (const _ of [1, 2, 3, 4]) {
    expect(await throttle.loggingIn('innocent@campus.test', from, right)).toBe('TOO_MANY_ATTEMPTS')
  }
  expect(await throttle.loggingIn('innocent@campus.test', '192.0.2.2', right)).toBe('in')
})

test('G33 a refund never allows more than the limit', async () => {
  await using throttle = await narrowThrottle()
  const limiter = throttle.limits({ name: 'any', points: 3, seconds: 60 })
  for (const _ of [1, 2, 3]) await limiter.refund('somebody')
  for (const _ of [1, 2, 3]) expect(await limiter.spend('somebody')).toBeNull()
  expect(await limiter.spend('somebody')).toBeGreaterThan(0)
  expect(await limiter.spend('somebody')).toBeGreaterThan(0)
})
