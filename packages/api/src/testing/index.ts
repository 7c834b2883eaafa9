/** The real API on a real port, with its own database, for tests of its clients. Closes at the end of scope. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { freshDataDir } from '@campusbite/db/testing'
import { readEnv } from '../env'
import { createLog, type Logger } from '../log'
import { type OpenedApi, openApi } from '../open-api'

/** What a test calls on an API, wherever that runs. */
export interface ApiCalls {
  /** Origin, such as `http://localhost:40123`. */
  url: string
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  get(path: string, headers?: Record<string, string>): Promise<Response>
  delete(path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
}

export interface RunningApi extends ApiCalls, AsyncDisposable {
  opened: OpenedApi
}

/** @param env settings as environment variables; without `DATABASE_URL`, an embedded database in a new directory */
export async function startApi(
  env: Record<string, string> = {},
  log: Logger = createLog('silent'),
): Promise<RunningApi> {
  const dataDir = env.DATABASE_URL ? undefined : await freshDataDir()
  const opened = await openApi(readEnv({ ...(dataDir ? { DATA_DIR: dataDir.path } : {}), ...env }), log)
  // A test that pauses must not find its connection closed just when it continues.
  const server = createServer({ keepAliveTimeout: 600_000 }, (req, res) => void opened.api.handle(req, res))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    ...callsTo(url),
    opened,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await opened.close()
      dataDir?.[Symbol.dispose]()
    },
  }
}

export function callsTo(url: string): ApiCalls {
  const send =
    (method: string) =>
    (path: string, body?: unknown, headers: Record<string, string> = {}) =>
      fetch(url + path, {
        method,
        redirect: 'manual',
        headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
  return {
    url,
    post: send('POST'),
    get: (path, headers) => send('GET')(path, undefined, headers),
    delete: send('DELETE'),
  }
}

export interface Person {
  name: string
  email: string
  password: string
}

let people = 0

/** A newly registered user. */
export async function newPerson(api: ApiCalls): Promise<Person> {
  people += 1
  const person = {
    name: `Person ${people}`,
    email: `person-${people}@campus.test`,
    password: `correct horse ${people}`,
  }
  const response = await api.post('/api/auth/register', person)
  if (response.status !== 201) throw new Error(`register: ${response.status} ${await response.text()}`)
  return person
}

export interface BearerLogin {
  user: { id: string; name: string; email: string }
  accessToken: string
  refreshToken: string
  logoutTicket: string
  expiresIn: number
}

/** Logs in, in bearer mode. */
export async function logIn(api: ApiCalls, { email, password }: Person): Promise<BearerLogin> {
  const response = await api.post('/api/auth/login', { email, password })
  if (response.status !== 200) throw new Error(`login: ${response.status} ${await response.text()}`)
  return ((await response.json()) as { data: BearerLogin }).data
}

/** Logs in, in cookie mode; `cookie` is what a browser would send from then on. */
export async function logInWithCookies(api: ApiCalls, { email, password }: Person) {
  const response = await api.post('/api/auth/login', { email, password, delivery: 'cookie' })
  if (response.status !== 200) throw new Error(`login: ${response.status} ${await response.text()}`)
  const setCookies = response.headers.getSetCookie()
  const cookie = setCookies.map((one) => one.split(';', 1)[0]).join('; ')
  const { data } = (await response.json()) as { data: { user: object; logoutTicket: string; expiresIn: number } }
  return { setCookies, cookie, data }
}
