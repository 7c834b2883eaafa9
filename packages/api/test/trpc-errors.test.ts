/** What tRPC users read from an error, besides our own fields: tRPC's code for the status, and its number. */
import { AuthError } from '@campusbite/auth'
import { errorCodes } from '@campusbite/auth/contract'
import { getTRPCErrorFromUnknown, getTRPCErrorShape, TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import { expect, test } from 'vitest'
import { appRouter } from '../src/router'
import { logInWithCookies, newPerson } from '../src/testing/index'
import { startTestApi } from './support/start-test-api'

const shapeOf = (thrown: unknown) =>
  getTRPCErrorShape({
    config: appRouter._def._config,
    error: getTRPCErrorFromUnknown(thrown),
    type: 'query',
    path: 'auth.me',
    input: undefined,
    ctx: undefined,
  })

test.each(errorCodes)('%s has the code and number that tRPC uses for its status', (appCode) => {
  const { code, data } = shapeOf(new AuthError(appCode, 'Why.'))
  expect(data.appCode).toBe(appCode)
  expect(getHTTPStatusCodeFromError(new TRPCError({ code: data.code }))).toBe(data.httpStatus)
  expect(code).toBe(TRPC_ERROR_CODES_BY_KEY[data.code])
})

test('these are sent, in a batch too, and any other error is internal', async () => {
  await using api = await startTestApi()
  const error = { code: -32001, data: { code: 'UNAUTHORIZED', httpStatus: 401, appCode: 'NOT_SIGNED_IN' } }
  expect(await (await api.get('/api/trpc/auth.me')).json()).toMatchObject({ error })
  const [, me] = (await (await api.get('/api/trpc/menu.list,auth.me?batch=1&input={}')).json()) as unknown[]
  expect(me).toMatchObject({ error })
  expect(shapeOf(new Error('of a driver'))).toMatchObject({ code: -32603, data: { code: 'INTERNAL_SERVER_ERROR' } })
})

test('a request refused before its calls are read gets the same error format', async () => {
  await using api = await startTestApi()
  const notJson = await api.post('/api/trpc/auth.login?batch=1', 'no')
  const notRead = { code: 'BAD_REQUEST', httpStatus: 400, appCode: 'BODY_NOT_JSON' }
  expect([notJson.status, await notJson.json()]).toMatchObject([400, { error: { code: -32600, data: notRead } }])
  const wrongMethod = await fetch(`${api.url}/api/trpc/auth.login`, { method: 'DELETE' })
  const refused = { code: 'METHOD_NOT_SUPPORTED', httpStatus: 405, appCode: 'METHOD_NOT_ALLOWED' }
  expect([wrongMethod.status, await wrongMethod.json()]).toMatchObject([405, { error: { data: refused } }])
})

test('HEAD reports that a query exists, as tRPC’s own adapters do, and calls nothing; G13 it never logs out', async () => {
  await using api = await startTestApi()
  const { cookie } = await logInWithCookies(api, await newPerson(api))
  const head = async (path: string) => {
    const { status, headers } = await fetch(`${api.url}/api/trpc/${path}`, { method: 'HEAD', headers: { cookie } })
    return { status, allow: headers.get('allow'), length: headers.get('content-length') }
  }
  for (const path of ['menu.list', 'auth.me', 'session.watch', 'menu.list,auth.me?batch=1']) {
    expect([path, await head(path)]).toEqual([path, { status: 204, allow: null, length: null }])
  }
  for (const path of ['auth.logout', 'auth.logout?batch=1']) {
    expect([path, await head(path)]).toMatchObject([path, { status: 405, allow: 'POST' }])
  }
  expect(await head('auth.nothing')).toMatchObject({ status: 404 })
  expect((await api.get('/api/auth/me', { cookie })).status).toBe(200)
})
