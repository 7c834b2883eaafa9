/**
 * The battery: one refresh against one ending, each stopped in turn at each point where the other can overtake it, on the same
 * instance or on two. Runs a race and reports what survived; the tests decide whether that is right.
 */
import { AuthError, Revocations, type TokenPair } from '@campusbite/auth'
import { type EndingKind, endings } from './endings'
import { findings } from './findings'
import { Hold, type Side } from './hold'
import type { Instance } from './instance'
import { queueForRow } from './row-lock'
import { aScene, newest, type Scene } from './scene'

export interface Race {
  instances: readonly [Instance, Instance]
  kind: EndingKind
  pause: Pause
  redemption: Redemption
  /** Whether the ending and the refresh are on different instances. */
  elsewhere: boolean
}

/** Redeems the newest token, or the one just used, whose response was lost. */
export type Redemption = 'refresh' | 'repeat'

interface Sides {
  refresh(hold?: Hold): Promise<void>
  end(hold?: Hold): Promise<unknown>
  scene: Scene
  instance: Instance
}

export interface Pause {
  name: string
  /** A race inside the database needs it exclusively. */
  alone?: true
  /** Not for a repeated refresh, which waits for nothing. */
  refreshOnly?: true
  race(sides: Sides): Promise<void>
}

async function run({ instances, kind, pause, redemption, elsewhere }: Race): Promise<string[]> {
  const [here, there] = instances
  const ending = elsewhere ? there : here
  const scene = await aScene(here)
  const { raced } = scene
  const { refreshToken } = newest(raced)
  if (redemption === 'repeat') raced.pairs.push(await here.rules().refresh(refreshToken))
  // An instance that has not heard of the other's ending, however late: it must not be what prevents a survivor.
  const slow = elsewhere ? { revocations: new Revocations() } : {}
  const refresh = async (hold?: Hold) => {
    const pair = await refreshed(here.rules({ hold, ...slow }).refresh(refreshToken))
    if (pair) raced.pairs.push(pair)
  }
  const end = async (hold?: Hold) => kind.run({ auth: ending.rules({ hold }), prisma: ending.database.prisma }, scene)
  await pause.race({ refresh, end, scene, instance: here })
  return findings(scene, kind, instances)
}

/** The codes of a session that is over; reuse has its own. */
const over = new Set(['SESSION_ENDED', 'REFRESH_TOKEN_REUSED'])

/** The pair, or null if the session had ended already. Anything else is not a valid outcome of a refresh. */
export async function refreshed(pending: Promise<TokenPair>): Promise<TokenPair | null> {
  try {
    return await pending
  } catch (error) {
    if (error instanceof AuthError && over.has(error.code)) return null
    throw error
  }
}

const heldRefresh = (name: string, what: 'rotate' | 'answered', side: Side): Pause => ({
  name,
  async race({ refresh, end }) {
    const hold = new Hold(what, side)
    const refreshing = refresh(hold)
    await hold.reachedBy(refreshing)
    await end()
    hold.release()
    await refreshing
  },
})

const heldEnding = (what: EndingKind['steps'][number], side: Side): Pause => ({
  name: `while the ending is held ${side} its ${what}`,
  async race({ refresh, end }) {
    const hold = new Hold(what, side)
    const ending = end(hold)
    await hold.reachedBy(ending)
    await refresh()
    hold.release()
    await ending
  },
})

const queued = (name: string, order: (sides: Sides) => (() => Promise<unknown>)[]): Pause => ({
  name,
  ...{ alone: true, refreshOnly: true },
  race: (sides) => queueForRow(sides.instance.database, sides.scene.raced.sid, order(sides)),
})

const ofRefresh: readonly Pause[] = [
  heldRefresh('held before the store is asked', 'rotate', 'before'),
  heldRefresh('held between the answer of the store and the signing', 'rotate', 'after'),
  heldRefresh('held with its answer unwritten', 'answered', 'before'),
  queued('in the queue for the row before the ending', ({ refresh, end }) => [() => refresh(), () => end()]),
  queued('in the queue for the row behind the ending', ({ refresh, end }) => [() => end(), () => refresh()]),
]

export const pausesOf = ({ steps }: EndingKind): readonly Pause[] => [
  ...ofRefresh,
  ...steps.flatMap((step) => [heldEnding(step, 'before'), heldEnding(step, 'after')]),
]

/** The findings of both kinds of redemption and both places of the ending, at one point of the interleaving. */
export async function runAll(
  instances: readonly [Instance, Instance],
  kind: EndingKind,
  pause: Pause,
): Promise<string[]> {
  const redemptions: Redemption[] = pause.refreshOnly ? ['refresh'] : ['refresh', 'repeat']
  const races = redemptions.flatMap((redemption) =>
    [false, true].map((elsewhere) => async () => {
      const found = await run({ instances, kind, pause, redemption, elsewhere })
      return found.map((what) => `${redemption}, ${elsewhere ? 'other' : 'same'} instance: ${what}`)
    }),
  )
  if (!pause.alone) return (await Promise.all(races.map((race) => race()))).flat()
  const found: string[] = []
  for (const race of races) found.push(...(await race()))
  return found
}

export const battery = endings.flatMap((kind) => pausesOf(kind).map((pause) => ({ kind, pause })))
