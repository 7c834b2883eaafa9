'use client'
/** Asking once more, in place of the button that asks. Cancelled, also by Escape, the focus is on that button again. */
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

export function useAsking() {
  const [asking, setAsking] = useState(false)
  const asker = useRef<HTMLButtonElement>(null)

  function cancel() {
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
  return { asking, asker, ask: () => setAsking(true), cancel }
}
