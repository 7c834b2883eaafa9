'use client'
/** A time in the reader's time zone, which the server cannot know: it renders UTC, and the browser corrects it. */
import { useHydrated } from './use-hydrated'

const options = { dateStyle: 'medium', timeStyle: 'short' } as const
const utc = new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' })

export function LocalTime({ iso }: { iso: string }) {
  const hydrated = useHydrated()
  const date = new Date(iso)
  const text = hydrated ? new Intl.DateTimeFormat('en-US', options).format(date) : `${utc.format(date)} UTC`
  return <time dateTime={iso}>{text}</time>
}
