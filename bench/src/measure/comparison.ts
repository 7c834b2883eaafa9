/** A table of rates and latencies, each compared with the first row's of the same round. */
import type { Table } from '../sections/section'
import { ratios, type Spread, spread } from '../statistics'
import type { Measured } from './measure'

export interface Comparison {
  title: string
  text: string
  names: readonly string[]
  /** For each name one result per round; the first is what the others are compared with. */
  rounds: readonly (readonly Measured[])[]
}

export function comparison({ title, text, names, rounds }: Comparison): Table {
  const values = (index: number, key: keyof Measured) => (rounds[index] ?? []).map((round) => round[key])
  const figures = names.map((name, index) => ({
    name,
    perSecond: spread(values(index, 'perSecond')),
    ratio: ratios(values(index, 'perSecond'), values(0, 'perSecond')),
    p50: spread(values(index, 'p50')),
    p50Ratio: ratios(values(index, 'p50'), values(0, 'p50')),
    p99: spread(values(index, 'p99')),
    p99Ratio: ratios(values(index, 'p99'), values(0, 'p99')),
    serverMicros: spread(values(index, 'serverMicros')),
    databaseMicros: spread(values(index, 'databaseMicros')),
  }))
  return {
    title,
    text,
    columns: [
      'what answers',
      'requests/s',
      'ratio',
      'p50 ms',
      'ratio',
      'p99 ms',
      'ratio',
      'server µs',
      'PostgreSQL µs',
    ],
    rows: figures.map((one) => [
      one.name,
      shown(one.perSecond, 0),
      shown(one.ratio, 2),
      shown(one.p50, 2),
      shown(one.p50Ratio, 2),
      shown(one.p99, 2),
      shown(one.p99Ratio, 2),
      one.serverMicros.median.toFixed(0),
      one.databaseMicros.median.toFixed(0),
    ]),
    figures,
  }
}

/** The median, and the range of the rounds. */
function shown({ median, min, max }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`
}
