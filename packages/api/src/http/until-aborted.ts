/** An iteration that stops at once when it is told to, also while its source is waiting for something. */

/** @throws the signal's reason */
export async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]()
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  aborted.catch(() => {})
  try {
    for (;;) {
      signal.throwIfAborted()
      const step = await Promise.race([iterator.next(), aborted])
      if (step.done) return
      yield step.value
    }
  } finally {
    // Not waited for: a source that is waiting for something itself hears of it when that has come.
    void iterator.return?.()?.catch(() => {})
  }
}
