/** What is told of each request once it has been answered, for logs and metrics. Nothing of what it carried. */
import type { AccessClaims } from '@campusbite/auth'
import type { Logger } from '../log'

export interface AnsweredRequest {
  requestId: string
  method: string
  /** A name of ours, `/api/auth/sessions/{id}`: few, and without anything that a stranger wrote. */
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
