/** G02: another service, which verifies access tokens with our keys, also refuses those of ended sessions. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type BearerLogin, logIn, newPerson, type Person, type RunningApi, startApi } from '@campusbite/api/testing'
import { type CampusBite, createCampusBite, memoryTokens } from '@campusbite/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Verifier } from '../verify-elsewhere/verifier'
import { examples, tsx } from './support/run'

let api: RunningApi
let person: Person
let operator: CampusBite
beforeAll(async () => {
  api = await startApi()
  person = await newPerson(api)
  await api.opened.database.prisma.user.update({ where: { email: person.email }, data: { role: 'operator' } })
  operator = createCampusBite({ url: api.url, tokens: memoryTokens() })
  await operator.login(person)
})
afterAll(() => api[Symbol.asyncDispose]())

const elsewhere = (staleness?: number) => new Verifier(api.url, operator, staleness)
const logOut = ({ refreshToken }: BearerLogin) => api.post('/api/auth/logout', { refreshToken })

test('G02 accepts a token with only the public keys, and refuses it once its session has ended', async () => {
  const service = elsewhere()
  const login = await logIn(api, await newPerson(api))
  await service.follow()
  expect(await service.verify(login.accessToken)).toMatchObject({ userId: login.user.id })
  await logOut(login)
  await service.follow()
  await expect(service.verify(login.accessToken)).rejects.toThrow('This session has ended.')
})

test('G02 knows at startup which sessions ended before', async () => {
  const login = await logIn(api, await newPerson(api))
  await logOut(login)
  const service = elsewhere()
  await service.follow()
  await expect(service.verify(login.accessToken)).rejects.toThrow('This session has ended.')
})

test('G02 fails closed when it has not followed endings, and refuses anything but an access token', async () => {
  const login = await logIn(api, await newPerson(api))
  await expect(elsewhere().verify(login.accessToken)).rejects.toThrow('Nobody knows')
  const service = elsewhere()
  await service.follow()
  for (const token of [login.refreshToken, login.logoutTicket, 'x'])
    await expect(service.verify(token)).rejects.toThrow()
})

test('G02 the service returns the caller, and 401 as soon as their session has ended', async () => {
  const login = await logIn(api, await newPerson(api))
  const service = start({ CAMPUSBITE_URL: api.url, OPERATOR_EMAIL: person.email, OPERATOR_PASSWORD: person.password })
  try {
    const url = await ready(service)
    const call = () => fetch(url, { headers: { Authorization: `Bearer ${login.accessToken}` } })
    expect(await (await call()).json()).toMatchObject({ userId: login.user.id })
    expect((await fetch(url)).status).toBe(401)
    await logOut(login)
    await expect.poll(async () => (await call()).status, { timeout: 10_000 }).toBe(401)
  } finally {
    const ended = once(service, 'exit')
    service.kill('SIGTERM')
    await ended
  }
})

function start(env: Record<string, string>): ChildProcess {
  const { PATH = '' } = process.env
  const stdio = ['ignore', 'pipe', 'inherit'] as const
  return spawn(process.execPath, [tsx, 'verify-elsewhere/service.ts'], {
    cwd: examples,
    env: { PATH, PORT: '0', ...env },
    stdio: [...stdio],
  })
}

async function ready(service: ChildProcess): Promise<string> {
  let output = ''
  for await (const chunk of service.stdout ?? []) {
    output += chunk
    const [url] = /http:\/\/localhost:\d+/.exec(output) ?? []
    if (url) return url
  }
  throw new Error(`The service ended at its start: ${output}`)
}
