import { loginPath, safeNext } from '@campusbite/auth/contract'
import { describe, expect, test } from 'vitest'

describe('G27 safeNext', () => {
  test.each(['/', '/cart', '/account/devices', '/orders?placed=1', '/orders?placed=1&q=%2F%2Fx#top', '/a//b'])(
    'accepts a path on this origin: %s',
    (path) => expect(safeNext(path)).toBe(path),
  )

  test.each([
    undefined,
    null,
    7,
    ['/cart', '/orders'],
    '',
    'cart',
    'https://evil.example/cart',
    'javascript:alert(1)',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '/cart\\..\\..\\evil',
    '/\t/evil.example',
    '/\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/cart\u0000',
    '/cart\u007f',
    '/./\t/evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/x/..//evil.example',
    `/${'a'.repeat(600)}`,
  ])('replaces everything else with the menu: %j', (next) => expect(safeNext(next)).toBe('/'))

  test.each(['/login', '/login?next=/login', '/register', '/api/auth/logout', '/x/../login'])(
    'never leads back to the login or register page: %s',
    (next) => expect(safeNext(next)).toBe('/'),
  )

  test('always stays on this origin when a browser resolves it', () => {
    for (const next of ['/.//x.example', '/%5cx.example', '/%2fx.example', '/@x.example', '/:80', '/?//x.example']) {
      expect(new URL(safeNext(next), 'https://here.example').origin).toBe('https://here.example')
    }
  })

  test('loginPath includes the path, and omits next for the menu', () => {
    expect(loginPath('/cart?x=1')).toBe('/login?next=%2Fcart%3Fx%3D1')
    expect(loginPath('/')).toBe('/login')
    expect(loginPath('//evil.example')).toBe('/login')
  })
})
