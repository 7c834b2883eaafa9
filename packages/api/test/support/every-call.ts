/** Every call, over tRPC and REST, with valid input: for what must hold for all of them. */
import { randomUUID } from 'node:crypto'
import { procedureFacts } from '../../src/procedures'
import { restRoutes } from '../../src/rest/routes'
import { appRouter } from '../../src/router'
import type { BearerLogin, Person, RunningApi } from '../../src/testing/index'

export interface Caller {
  person: Person
  login: BearerLogin
}

export interface Call {
  /** `POST /api/auth/login`, or the name of a procedure. */
  name: string
  procedure: string
  type: 'query' | 'mutation'
  send(options?: RequestInit): Promise<Response>
}

const inputs: Record<string, (caller: Caller) => object | undefined> = {
  'auth.register': () => ({ name: 'Somebody', email: `${randomUUID()}@campus.test`, password: 'correct horse' }),
  'auth.login': ({ person: { email, password } }) => ({ email, password }),
  'auth.refresh': ({ login: { refreshToken } }) => ({ refreshToken }),
  'auth.logout': ({ login: { refreshToken } }) => ({ refreshToken }),
  'auth.changePassword': ({ person: { password } }) => ({ currentPassword: password, newPassword: 'another horse' }),
  'auth.deleteAccount': ({ person: { password } }) => ({ password }),
  'session.end': () => ({ id: 'nothing-there' }),
  'operator.endings': () => ({ since: '0' }),
  'operator.sessions': ({ person: { email } }) => ({ email }),
  'operator.endSession': () => ({ id: 'nothing-there' }),
  'operator.endUser': ({ person: { email } }) => ({ email }),
  'operator.disableUser': ({ person: { email } }) => ({ email }),
  'order.place': () => ({ lines: [{ dishId: 'brownie', quantity: 1 }] }),
}

/** Those with a single response; subscriptions are in streams.test.ts. */
export const procedurePaths = Object.keys(appRouter._def.procedures).filter(
  (path) => procedureFacts(path)?.type !== 'subscription',
)

/** @throws if a procedure needs input that this table does not have */
function inputOf(procedure: string, caller: Caller): object | undefined {
  const make = inputs[procedure]
  if (!make && (procedureFacts(procedure)?.inputs ?? []).length > 0) throw new Error(`No input for ${procedure}.`)
  return make?.(caller)
}

export function everyCall(api: RunningApi, caller: Caller): Call[] {
  const bearer = { Authorization: `Bearer ${caller.login.accessToken}`, 'Content-Type': 'application/json' }
  const sending =
    (method: string, path: string, input: object | undefined) =>
    (options: RequestInit = {}) =>
      fetch(api.url + path, {
        method,
        headers: bearer,
        ...(input && method !== 'GET' ? { body: JSON.stringify(input) } : {}),
        ...options,
      })
  const overTrpc = procedurePaths.map((procedure): Call => {
    const type = procedureFacts(procedure)?.type === 'query' ? 'query' : 'mutation'
    const input = inputOf(procedure, caller)
    const query = input && type === 'query' ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''
    const send = sending(type === 'query' ? 'GET' : 'POST', `/api/trpc/${procedure}${query}`, input)
    return { name: procedure, procedure, type, send }
  })
  const overRest = restRoutes.map(({ method, path, procedure }): Call => {
    const send = sending(method, path.replace('{id}', 'nothing-there'), inputOf(procedure, caller))
    return { name: `${method} ${path}`, procedure, type: method === 'GET' ? 'query' : 'mutation', send }
  })
  return [...overTrpc, ...overRest]
}
