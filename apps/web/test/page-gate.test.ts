import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Admission, PageRequest } from '@campusbite/api'
import { afterEach, describe, expect, test } from 'vitest'
import { createPageGate } from '../src/server/page-gate'

const signedIn: Admission = {
  session: { sid: 's1', userId: 'u1', role: 'customer', expiresAt: new Date(0) },
  cookie: 'campusbite-access-1=a',
  setCookies: [],
  another: false,
}
const signedOut: Admission = { session: null, cookie: undefined, setCookies: [], another: false }

interface Door {
  admission?: Admission | Error
  https?: boolean
}

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A gate on a real socket, in front of a renderer that reports its requests. */
async function gate({ admission = signedOut, https = false }: Door = {}) {
  const asked: { request: PageRequest; atLogin: boolean | undefined }[] = []
  const rendered: Record<string, string | string[] | undefined>[] = []
  const handle = createPageGate({
    runtime: {
      async admit(request, options) {
        asked.push({ request, atLogin: options?.atLogin })
        if (admission instanceof Error) throw admission
        return admission
      },
    },
    async render(req, res) {
      rendered.push({ url: req.url, ...req.headers })
      res.end('rendered')
    },
    https,
    dev: false,
    newNonce: () => 'N0nce',
  })
  const server = createServer((req, res) => void handle(req, res))
  await new Promise<void>((resolve) => server.listen(0, resolve))
  closing.push(() => new Promise((resolve) => server.close(() => resolve())))
  const { port } = server.address() as AddressInfo
  const get = (path: string, init: RequestInit = {}) =>
    fetch(`http://localhost:${port}${path}`, { redirect: 'manual', ...init })
  return { get, asked, rendered }
}

describe('a signed-out visitor', () => {
  test.each([
    ['/cart', '/login?next=%2Fcart'],
    ['/orders?placed=7', '/login?next=%2Forders%3Fplaced%3D7'],
    ['/account', '/login?next=%2Faccount'],
    ['/account/devices', '/login?next=%2Faccount%2Fdevices'],
    ['/orders?placed=7&_rsc=abc', '/login?next=%2Forders%3Fplaced%3D7'],
    ['/cart?_rsc=abc', '/login?next=%2Fcart'],
    ['/cart/', '/login?next=%2Fcart%2F'],
    ['/cart.rsc', '/login?next=%2Fcart.rsc'],
    ['/account/nothing-here', '/login?next=%2Faccount%2Fnothing-here'],
    ['/%63art', '/login?next=%2F%2563art'],
    ['/CART', '/login?next=%2FCART'],
    ['//cart', '/login'],
    ['/%2Fcart', '/login?next=%2F%252Fcart'],
  ])('G05 is redirected from %s to the login page before anything is rendered', async (path, location) => {
    const { get, rendered } = await gate()
    for (const headers of [{}, { RSC: '1' }, { RSC: '1', 'Next-Router-Prefetch': '1' }]) {
      const response = await get(path, { headers })
      expect(response.status).toBe(303)
      expect(response.headers.get('location')).toBe(location)
      expect(response.headers.get('cache-control')).toBe('no-store')
    }
    expect(rendered).toEqual([])
  })

  test.each(['/', '/login', '/register', '/carte', '/cart-items', '/nothing', '/orders-of-others'])(
    'gets %s as a full page, however it is requested',
    async (path) => {
      const { get, rendered } = await gate()
      const headers = { RSC: '1', 'Next-Router-State-Tree': 'x', 'Next-Url': '/cart' }
      expect((await get(path, { headers })).status).toBe(200)
      expect(rendered[0]).not.toHaveProperty('rsc')
      expect(rendered[0]).not.toHaveProperty('next-router-state-tree')
      expect(rendered[0]).not.toHaveProperty('next-url')
    },
  )

  test('G07 with dead cookies gets a page rendered without them, and deletions for them', async () => {
    const setCookies = ['campusbite-access-1=; Max-Age=0', 'campusbite-refresh-1=; Max-Age=0']
    const { get, rendered } = await gate({
      admission: { session: null, cookie: 'other=1', setCookies, another: false },
    })
    const page = await get('/', { headers: { Cookie: 'campusbite-access-1=a; campusbite-refresh-1=r; other=1' } })
    expect(page.headers.getSetCookie()).toEqual(setCookies)
    expect(rendered[0]?.cookie).toBe('other=1')
    expect((await get('/cart')).headers.getSetCookie()).toEqual(setCookies)
  })
})

describe('a signed-in visitor', () => {
  test('gets private pages, also by soft navigation', async () => {
    const { get, rendered } = await gate({ admission: signedIn })
    expect((await get('/cart', { headers: { RSC: '1' } })).status).toBe(200)
    expect(rendered[0]?.rsc).toBe('1')
    expect(rendered[0]?.cookie).toBe('campusbite-access-1=a')
  })

  test.each([
    ['/login', '/'],
    ['/register', '/'],
    ['/login/', '/'],
    ['/login?next=/cart', '/cart'],
    ['/login?next=%2Forders%3Fplaced%3D7', '/orders?placed=7'],
    ['/login?next=//evil.example', '/'],
    ['/login?next=/%5Cevil.example', '/'],
    ['/login?next=https://evil.example', '/'],
    ['/login?next=/cart&next=//evil.example', '/cart'],
  ])('G27 is redirected from %s to %s', async (path, location) => {
    const { get } = await gate({ admission: signedIn })
    const response = await get(path)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe(location)
  })
})

describe('a prefetch', () => {
  test.each(['prefetch', 'prefetch;prerender', 'prefetch;anonymous-client-ip'])(
    'G26 gets no private page (%s), so that none can be shown after the session has ended',
    async (purpose) => {
      const { get, rendered } = await gate({ admission: signedIn })
      for (const path of ['/', '/account', '/login']) {
        const answer = await get(path, { headers: { 'Sec-Purpose': purpose } })
        expect([answer.status, answer.headers.get('cache-control')]).toEqual([503, 'no-store'])
      }
      expect(rendered).toEqual([])
    },
  )

  test('may get a page that is the same for everyone', async () => {
    const { get } = await gate()
    expect((await get('/', { headers: { 'Sec-Purpose': 'prefetch' } })).status).toBe(200)
  })
})

describe('after a session that ended without a logout', () => {
  test.each(['/login?next=/orders', '/register?next=/orders'])(
    "G16 another user is not taken from %s to the last user's page",
    async (path) => {
      const { get } = await gate({ admission: { ...signedIn, another: true } })
      expect((await get(path)).headers.get('location')).toBe('/')
    },
  )
})

describe('the notice', () => {
  test('is consumed by the login page only', async () => {
    const { get, asked } = await gate()
    await get('/login?next=/cart')
    await get('/login', { method: 'HEAD' })
    await get('/login', { headers: { 'Sec-Purpose': 'prefetch;prerender' } })
    await get('/login', { headers: { RSC: '1' } })
    await get('/')
    expect(asked.map(({ atLogin }) => atLogin)).toEqual([true, false, false, false, false])
  })
})

describe('while it is unknown whether a session is alive', () => {
  test('G02 it fails closed: only the login page, as signed out', async () => {
    const { get, rendered } = await gate({ admission: new Error('database is down') })
    for (const path of ['/', '/cart', '/account']) {
      const response = await get(path, { headers: { Cookie: 'campusbite-access-1=a' } })
      expect(response.status).toBe(503)
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(await response.text()).not.toContain('database')
    }
    expect((await get('/login', { headers: { Cookie: 'campusbite-access-1=a' } })).status).toBe(200)
    expect(rendered).toHaveLength(1)
    expect(rendered[0]).not.toHaveProperty('cookie')
  })

  test('is told to people by a page with a title and a language, and to others in a sentence', async () => {
    const { get } = await gate({ admission: new Error('database is down') })
    const sentence = 'CampusBite cannot look up your session at the moment. Try again shortly.'
    expect(await (await get('/account')).text()).toBe(`${sentence}\n`)
    const page = await get('/account', { headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } })
    expect([page.status, page.headers.get('cache-control'), page.headers.get('retry-after')]).toEqual([
      503,
      'no-store',
      '5',
    ])
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await page.text()).toMatch(
      new RegExp(`<html lang="en">.*<title>Not available · CampusBite</title>.*<p role="alert">${sentence}</p>`, 's'),
    )
  })
})

describe('every response', () => {
  test('G06 is no-store and has the security headers', async () => {
    const { get } = await gate()
    for (const path of ['/', '/login', '/cart', '/nothing']) {
      const { headers } = await get(path)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('content-security-policy')).toContain("script-src 'self' 'nonce-N0nce' 'strict-dynamic';")
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.has('strict-transport-security')).toBe(false)
    }
  })

  test('over https sets Strict-Transport-Security', async () => {
    const { get } = await gate({ https: true })
    expect((await get('/')).headers.get('strict-transport-security')).toBe('max-age=31536000')
  })

  test('the nonce is the gate’s own, whatever the request sends', async () => {
    const { get, rendered } = await gate()
    await get('/', { headers: { 'X-Nonce': 'forged', 'Content-Security-Policy': "script-src 'nonce-forged'" } })
    expect(rendered[0]?.['x-nonce']).toBe('N0nce')
    expect(rendered[0]?.['content-security-policy']).not.toContain('forged')
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('G13 refuses %s on a page', async (method) => {
    const { get, asked } = await gate({ admission: signedIn })
    const response = await get('/account', { method, ...(method === 'OPTIONS' ? {} : { body: 'x=1' }) })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD')
    expect(asked).toEqual([])
  })

  test('build files pass without a session check, for no user, and may be cached', async () => {
    const { get, asked, rendered } = await gate({ admission: signedIn })
    const response = await get('/_next/static/chunks/x.js', { headers: { Cookie: 'campusbite-access-1=a' } })
    expect(response.headers.has('cache-control')).toBe(false)
    expect(asked).toEqual([])
    expect(rendered[0]).not.toHaveProperty('cookie')
  })
})
