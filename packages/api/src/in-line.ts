/** A queue for work that many may ask for and few can do at once: excess callers wait until a place is free. */

interface Line {
  busy: number
  waiting: (() => void)[]
}

/**
 * @param most running at once per name
 * @param mostWaiting waiting per name; further callers get the error from `full`
 * @returns a function that settles like the work, in the order of the calls
 */
export function inLine(most: number, mostWaiting: number, full: () => Error) {
  const lines = new Map<string, Line>()
  return async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const line = lines.get(name) ?? { busy: 0, waiting: [] }
    lines.set(name, line)
    if (line.busy < most) line.busy += 1
    else if (line.waiting.length >= mostWaiting) throw full()
    // Whoever finishes passes the place on.
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
