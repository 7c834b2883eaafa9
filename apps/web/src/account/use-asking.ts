'use client'
/**
 * A confirmation in place of the button that asks. Cancelling, also with Escape, returns the focus to that button. An action in
 * progress cannot be cancelled: that would only hide it.
 */
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

export type Asking = ReturnType<typeof useAsking>

export function useAsking() {
  const [asking, setAsking] = useState(false)
  const [underWay, setUnderWay] = useState(false)
  const asker = useRef<HTMLButtonElement>(null)

  /** Runs the confirmed action, in progress until it fails: success leaves the page. */
  async function carryOut(work: () => Promise<unknown>) {
    setUnderWay(true)
    try {
      await work()
    } catch (error) {
      setUnderWay(false)
      throw error
    }
  }

  function cancel() {
    if (underWay) return
    flushSync(() => setAsking(false))
    asker.current?.focus()
  }
  useEffect(() => {
    if (!asking) return
    const onKey = ({ key, defaultPrevented }: KeyboardEvent) => {
      if (key === 'Escape' && !defaultPrevented) cancel()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })
  return { asking, underWay, asker, ask: () => setAsking(true), cancel, carryOut }
}
