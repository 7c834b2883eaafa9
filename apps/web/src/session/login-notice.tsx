'use client'
/** Why the login page is being shown. It takes the focus, so that it is read out: a page that loads announces nothing. */
import { useEffect, useRef } from 'react'
import { Notice } from '../ui/notice'

export function LoginNotice({ text, tone }: { text: string; tone: 'good' | 'plain' }) {
  const paragraph = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    paragraph.current?.focus()
  }, [])
  return (
    <Notice kind="status" tone={tone} ref={paragraph}>
      {text}
    </Notice>
  )
}
