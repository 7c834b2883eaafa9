/** A queue for work that many may ask for and few can do at once: whoever comes too many waits until one is done. */

interface Line {
  busy: number
  waiting: (() => void)[]
}

/**
 * @param most of one name at once
 * @param mostWaiting of one name; whoever comes then is told so by `full`
 * @returns settles like the work, and keeps to the order in which it was asked for
 */
export function inLine(most: number, mostWaiting: number, full: () => Error) {
  const lines = new Map<string, Line>()
  return async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const line = lines.get(name) ?? { busy: 0, waiting: [] }
    lines.set(name, line)
    if (line.busy < most) line.busy += 1
    else if (line.waiting.length >= mostWaiting) throw full()
    // Whoever has done hands the place on.
    else await new Promise<void>((resolve) => line.waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = line.waiting.shift()
      if (next) next()
      else if (--line.busy === 0) lines.delete(name)
    }
  }
}
