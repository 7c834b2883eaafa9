/** For tests of this package and of those above it: real databases that dispose of themselves. */
export {
  type FreshDatabase,
  type FreshDataDir,
  freshDatabase,
  freshDataDir,
  withClient,
  withDatabase,
} from './fresh-database'
export { cutListeners, listenersOf } from './listeners'
export { type PgBouncer, startPgBouncer, throughPool } from './start-pgbouncer'
export { type PostgresServer, startPostgres } from './start-postgres'
export { openWire, type Wire } from './wire'
