/** What server and clients agree on: wire shapes, error codes, names. Safe to import in a browser. */
export * from './error-codes'
export * from './limits'
export * from './names'
export { loggedInPath, loginPath, safeNext } from './safe-next'
export * as schemas from './schemas'
export * as shop from './shop'
export type * from './types'
