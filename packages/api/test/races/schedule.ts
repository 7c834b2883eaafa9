/** Random schedules: some operations of one user on two instances, and the order of their steps. */
import fc from 'fast-check'
import { endings } from './endings'

export type Step = {
  /** Which instance carries it out. */
  at: 0 | 1
  /** Which of the user's two devices it is about. */
  device: 0 | 1
} & ({ do: 'refresh'; token: number } | { do: 'login' } | { do: 'end'; kind: string })

const where = { at: fc.constantFrom(0 as const, 1 as const), device: fc.constantFrom(0 as const, 1 as const) }

/** `token`: how many refreshes ago it was issued. */
const refresh = fc.record({ ...where, do: fc.constant('refresh' as const), token: fc.constantFrom(0, 0, 0, 0, 1, 2) })
const login = fc.record({ ...where, do: fc.constant('login' as const) })
/** Reuse is a refresh with an old token. */
const orders = endings.filter(({ reason }) => reason !== 'reuse').map(({ name }) => name)
const end = fc.record({ ...where, do: fc.constant('end' as const), kind: fc.constantFrom(...orders) })

export const schedules = fc.record({
  steps: fc.array(
    fc.oneof({ weight: 4, arbitrary: refresh }, { weight: 1, arbitrary: login }, { weight: 3, arbitrary: end }),
    { minLength: 2, maxLength: 6 },
  ),
  choices: fc.array(fc.nat(5), { maxLength: 40 }),
})

export type Schedule = typeof schedules extends fc.Arbitrary<infer T> ? T : never
