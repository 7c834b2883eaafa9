/** Mistakes by developers who use this package: each is reported where it is made, with what to do instead. */
import { expect, inject, test, vi } from 'vitest'
import { type CampusBiteOptions, cookieTokens, createCampusBite, memoryTokens } from '../src/index'
import { newPerson } from './support/people'

const api = inject('api')
const code = (wanted: string, message: RegExp) =>
  expect.objectContaining({ name: 'CampusBiteError', code: wanted, message: expect.stringMatching(message) })

test.each([undefined, { url: api }, { url: api, tokens: {} }])('no token store: %j', (options) => {
  expect(() => createCampusBite(options as CampusBiteOptions)).toThrow(code('MISCONFIGURED', /Pass `tokens`/))
})

test.each(['campus.test', 'https://campus.test/api', 'ftp://campus.test', 'https://campus.test?x'])(
  'a url that is not an origin: %s',
  (url) => {
    const create = () => createCampusBite({ url, tokens: memoryTokens() })
    expect(create).toThrow(code('MISCONFIGURED', /`url` must be an origin like "https:\/\/campusbite.example"/))
  },
)

test('no url outside a browser', async () => {
  const { api } = createCampusBite({ tokens: memoryTokens() })
  await expect(api.menu.list.query()).rejects.toThrow(code('MISCONFIGURED', /Pass `url`/))
})

test('a url where nothing answers', async () => {
  const { api } = createCampusBite({ url: 'http://localhost:1', tokens: memoryTokens() })
  await expect(api.menu.list.query()).rejects.toThrow(code('NETWORK', /^http:\/\/localhost:1 could not be reached/))
})

test('a url where something else answers', async () => {
  const elsewhere: typeof fetch = async () => new Response('<h1>Welcome</h1>', { status: 200 })
  const { api } = createCampusBite({ url: 'https://shop.test', tokens: memoryTokens(), fetch: elsewhere })
  await expect(api.menu.list.query()).rejects.toThrow(code('BAD_ANSWER', /not this API \(HTTP 200\). Check `url`/))
})

test('a login in cookie mode outside a browser, whose session nobody would be in', async () => {
  const asked = vi.fn(fetch)
  const { login, api: calls } = createCampusBite({ url: api, tokens: cookieTokens(), fetch: asked })
  const person = await newPerson(api)
  const told = code('MISCONFIGURED', /cookieTokens\(\) only works in a browser/)
  await expect(login(person)).rejects.toThrow(told)
  await expect(calls.auth.login.mutate(person)).rejects.toThrow(told)
  expect(asked).not.toHaveBeenCalled()
})

test('a server that renders in cookie mode, without the cookies', async () => {
  const { api: calls } = createCampusBite({ url: api, tokens: cookieTokens() })
  await expect(calls.auth.me.query()).rejects.toThrow(code('MISCONFIGURED', /cookieTokens\(\) only works in a browser/))
  await expect(calls.menu.list.query()).resolves.not.toEqual([])
})
