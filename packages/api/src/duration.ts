/** Parses durations like `90s`, `15m`, `1h`, `7d` into seconds; null for anything else, including zero. */
const units = { s: 1, m: 60, h: 3_600, d: 86_400 } as const

export function parseDuration(text: string): number | null {
  const match = /^(\d{1,6})\s*([smhd])$/.exec(text.trim())
  const unit = match?.[2]
  if (!match || !isUnit(unit)) return null
  const value = Number(match[1]) * units[unit]
  return value > 0 ? value : null
}

const isUnit = (text: string | undefined): text is keyof typeof units =>
  text !== undefined && Object.hasOwn(units, text)
