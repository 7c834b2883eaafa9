/** What is reported about each answered request, for logs and metrics. None of its content. */
import type { AccessClaims } from '@campusbite/auth'
import type { Logger } from '../log'

export interface AnsweredRequest {
  requestId: string
  method: string
  /** A route name such as `/api/auth/sessions/{id}`: few, and free of client input. */
  route: string
  status: number
  seconds: number
  caller: AccessClaims | undefined
}

export type Watch = (request: AnsweredRequest) => void

export function logRequests(log: Logger): Watch {
  return ({ requestId, method, route, status, seconds, caller }) => {
    const who = caller ? { sid: caller.sid, userId: caller.userId } : {}
    log.info({ requestId, method, route, status, ms: Math.round(seconds * 1e4) / 10, ...who }, 'request')
  }
}
