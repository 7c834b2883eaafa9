/** One instance of the API below HTTP: its own connections, memory of endings and follower, with the same secret. */
import {
  type Auth,
  createAuth,
  defaultPolicy,
  deriveKeys,
  type PasswordHasher,
  type Policy,
  type Revocations,
  type SessionStore,
} from '@campusbite/auth'
import { type Database, openDatabase } from '@campusbite/db'
import { type Hold, type Pass, passing } from './hold'
import { WatchedRevocations } from './watched-revocations'

const keys = await deriveKeys(['a-secret-for-tests-of-32-bytes-or-more'])

/** Passwords are not the subject here, and argon2id would take most of the time. */
const passwords: PasswordHasher = {
  hash: async (password) => `plain:${password}`,
  verify: async (hash, password) => hash === `plain:${password}`,
}

/** A way to build it wrong. */
export interface Sabotage {
  name: string
  sessions?(database: Database): SessionStore
  auth?(right: Auth, parts: { database: Database; rules(instead: Partial<Deps>): Auth }): Auth
}

/** What may replace the instance's own parts. */
interface Deps {
  revocations: Revocations
  policy: Policy
  now: () => Date
}

export interface Given extends Partial<Deps> {
  /** Where to stop one of its calls. */
  hold?: Hold | undefined
  /** Called at every such place. */
  pass?: Pass
}

export interface Instance extends AsyncDisposable {
  database: Database
  revocations: WatchedRevocations
  rules(given?: Given): Auth
}

export interface InstanceOptions {
  url: string
  now?: () => Date
  sabotage?: Sabotage | undefined
}

export async function openInstance({ url, now = () => new Date(), sabotage }: InstanceOptions): Promise<Instance> {
  const revocations = new WatchedRevocations()
  const database = await openDatabase({ url, revocations, now })
  const sessionStore = sabotage?.sessions?.(database) ?? database.sessions
  const rules = ({ hold, pass, ...instead }: Given = {}): Auth => {
    const stop: Pass = async (what, side) => {
      await pass?.(what, side)
      await hold?.pass(what, side)
    }
    const sessions = passing(sessionStore, stop)
    const users = passing(database.users, stop)
    const deps = { sessions, users, revocations, keys, issuer: 'campusbite', policy: defaultPolicy, passwords, now }
    const right = createAuth({ ...deps, ...instead })
    const parts = { database, rules: (other: Partial<Deps>) => createAuth({ ...deps, ...instead, ...other }) }
    const auth = sabotage?.auth?.(right, parts) ?? right
    return { ...auth, ...answering(auth, stop) }
  }
  return { database, revocations, rules, [Symbol.asyncDispose]: () => database.close() }
}

/** Operations that return tokens stop once more after the rules are done with them. */
function answering(auth: Auth, stop: Pass): Pick<Auth, 'refresh' | 'login'> {
  const answered = async <T>(result: Promise<T>) => {
    const value = await result
    await stop('answered', 'before')
    return value
  }
  return {
    refresh: (token) => answered(auth.refresh(token)),
    login: (input, device) => answered(auth.login(input, device)),
  }
}
