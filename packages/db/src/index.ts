/** The public exports of the database package. */
export type { AttemptLimiter, AttemptLimits } from './attempt-limiter'
export { DatabaseError, type DatabaseErrorCode } from './database-error'
export { type Database, type DatabaseOptions, openDatabase } from './open-database'
export { demoLogin } from './seed'
export type { ShopStore } from './shop-store'
