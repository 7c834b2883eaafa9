/** The OpenAPI document: valid, complete, and true to the server's responses. */
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wrongInput } from '../src/docs/failures'
import { operations } from '../src/docs/operations'
import { procedureFacts } from '../src/procedures'
import { restRoutes } from '../src/rest/routes'
import { logIn, logInWithCookies, newPerson, type RunningApi } from '../src/testing/index'
import { startTestApi } from './support/start-test-api'

interface Documented {
  responses: Record<string, { content: { 'application/json': { examples: Record<string, { value: unknown }> } } }>
}

let api: RunningApi
let document: { paths: Record<string, Record<string, Documented>> }
let cookie: string
let bearer: Record<string, string>
beforeAll(async () => {
  api = await startTestApi()
  document = (await (await api.get('/api/openapi.json')).json()) as typeof document
  const person = await newPerson(api)
  cookie = (await logInWithCookies(api, person)).cookie
  bearer = { Authorization: `Bearer ${(await logIn(api, person)).accessToken}` }
})
afterAll(() => api[Symbol.asyncDispose]())

test('is valid OpenAPI 3.1', async () => {
  const validator = new Validator()
  expect(await validator.validate(document)).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
})

test('describes exactly the operations that exist', () => {
  const described = Object.keys(operations).sort()
  expect(described).toEqual(restRoutes.map(({ procedure }) => procedure).sort())
})

test('its example tokens start like issued ones', async () => {
  const issued = await logIn(api, await newPerson(api))
  const examples = operations['auth.login']?.data as typeof issued
  for (const name of ['accessToken', 'refreshToken', 'logoutTicket'] as const) {
    const example = examples[name].replace('…', '')
    expect([name, issued[name].slice(0, example.length)]).toEqual([name, example])
  }
})

describe.each(restRoutes)('$method $path', (route) => {
  const { method, path, procedure } = route
  const { access, input, data } = operations[procedure] ?? {}
  const facts = procedureFacts(procedure)
  const documented = () => document.paths[path]?.[method.toLowerCase()]?.responses ?? {}
  const send = (body?: string, headers: Record<string, string> = {}) =>
    fetch(api.url + path.replace('{id}', 'nobody'), {
      method,
      redirect: 'manual',
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body }),
    })
  /** This response is in the document, word for word. */
  const expectDocumented = async (answer: Response, code: string) => {
    const examples = documented()[answer.status]?.content['application/json'].examples ?? {}
    expect(await answer.json()).toMatchObject(examples[code]?.value ?? { documented: code })
  }

  test('its examples match its schemas', () => {
    if (input !== undefined) expect(facts?.inputs[0]?.parse(input)).toEqual(input)
    if (route.data) expect(facts?.output?.parse(data)).toEqual(data)
    else expect(data).toBeUndefined()
    expect(documented()[route.status ?? 200]?.content['application/json'].examples.example?.value).toEqual({
      success: true,
      message: route.message,
      ...(route.data ? { data } : {}),
    })
  })

  test('responds to an anonymous caller as documented', async () => {
    const answer = await send(method === 'GET' ? undefined : '{}')
    if (access !== 'anybody') await expectDocumented(answer, 'NOT_SIGNED_IN')
    else expect([200, 400]).toContain(answer.status)
  })

  test('requires an operator as documented', async () => {
    if (access !== 'operator')
      return expect(documented()['403']?.content['application/json'].examples ?? {}).not.toMatchObject({
        FORBIDDEN: expect.anything(),
      })
    await expectDocumented(await send(undefined, bearer), 'FORBIDDEN')
  })

  test("responds to an unreadable body, or another site's, as documented", async () => {
    if (method === 'GET') return expect(documented()).not.toHaveProperty('413')
    await expectDocumented(await send('{'), 'BODY_NOT_JSON')
    await expectDocumented(await send(`"${'x'.repeat(20_000)}"`), 'BODY_TOO_LARGE')
    await expectDocumented(await send('{}', { cookie, Origin: 'https://elsewhere.test' }), 'ORIGIN_NOT_ALLOWED')
  })

  test("responds to a form of the app's own pages as documented", async () => {
    const form = { 'Content-Type': 'application/x-www-form-urlencoded', Origin: api.url, Accept: 'text/html' }
    const { status, headers } = await send(method === 'GET' ? undefined : '', form)
    expect('303' in documented()).toBe(status === 303)
    expect(headers.has('Location')).toBe(status === 303)
  })

  test('responds to invalid input as documented', async () => {
    const wrong = wrongInput(route)
    if ((facts?.inputs ?? []).length === 0)
      return expect(documented()['400']?.content ?? {}).not.toHaveProperty('BAD_INPUT')
    if (access === 'operator') return expect(documented()['400']).toMatchObject({ description: 'BAD_INPUT' })
    await expectDocumented(await send(JSON.stringify(wrong), bearer), 'BAD_INPUT')
  })
})

test.each([
  ['auth.login', 'INVALID_CREDENTIALS', { email: 'nobody@campus.test', password: 'wrong password' }],
  ['auth.refresh', 'REFRESH_TOKEN_REQUIRED', {}],
  ['auth.refresh', 'INVALID_REFRESH_TOKEN', { refreshToken: 'x' }],
  ['auth.changePassword', 'WRONG_PASSWORD', { currentPassword: 'x', newPassword: 'long enough' }],
  ['auth.deleteAccount', 'WRONG_PASSWORD', { password: 'x' }],
])('%s answers %s with the documented message', async (procedure, code, body) => {
  const route = restRoutes.find((one) => one.procedure === procedure)
  const { method = 'POST', path = '' } = route ?? {}
  const headers = { 'Content-Type': 'application/json', ...bearer }
  const answer = await fetch(api.url + path, { method, headers, body: JSON.stringify(body) })
  const response = document.paths[path]?.[method.toLowerCase()]?.responses[answer.status]
  expect(await answer.json()).toEqual(response?.content['application/json'].examples[code]?.value)
})
