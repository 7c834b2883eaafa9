/** An instance in its own process, which runs the jobs from its parent's channel, many at a time. */
import { type Auth, AuthError, Revocations, type TokenPair } from '@campusbite/auth'
import { refreshed } from './battery'
import { endingNamed } from './endings'
import { type Instance, openInstance } from './instance'
import { aScene, newest, type Scene } from './scene'

let instance: Instance | undefined
const here = (): Instance => {
  if (!instance) throw new Error('Not open yet.')
  return instance
}

const orders = {
  async open(url: string): Promise<void> {
    instance = await openInstance({ url })
  },

  scenes: (count: number, rotations: number): Promise<Scene[]> =>
    Promise.all(Array.from({ length: count }, () => aScene(here(), rotations))),

  /** Refreshes each session, from its turn on, for as long as it can; returns every pair it got. */
  refreshUntilEnded: (jobs: Job[]): Promise<TokenPair[][]> => Promise.all(jobs.map(refreshUntilEnded)),

  /** Ends each session in its own way, each in its turn. */
  async end(jobs: (Job & { kind: string })[]): Promise<void> {
    const { rules, database } = here()
    const auth = rules()
    const end = async ({ scene, kind, after }: Job & { kind: string }) => {
      await turn(after)
      await endingNamed(kind).run({ auth, prisma: database.prisma }, scene)
    }
    await Promise.all(jobs.map(end))
  },

  /** Redeems one token several times at once. */
  redeem: (refreshToken: string, times: number): Promise<TokenPair[]> =>
    Promise.all(Array.from({ length: times }, () => here().rules().refresh(refreshToken))),

  /** Resolves when this process knows that all of them have ended. */
  async know(sids: string[]): Promise<void> {
    await Promise.all(sids.map((sid) => here().revocations.knows(sid)))
  },

  /** Access tokens that are still valid here. */
  survivingAccess: (pairs: TokenPair[]): Promise<string[]> =>
    surviving(pairs, 'an access token', here().rules(), (auth, { accessToken }) => auth.authenticate(accessToken)),

  /** Refresh tokens that the database still accepts, whatever this process remembers. The newest of a session comes last. */
  survivingRefresh: (pairs: TokenPair[]): Promise<string[]> =>
    surviving(pairs, 'a refresh token', here().rules({ revocations: new Revocations() }), (auth, { refreshToken }) =>
      auth.refresh(refreshToken),
    ),
}

export type Orders = typeof orders

export interface Job {
  scene: Scene
  /** How many other queries come first: some jobs start sooner, some later. */
  after: number
}

async function turn(after: number): Promise<void> {
  for (let n = 0; n < after; n++) await here().database.ping()
}

async function refreshUntilEnded({ scene: { raced }, after }: Job): Promise<TokenPair[]> {
  const auth = here().rules()
  await turn(after)
  const pairs: TokenPair[] = []
  for (let token: string | undefined = newest(raced).refreshToken; token; token = pairs.at(-1)?.refreshToken) {
    const pair = await refreshed(auth.refresh(token))
    if (!pair) break
    pairs.push(pair)
  }
  return pairs
}

async function surviving(
  pairs: TokenPair[],
  what: string,
  auth: Auth,
  use: (auth: Auth, pair: TokenPair) => Promise<unknown>,
): Promise<string[]> {
  const found: string[] = []
  for (const pair of [...pairs].reverse()) {
    await use(auth, pair).then(
      () => found.push(`${what} of ${pair.sid}`),
      (error: unknown) => {
        if (!(error instanceof AuthError) || error.code === 'UNAVAILABLE') throw error
      },
    )
  }
  return found
}

interface Order {
  id: number
  name: keyof Orders
  given: never[]
}

process.on('message', ({ id, name, given }: Order) => {
  const done: Promise<unknown> = Reflect.apply(orders[name], orders, given)
  done.then(
    (result) => process.send?.({ id, result }),
    (error: Error) => process.send?.({ id, error: error.stack ?? error.message }),
  )
})
process.on('disconnect', () => void instance?.[Symbol.asyncDispose]())
