/** G35: `docs/session-policy.md` matches the running configuration. */
import { readFileSync } from 'node:fs'
import { defaultPolicy, endReasons, Revocations } from '@campusbite/auth'
import { afterlifeSeconds } from '@campusbite/auth/contract'
import { expect, test } from 'vitest'
import { readEnv } from '../src/env'
import { keepEndingsDays, writeUsesEveryMs } from '../src/housekeeping'
import { throttleLimits } from '../src/login-throttle'
import { tableUnder } from './support/markdown-table'

const text = readFileSync(new URL('../../../docs/session-policy.md', import.meta.url), 'utf8')

const units = { second: 1, minute: 60, hour: 3_600, day: 86_400 }
const seconds = (words: string): number => {
  const [, count, unit] = /^(\d+) (second|minute|hour|day)s?$/.exec(words) ?? []
  return Number(count) * units[unit as keyof typeof units]
}
const attempts = (words: string) => {
  const [points = '', window = ''] = words.split(' in ')
  return { points: Number(points), seconds: seconds(window) }
}
const limit = ({ points, seconds }: { points: number; seconds: number }) => ({ points, seconds })

test('G35 every documented limit is the one in force', () => {
  const rows = Object.fromEntries(tableUnder(text, 'Limits').map(([what = '', words = '']) => [what, words]))
  const { accessTokenSeconds, sessionSeconds, idleSeconds, reuseIntervalSeconds } = readEnv({}).policy
  const running = {
    'life of an access token': accessTokenSeconds,
    'absolute life of a session': sessionSeconds,
    'life of a session that is not used': idleSeconds,
    'keeping a refresh cookie beyond its session': afterlifeSeconds,
    'repeating a refresh whose answer was lost': reuseIntervalSeconds,
    'writing when sessions were last used': writeUsesEveryMs / 1000,
    'trusting memory about ended sessions': patienceSeconds(),
    'keeping the record of an ending': keepEndingsDays * 86_400,
    'wrong passwords, one account from one address': limit(throttleLimits.accountAtAddress),
    'wrong passwords, one account': limit(throttleLimits.account),
    'wrong passwords, one address': limit(throttleLimits.address),
    'accounts made, one address': limit(throttleLimits.accountsMade),
  }
  const written = Object.entries(rows).map(([what, words]) => [
    what,
    words.includes(' in ') ? attempts(words) : seconds(words),
  ])
  expect(Object.fromEntries(written)).toEqual(running)
  expect(Object.values(defaultPolicy)).toHaveLength(4)
})

test('G35 the documented settings change the limits they are listed for', () => {
  const { policy } = readEnv({ ACCESS_TOKEN_TTL: '5m', REFRESH_TOKEN_TTL: '1d' })
  expect(policy).toMatchObject({ accessTokenSeconds: 300, sessionSeconds: 86_400, idleSeconds: 86_400 })
  for (const [, , setting = ''] of tableUnder(text, 'Limits'))
    expect(setting).toMatch(/^(|`(ACCESS|REFRESH)_TOKEN_TTL`)$/)
})

test('G35 a shorter session also shortens access tokens; only an explicit longer TTL is refused', () => {
  expect(readEnv({ REFRESH_TOKEN_TTL: '30m' }).policy).toMatchObject({ accessTokenSeconds: 1800, sessionSeconds: 1800 })
  expect(readEnv({ REFRESH_TOKEN_TTL: '2h' }).policy.accessTokenSeconds).toBe(defaultPolicy.accessTokenSeconds)
  expect(() => readEnv({ ACCESS_TOKEN_TTL: '1h', REFRESH_TOKEN_TTL: '30m' })).toThrow(
    /^ACCESS_TOKEN_TTL must not be longer than REFRESH_TOKEN_TTL\.$/,
  )
})

test('G35 exactly the reasons for which a session ends are documented', () => {
  expect(tableUnder(text, 'What ends a session').map(([reason]) => reason)).toEqual(
    endReasons.map((one) => `\`${one}\``),
  )
})

function patienceSeconds(): number {
  const revocations = new Revocations()
  revocations.confirm(new Date(0))
  let ms = 0
  while (revocations.isCurrent(new Date(ms))) ms += 500
  return (ms - 500) / 1000
}
