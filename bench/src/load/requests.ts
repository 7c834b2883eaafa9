/** The calls, by name: what is sent, and which response is right. */
import { createHash, createHmac } from 'node:crypto'
import { jtiOf, refreshTokens, sidOf } from '../sessions'
import type { Call } from './job'

export interface Requests {
  call(n: number): Call
  isRight(status: number, body: string): boolean
}

const json = { 'content-type': 'application/json' }
const post = (path: string, body: object, headers = {}): Call => ({
  method: 'POST',
  path,
  headers: { ...json, ...headers },
  body: JSON.stringify(body),
})
const answers =
  (text: string, wanted = 200) =>
  (status: number, body: string) =>
    status === wanted && body === text

const mac = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('base64')
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const betterAuthCookie = (secret: string, n: number) =>
  `better-auth.session_token=${encodeURIComponent(`${sidOf(n)}.${mac(secret, sidOf(n))}`)}`

type Make = (given: Record<string, string>) => Promise<Requests> | Requests

const makers: Record<string, Make> = {
  async 'campusbite logout'({ secret = '' }) {
    const token = await refreshTokens(secret)
    return {
      call: (n) => post('/api/auth/logout', { refreshToken: token(n) }),
      isRight: answers('{"success":true,"message":"Logged out successfully."}'),
    }
  },
  async 'campusbite trpc logout'({ secret = '' }) {
    const token = await refreshTokens(secret)
    return {
      call: (n) => post('/api/trpc/auth.logout', { refreshToken: token(n) }),
      isRight: answers('{"result":{"data":{"success":true,"message":"Logged out successfully."}}}'),
    }
  },
  async 'campusbite refresh'({ secret = '' }) {
    const token = await refreshTokens(secret)
    return {
      call: (n) => post('/api/auth/refresh-token', { refreshToken: token(n) }),
      isRight: (status, body) => status === 200 && body.startsWith('{"success":true,"message":"Token refreshed."'),
    }
  },
  'floor refresh': () => ({
    call: (n) => post('/refresh', { refreshToken: `${sidOf(n)}.${jtiOf(n)}` }),
    isRight: (status, body) => status === 200 && body.startsWith('{"refreshToken":'),
  }),
  /** Signed in with the given token, or without one for the floor. */
  me({ path = '', token = '', wanted = '' }) {
    const call: Call = { method: 'GET', path, headers: token ? { authorization: `Bearer ${token}` } : {}, body: '' }
    return { call: () => call, isRight: (status, body) => status === 200 && body.includes(wanted) }
  },
  /** The same user again and again, with a correct password. */
  login: ({ email = '', password = '' }) => ({
    call: () => post('/api/auth/login', { email, password }),
    isRight: (status) => status === 200 || status === 429,
  }),
  'express-session logout': ({ secret = '' }) => ({
    call: (n) =>
      post(
        '/logout',
        {},
        { cookie: `connect.sid=${encodeURIComponent(`s:${sidOf(n)}.${mac(secret, sidOf(n)).replace(/=+$/, '')}`)}` },
      ),
    isRight: answers('{"success":true}'),
  }),
  'Auth.js logout'({ secret = '' }) {
    const csrf = sha256('a token against forgery')
    const guard = `authjs.csrf-token=${csrf}%7C${sha256(`${csrf}${secret}`)}`
    return {
      call: (n) => ({
        method: 'POST',
        path: '/auth/signout',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          cookie: `${guard}; authjs.session-token=${sidOf(n)}`,
        },
        body: `csrfToken=${csrf}`,
      }),
      isRight: (status) => status === 302,
    }
  },
  /** Revokes a refresh token, which deletes its grant. An unknown one gets the same response: the rows tell. */
  'oidc-provider revocation'({ secret = '' }) {
    const authorization = `Basic ${Buffer.from(`bench:${encodeURIComponent(secret)}`).toString('base64')}`
    return {
      call: (n) => ({
        method: 'POST',
        path: '/token/revocation',
        headers: { 'content-type': 'application/x-www-form-urlencoded', authorization },
        body: `token=${sidOf(n)}&token_type_hint=refresh_token`,
      }),
      isRight: answers(''),
    }
  },
  'Better Auth logout': ({ secret = '' }) => ({
    call: (n) => post('/api/auth/sign-out', {}, { origin: 'http://localhost', cookie: betterAuthCookie(secret, n) }),
    isRight: answers('{"success":true}'),
  }),
  /** The given session, again and again. */
  'Better Auth getSession'({ secret = '', session = '' }) {
    const headers = { cookie: betterAuthCookie(secret, Number(session)) }
    const call: Call = { method: 'GET', path: '/api/auth/get-session', headers, body: '' }
    const wanted = `"token":"${sidOf(Number(session))}"`
    return { call: () => call, isRight: (status, body) => status === 200 && body.includes(wanted) }
  },
  'floor logout': () => ({
    call: (n) => post('/logout', { refreshToken: `${sidOf(n)}.${jtiOf(n)}` }),
    isRight: answers('{"success":true}'),
  }),
}

export async function requestsNamed(name: string, given: Record<string, string>): Promise<Requests> {
  const make = makers[name]
  if (!make) throw new Error(`There are no requests called ${name}.`)
  return make(given)
}
