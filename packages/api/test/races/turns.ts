/** Runs one operation at a time, from one stop to its next, in a given order: so any interleaving can be repeated. */
import type { Pass } from './hold'

export type Operation = (pass: Pass) => Promise<void>

/**
 * Runs all of them to their ends. Each choice picks among the unfinished ones, modulo their number; after the last choice the
 * first one continues. Every operation stops before its first step.
 */
export async function inTurns(operations: readonly Operation[], choices: readonly number[]): Promise<void> {
  const waiting: (() => void)[] = []
  let standing = () => {}
  const stop = () =>
    new Promise<void>((go) => {
      waiting.push(go)
      standing()
    })
  const running = Promise.all(
    operations.map(async (operation) => {
      await stop()
      await operation(stop).finally(() => standing())
    }),
  )
  // Reported at the end, when nothing is in progress any more.
  running.catch(() => {})
  const next = [...choices]
  while (waiting.length > 0) {
    const [go] = waiting.splice((next.shift() ?? 0) % waiting.length, 1)
    const stands = new Promise<void>((resolve) => {
      standing = resolve
    })
    go?.()
    await stands
  }
  await running
}
