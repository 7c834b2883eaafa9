/** The cost of checking whether a session is alive, against only verifying its access token. In this process, without a network. */
import { type Auth, audience, createAuth, defaultPolicy, deriveKeys, Revocations } from '@campusbite/auth'
import { jwtVerify } from 'jose'
import { Dishonest } from '../honesty'
import { accessTokens, sidOf } from '../sessions'
import { ratios, spread } from '../statistics'
import type { Section } from './section'

const tokensOfARound = 2_000
const issuer = 'campusbite'

type Check = (token: string) => Promise<unknown>

export const checks: Section = {
  name: 'checks',
  about: 'checking an access token, new or seen before, against only verifying its JWT',
  async run({ options, say }) {
    say(`checks: ${options.rounds} rounds …`)
    const secret = 'the secret of the checks, which nobody has to guess'
    const keys = await deriveKeys([secret])
    const token = await accessTokens(secret)
    const revocations = new Revocations(Number.POSITIVE_INFINITY)
    revocations.confirm(new Date())
    const auth = createAuth({ ...nobody, keys, issuer, revocations, policy: defaultPolicy })
    const [{ publicKey }] = keys.access
    const alone: Check = (one) =>
      jwtVerify(one, () => publicKey, { algorithms: ['EdDSA'], typ: 'at+jwt', issuer, audience })
    const check: Check = (one) => auth.authenticate(one)
    const rows: { name: string; check: Check; micros: number[] }[] = [
      { name: 'jose: the JWT alone', check: alone, micros: [] },
      { name: 'CampusBite, a token not seen before', check, micros: [] },
      { name: 'CampusBite, a token seen before', check, micros: [] },
    ]
    for (let round = 0; round <= options.rounds; round += 1) {
      const tokens = Array.from({ length: tokensOfARound }, (_, n) => token(round * tokensOfARound + n))
      // Whoever comes first after a pause is at a disadvantage. A token is always seen after it was new.
      for (const row of round % 2 ? [...rows.slice(1), ...rows.slice(0, 1)] : rows) {
        const micros = await microsOfEach(tokens, row.check)
        // The first round is a warm-up.
        if (round > 0) row.micros.push(micros)
      }
    }
    await requireRefusal(auth, revocations, token(0))
    const first = rows[0]?.micros ?? []
    const figures = rows.map(({ name, micros }) => ({ name, micros: spread(micros), ratio: ratios(micros, first) }))
    return [
      {
        title: 'Checking an access token',
        text: `${tokensOfARound} tokens per round, one after the other. A check that queried the database would fail here.`,
        columns: ['what checks', 'processor µs', 'ratio'],
        rows: figures.map(({ name, micros, ratio }) => [
          name,
          `${micros.median.toFixed(1)} (${micros.min.toFixed(1)}–${micros.max.toFixed(1)})`,
          `${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)})`,
        ]),
        figures,
      },
    ]
  },
}

/** Stores that must not be called. */
const unasked = <Store extends object>(): Store =>
  new Proxy({} as Store, {
    get: (_, method) => () => {
      throw new Dishonest(`The check of a token queried the database: ${String(method)}.`)
    },
  })
const nobody: Pick<Parameters<typeof createAuth>[0], 'sessions' | 'users'> = { sessions: unasked(), users: unasked() }

/** CPU time, including threads. */
async function microsOfEach(tokens: readonly string[], check: Check): Promise<number> {
  const before = process.cpuUsage()
  for (const token of tokens) await check(token)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / tokens.length
}

/** Would detect a check that is fast because it no longer checks: the token is refused once its session has ended. */
async function requireRefusal(auth: Auth, revocations: Revocations, token: string): Promise<void> {
  await auth.authenticate(token)
  revocations.add(sidOf(0), new Date(Date.now() + 60_000), 'logout')
  const passed = await auth.authenticate(token).then(
    () => true,
    () => false,
  )
  if (passed) throw new Dishonest('A token passed whose session has ended.')
}
