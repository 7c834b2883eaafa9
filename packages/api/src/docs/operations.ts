/** What the reference says about each REST operation beyond its schemas: access, errors, and an example of input and output. */
import type { ErrorCode } from '@campusbite/auth/contract'

export interface Operation {
  access: 'anybody' | 'signed-in' | 'operator'
  description: string
  /** In addition to those of its kind. */
  errors?: ErrorCode[]
  input?: unknown
  data?: unknown
}

const user = { id: '0193a1f0-7c1e-7b52-9d3a-5c1f0e2b4a6d', name: 'Ada', email: 'ada@campus.example', role: 'customer' }
const tokens = {
  accessToken: 'eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCIsImtpZCI6…',
  refreshToken: 'eyJhbGciOiJIUzI1NiIsInR5cCI6InJ0K2p3dCJ9…',
  logoutTicket: 'eyJhbGciOiJIUzI1NiIsInR5cCI6ImxvZ291dC10aWNrZXQrand0In0…',
  expiresIn: 3600,
}
const password = 'correct horse battery staple'

export const operations: Record<string, Operation> = {
  'auth.register': {
    access: 'anybody',
    description: 'Creates an account. It does not start a session: log in afterwards.',
    errors: ['EMAIL_TAKEN', 'TOO_MANY_ATTEMPTS'],
    input: { name: 'Ada', email: user.email, password },
    data: user,
  },
  'auth.login': {
    access: 'anybody',
    description:
      'Starts a session, always a new one. The tokens are in the body, unless `delivery` is `cookie`: then they travel only in HttpOnly cookies, and only to pages on the API’s own origin. The previous session of this browser or bearer ends.',
    errors: ['INVALID_CREDENTIALS', 'TOO_MANY_ATTEMPTS'],
    input: { email: user.email, password },
    data: { ...tokens, user },
  },
  'auth.refresh': {
    access: 'anybody',
    description:
      'Redeems a refresh token for the next pair. Each can be used once; using one again after the reuse interval ends its session. The session’s absolute lifetime is not extended.',
    errors: [
      'REFRESH_TOKEN_REQUIRED',
      'INVALID_REFRESH_TOKEN',
      'REFRESH_TOKEN_REUSED',
      'SESSION_ENDED',
      'SESSION_EXPIRED',
    ],
    input: { refreshToken: tokens.refreshToken },
    data: tokens,
  },
  'auth.logout': {
    access: 'anybody',
    description:
      'Ends one session for good: the one named by a refresh token of any age, by a logout ticket, or else by the cookies or the access token of the request. It succeeds with no token, an unknown or an expired one, and any number of times. It needs no access token and is never rate limited. 200 means that the session is gone from the database; if it could not be deleted, the response is an error.',
    input: { refreshToken: tokens.refreshToken },
  },
  'auth.me': { access: 'signed-in', description: 'The user of the request’s access token or cookie.', data: user },
  'session.list': {
    access: 'signed-in',
    description: 'All live sessions of the caller, one for each device that is logged in.',
    data: [
      {
        id: '0193a1f3-2b6d-7c40-8f11-a1b2c3d4e5f6',
        device: 'Firefox on Linux',
        ipAddress: '203.0.113.7',
        createdAt: '2030-03-01T08:00:00.000Z',
        lastUsedAt: '2030-03-01T09:30:00.000Z',
        current: true,
      },
    ],
  },
  'session.end': {
    access: 'signed-in',
    description:
      'Ends one session of the caller. It also succeeds if that session is gone already or is somebody else’s: that reveals nothing, and somebody else’s session does not end.',
  },
  'session.endOthers': {
    access: 'signed-in',
    description: 'Ends every session of the caller except this one. `ended` is how many there were.',
    data: { ended: 2 },
  },
  'session.endAll': {
    access: 'signed-in',
    description: 'Ends every session of the caller, this one included. `ended` is how many there were.',
    data: { ended: 3 },
  },
  'auth.changePassword': {
    access: 'signed-in',
    description: 'Sets a new password. Every other session of the caller ends in the same transaction.',
    errors: ['WRONG_PASSWORD', 'TOO_MANY_ATTEMPTS'],
    input: { currentPassword: password, newPassword: 'a longer and better passphrase' },
    data: { ended: 2 },
  },
  'auth.deleteAccount': {
    access: 'signed-in',
    description: 'Deletes the caller’s account and all its data. Every session ends in the same transaction.',
    errors: ['WRONG_PASSWORD', 'TOO_MANY_ATTEMPTS'],
    input: { password },
  },
  'operator.endings': {
    access: 'operator',
    description:
      'Which sessions have ended since a cursor, and until when their access tokens must be refused: for another service that verifies access tokens itself.',
    data: {
      cursor: '1842',
      endings: [{ sid: '0193a1f3-2b6d-7c40-8f11-a1b2c3d4e5f6', accessUntil: '2030-03-01T10:30:00.000Z' }],
    },
  },
}
