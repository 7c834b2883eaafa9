'use client'
/**
 * Why the login page is being shown. It takes the focus, so that it is read out: a page that loads announces nothing. What
 * it says of the server changes when that has been told, which its role announces politely.
 */
import type { LoginNotice as Reason } from '@campusbite/auth/contract'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { campusbite } from '../lib/campusbite'
import { Notice } from '../ui/notice'
import { forgetTraces } from './forget-traces'
import { noticeTexts } from './login-texts'
import { carriedNotice } from './tab-notice'

const never = () => () => {}

/** `told`: by the server. Without it, what the page before this one in the same tab has left. */
export function LoginNotice({ told }: { told: Reason | undefined }) {
  const carried = useSyncExternalStore(never, carriedNotice, () => undefined)
  const notice: Reason | undefined = told ?? carried
  const paragraph = useRef<HTMLParagraphElement>(null)
  const [delivered, setDelivered] = useState(false)
  useEffect(() => {
    if (!notice) return
    // Who has begun to type before this script came stays where they are. A field that the server has put them in gives way: it
    // did not know then that there is something to be said.
    const { activeElement: at } = document
    const put = at instanceof HTMLInputElement && at.autofocus && at.value === ''
    if (at === document.body || put) paragraph.current?.focus()
    // A logout without the page's script, or by the server, has left what only a page can forget.
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
