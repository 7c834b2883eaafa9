// @vitest-environment jsdom
// @vitest-environment-options {"url":"https://campus.test/"}
/** Mistakes that only a page can make. */
import { expect, test } from 'vitest'
import { cookieTokens, createCampusBite, localStorageTokens } from '../../src/index'

test('cookies for an API on another origin', () => {
  const create = () => createCampusBite({ url: 'https://api.campus.test', tokens: cookieTokens() })
  expect(create).toThrow(/cookieTokens\(\) is for pages of https:\/\/api.campus.test only. Use localStorageTokens\(\)/)
})

test('an API that does not allow this origin, which looks like one that is down', async () => {
  const refused: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'))
  const client = createCampusBite({ url: 'https://api.test', tokens: localStorageTokens(), fetch: refused })
  await expect(client.api.menu.list.query()).rejects.toMatchObject({
    code: 'NETWORK',
    message: expect.stringContaining('Check the connection, and its ALLOWED_ORIGINS.'),
  })
})
