'use client'
/**
 * Why the login page is shown. It takes the focus, so that it is read out: a page load announces nothing. When the server has
 * been told of a queued logout, the text changes, and its role announces that politely.
 */
import type { LoginNotice as Reason } from '@campusbite/auth/contract'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { campusbite } from '../lib/campusbite'
import { Notice } from '../ui/notice'
import { forgetTraces } from './forget-traces'
import { noticeTexts } from './login-texts'
import { carriedNotice } from './tab-notice'

const never = () => () => {}

/** `told`: by the server. Without it, what the tab's previous page has left. */
export function LoginNotice({ told }: { told: Reason | undefined }) {
  const carried = useSyncExternalStore(never, carriedNotice, () => undefined)
  const notice: Reason | undefined = told ?? carried
  const paragraph = useRef<HTMLParagraphElement>(null)
  const [delivered, setDelivered] = useState(false)
  useEffect(() => {
    if (!notice) return
    // If the user has begun to type before this script loaded, the focus stays. A field that the server has autofocused gives it
    // up: the server did not know then that there would be a notice.
    const { activeElement: at } = document
    const put = at instanceof HTMLInputElement && at.autofocus && at.value === ''
    if (at === document.body || put) paragraph.current?.focus()
    // A logout without the page's script, or by the server, leaves traces that only a page can clear.
    if (notice !== 'account-created') forgetTraces().catch(() => {})
    let here = true
    void campusbite()
      .delivered()
      .then(() => here && setDelivered(true))
    return () => {
      here = false
    }
  }, [notice])
  if (!notice) return null
  const current = notice === 'logged-out-queued' && delivered ? 'logged-out' : notice
  const good = current.startsWith('logged-out') || current === 'account-created'
  return (
    <Notice kind="status" tone={good ? 'good' : 'plain'} ref={paragraph}>
      {noticeTexts[current]}
    </Notice>
  )
}
