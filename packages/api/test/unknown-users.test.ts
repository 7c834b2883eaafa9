/** A response that reveals who has an account, by its text or its timing, is a list of guessing targets. */
import { argon2id, createAuth, defaultPolicy, deriveKeys, Revocations } from '@campusbite/auth'
import { expect, test, vi } from 'vitest'
import { newPerson } from '../src/testing/index'
import { startTestApi } from './support/start-test-api'

test('an unknown address, a wrong password and a disabled account get the same response', async () => {
  await using api = await startTestApi()
  const [known, disabled] = [await newPerson(api), await newPerson(api)]
  await api.opened.database.prisma.user.update({ where: { email: disabled.email }, data: { disabledAt: new Date() } })
  const answers = await Promise.all(
    [
      { email: 'nobody@campus.test', password: known.password },
      { email: known.email, password: 'wrong' },
      { email: disabled.email, password: disabled.password },
    ].map(async (given) => {
      const response = await api.post('/api/auth/login', given)
      const { 'x-request-id': _, date: __, ...headers } = Object.fromEntries(response.headers)
      return { status: response.status, headers, body: await response.text() }
    }),
  )
  expect(answers[0]).toMatchObject({ status: 401, body: '{"success":false,"message":"Invalid email or password."}' })
  for (const answer of answers) expect(answer).toEqual(answers[0])
})

test('a password is checked even for an unknown address, so that the timing is the same', async () => {
  await using api = await startTestApi()
  const passwords = { hash: vi.fn(async () => 'a hash'), verify: vi.fn(async () => false) }
  const { sessions, users } = api.opened.database
  const auth = createAuth({
    sessions,
    users,
    passwords,
    revocations: new Revocations(),
    keys: await deriveKeys(['a-secret-for-tests-of-32-bytes-or-more']),
    issuer: 'campusbite',
    policy: defaultPolicy,
  })
  const given = { email: 'nobody@campus.test', password: 'whatever' }
  await expect(auth.login(given, { name: null, ipAddress: null })).rejects.toThrow('Invalid email or password.')
  expect(passwords.verify.mock.calls).toEqual([[null, 'whatever']])
})

test('the dummy check does as much work as a real one', async () => {
  const hasher = argon2id()
  const [hash, other] = [await hasher.hash('right'), await hasher.hash('right')]
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(other).not.toBe(hash)
  expect(await hasher.verify(hash, 'right')).toBe(true)
  expect(await hasher.verify(hash, 'wrong')).toBe(false)
  expect(await hasher.verify(null, 'nobody has this password')).toBe(false)
})
