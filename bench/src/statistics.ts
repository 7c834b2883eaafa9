/** Medians, quantiles and ratios. Knows numbers only. */

export interface Spread {
  median: number
  min: number
  max: number
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Interpolated between two neighbors. `q`: 0.99 for the value that 99 % stay below. */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new RangeError('There is no quantile of nothing.')
  const sorted = Float64Array.from(values).sort()
  const at = (sorted.length - 1) * q
  const below = sorted[Math.floor(at)] ?? Number.NaN
  const above = sorted[Math.ceil(at)] ?? Number.NaN
  return below + (above - below) * (at - Math.floor(at))
}

export function spread(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) }
}

/**
 * Each round's ratio to the same round of the reference, and the spread of these. The machine drifts between rounds; within one,
 * both are affected equally.
 */
export function ratios(values: readonly number[], references: readonly number[]): Spread {
  if (values.length !== references.length)
    throw new RangeError('A ratio is taken within a round, of as many rounds each.')
  return spread(values.map((value, round) => value / (references[round] ?? Number.NaN)))
}
