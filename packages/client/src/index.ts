/** The client's public exports. */
export type { ErrorCode, FieldError, Notice } from '@campusbite/auth/contract'
export type { ServerSession } from './adopt'
export type {
  Api,
  CallOptions,
  ErrorShape,
  Mutation,
  Query,
  Subscriber,
  Subscription,
  Unsubscribable,
} from './api-types'
export type { Cleared } from './cleanups'
export { type CampusBite, createCampusBite } from './create-campusbite'
export { CampusBiteError, type ClientErrorCode, isLoggedOut } from './errors'
export type { LogoutResult } from './logout'
export type { CampusBiteOptions, Durable, Streams } from './options'
export type { Session, SignedIn, SignedOut } from './session-state'
export { cookieTokens } from './tokens/cookie'
export { localStorageTokens } from './tokens/local-storage'
export { memoryTokens } from './tokens/memory'
export type { SessionTokens, TokenStore } from './tokens/token-store'
export type * from './wire-types'
