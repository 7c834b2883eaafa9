import { expect, test } from 'vitest'
import { inOriginForm } from '../src/http/origin-form'

test.each([
  ['/api/auth/me?a=1', '/api/auth/me?a=1', 'here'],
  ['http://there:80/api/auth/me?a=/b', '/api/auth/me?a=/b', 'there:80'],
  ['HTTPS://there', '/', 'there'],
  ['http://there?a=1', '/?a=1', 'there'],
  ['//there/menu', '//there/menu', 'here'],
  ['http:///menu', 'http:///menu', 'here'],
  ['*', '*', 'here'],
])('%s asks for %s of %s', (target, url, host) => {
  expect(inOriginForm({ url: target, headers: { host: 'here' } })).toEqual({ url, headers: { host } })
})
