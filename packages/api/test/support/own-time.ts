/** Time as this process lived it. A machine that is busy with other things lets it wait, and that is not what is measured. */
const everyMs = 10

/** @returns how many milliseconds this process has lived through since; at most what a clock would say */
export function ownTime(): Disposable & { ms(): number } {
  let ticks = 0
  const timer = setInterval(() => ticks++, everyMs)
  return { ms: () => ticks * everyMs, [Symbol.dispose]: () => clearInterval(timer) }
}
