/** Waiting that ends: time limits which never keep a Node process alive. */

/** Settles like `work`, or as `undefined` after the limit. The work itself goes on. Never rejects on the limit. */
export function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  let cancel = () => {}
  const limit = new Promise<undefined>((resolve) => {
    cancel = after(milliseconds, () => resolve(undefined))
  })
  return Promise.race([work, limit]).finally(() => cancel())
}

/** Calls back after a time, unless cancelled. */
export function after(milliseconds: number, callback: () => void): () => void {
  const timer: unknown = setTimeout(callback, milliseconds)
  // In Node a waiting retry must not keep a script from ending; in browsers a timer is a number.
  if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function')
    timer.unref()
  return () => clearTimeout(timer as number)
}

/** Rejects with `reason()` as soon as the signal is aborted, even when the work ignores it. */
export function untilAborted<T>(signal: AbortSignal, work: Promise<T>, reason: () => unknown): Promise<T> {
  if (signal.aborted) return Promise.reject(reason())
  return new Promise((resolve, reject) => {
    const stop = () => reject(reason())
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
