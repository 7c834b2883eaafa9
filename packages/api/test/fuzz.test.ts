/** G12 G25: any input gets a clear response in the envelope, never stored, revealing nothing internal. */
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { procedureFacts } from '../src/procedures'
import { restRoutes } from '../src/rest/routes'
import { logIn, newPerson, type Person, type RunningApi } from '../src/testing/index'
import { rightInput, strangeValue, wrongInput } from './support/arbitrary-input'
import { procedurePaths } from './support/every-call'
import { type RawAnswer, type RawRequest, sendRaw } from './support/raw-request'
import { startTestApi } from './support/start-test-api'

/** Enough to find every bug it has ever found; more costs time. A failure prints its seed. */
const numRuns = 40

let api: RunningApi
let operator: Person
let bearer: Record<string, string>
beforeAll(async () => {
  api = await startTestApi()
  operator = await newPerson(api)
  await api.opened.database.prisma.user.update({ where: { email: operator.email }, data: { role: 'operator' } })
})
afterAll(() => api[Symbol.asyncDispose]())
beforeEach(async () => {
  await api.opened.database.prisma.rateLimit.deleteMany()
  bearer = { Authorization: `Bearer ${(await logIn(api, operator)).accessToken}` }
})

const json = { 'Content-Type': 'application/json' }
const inputOf = (procedure: string) => {
  const [schema = z.unknown()] = procedureFacts(procedure)?.inputs ?? []
  return schema instanceof z.ZodUnknown
    ? strangeValue
    : fc.oneof(rightInput(schema), { arbitrary: wrongInput(schema), weight: 3 }, strangeValue)
}
const holdsFor = (requests: fc.Arbitrary<RawRequest>) =>
  fc.assert(
    fc.asyncProperty(requests, async (request) => isClear(request, await sendRaw(api.url, request))),
    { numRuns },
  )

describe.each(procedurePaths)('G12 over tRPC, %s', (procedure) => {
  test('answers any input with a clear result', async () => {
    const query = procedureFacts(procedure)?.type === 'query'
    const path = `/api/trpc/${procedure}`
    await holdsFor(
      inputOf(procedure).map((input) =>
        query
          ? {
              method: 'GET',
              path: `${path}?input=${inUrl(text(input)).slice(0, 12_000)}`,
              headers: bearer,
            }
          : { method: 'POST', path, headers: { ...bearer, ...json }, body: text(input) },
      ),
    )
  })
})

describe.each(restRoutes)('G12 over REST, $method $path', ({ method, path, procedure }) => {
  test('answers any input with a clear result', async () => {
    await holdsFor(
      fc.tuple(inputOf(procedure), segment).map(([input, id]) => ({
        method,
        path: path.replace('{id}', id || '-'),
        headers: { ...bearer, ...json },
        body: method === 'GET' ? undefined : text(input),
      })),
    )
  })
})

/** As JSON; strings are sometimes sent raw, which is not JSON at all. */
const text = (input: unknown) => (typeof input === 'string' && input.length % 2 ? input : (JSON.stringify(input) ?? ''))

/** A URL cannot contain a lone surrogate. */
const inUrl = (value: string) => encodeURIComponent(Buffer.from(value).toString())

const from = (least: number, most: number) =>
  fc.string({ unit: fc.integer({ min: least, max: most }).map((code) => String.fromCharCode(code)) })
/** What a header may contain: RFC 9110 §5.5. */
const header = from(0x21, 0xff).map((value) => value.replaceAll('\x7f', ''))
/** What a path may contain that Node's own parser accepts. */
const plain = from(0x21, 0x7e).map((value) => value.replaceAll('#', ''))
const segment = fc.oneof(
  plain.map((value) => value.replaceAll(/[/?]/g, '')),
  fc.string({ unit: 'grapheme' }).map(inUrl),
  fc.constantFrom('%E0%A4%A', '%00', '%2e%2e', '..', '__proto__', 'constructor', '%2f', "'"),
)

test('G12 any path and any method', async () => {
  const known = fc.constantFrom(
    ...restRoutes.map(({ path }) => path),
    '/api/trpc',
    '/healthz',
    '/readyz',
    '/docs',
    '/api',
  )
  const path = fc
    .tuple(known, fc.array(segment, { maxLength: 3 }), fc.option(plain))
    .map(([start, more, query]) => [start, ...more].join('/') + (query === null ? '' : `?${query}`))
  const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'PROPFIND', 'TRACE')
  await holdsFor(fc.record({ method, path }))
})

test('G12 any batch', async () => {
  const name = fc.oneof(fc.constantFrom(...procedurePaths), segment)
  const request = fc
    .tuple(fc.array(name, { maxLength: 30 }), strangeValue, fc.boolean())
    .map(([names, input, query]): RawRequest => {
      const path = `/api/trpc/${names.join(',')}?batch=1`
      return query
        ? { method: 'GET', path: `${path}&input=${inUrl(text(input)).slice(0, 9_000)}`, headers: bearer }
        : { method: 'POST', path, headers: { ...bearer, ...json }, body: text(input) }
    })
  await holdsFor(request)
})

test('G12 any header', async () => {
  const tag = fc.constantFrom('0123456789ab', 'x', '__proto__', '0123456789AB')
  const cookie = fc
    .array(
      fc.oneof(
        header,
        fc
          .tuple(fc.constantFrom('access', 'refresh', 'sid', 'tombstone'), tag, header)
          .map(([kind, of, value]) => `__Host-campusbite-${kind}-${of}=${value.replaceAll(';', '')}`),
      ),
      { maxLength: 8 },
    )
    .map((pairs) => pairs.join('; '))
  const headers = fc.record(
    {
      Authorization: fc.oneof(
        header,
        header.map((token) => `Bearer ${token}`),
        fc.constantFrom('Bearer', 'Bearer  ', 'Basic Og=='),
      ),
      Cookie: cookie,
      Origin: fc.oneof(header, fc.constantFrom('null', '', 'https://evil.test', 'http://localhost', 'javascript:0')),
      'Sec-Fetch-Site': fc.oneof(header, fc.constantFrom('cross-site', 'same-origin', 'none')),
      'Content-Type': fc.oneof(
        header,
        fc.constantFrom('application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'),
      ),
      'User-Agent': header,
      Accept: fc.oneof(header, fc.constant('text/html')),
      Host: fc.oneof(header, fc.constantFrom('localhost', '[::1', 'a:99999', '@', '')),
      'X-Forwarded-For': fc.oneof(header, fc.constantFrom('127.0.0.1, 8.8.8.8', '::', 'unknown')),
    },
    { requiredKeys: [] },
  )
  const route = fc.constantFrom(...restRoutes)
  const body = fc.oneof(strangeValue.map(text), fc.webQueryParameters())
  await holdsFor(
    fc.tuple(route, headers, body).map(([{ method, path }, given, sent]) => ({
      method,
      path,
      headers: given as Record<string, string>,
      body: method === 'GET' ? undefined : sent,
    })),
  )
})

const envelope = z.union([
  z.object({ success: z.literal(true), message: z.string() }),
  z.object({ success: z.literal(false), message: z.string().min(3) }),
])
const trpcResult = z.object({ result: z.object({}) })
const trpcError = z.object({
  error: z.object({ message: z.string().min(3), data: z.object({ appCode: z.string(), httpStatus: z.number() }) }),
})
const trpcAnswer = z.union([trpcResult, trpcError, z.array(z.union([trpcResult, trpcError])), envelope])
const inside = /prisma|postgres|pglite|node_modules|\bat \S+ \(|\.[jt]s:\d|invalid byte sequence|ZodError|argon2/i

function isClear({ method, path }: RawRequest, { status, headers, body }: RawAnswer): void {
  expect(status).toBeGreaterThanOrEqual(200)
  expect(status).toBeLessThan(500)
  expect(headers['cache-control']).toBe('no-store')
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['access-control-allow-origin']).toBeUndefined()
  if (method === 'HEAD' || status === 204 || status === 303) return void expect(body).toBe('')
  if (status === 200 && /^\/(docs|api\/openapi\.json)/.test(path)) return
  expect(body).not.toMatch(inside)
  const shape = path.startsWith('/api/trpc/') ? trpcAnswer : envelope
  expect(shape.safeParse(JSON.parse(body)).error).toBeUndefined()
}
