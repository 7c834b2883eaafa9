/** Lets one operation run at a time, from one stop to its next, in an order that is given: so any interleaving can be repeated. */
import type { Pass } from './hold'

export type Operation = (pass: Pass) => Promise<void>

/**
 * Runs all of them to their ends. Each choice picks among those that are not done yet, counted around; without any more
 * choices the first goes on. Every operation stands still before its first step.
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
  // Told at the end, when nothing is under way any more.
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
