'use client'
/** Shown when a page fails. Reveals nothing of what it was about to show. */
import { useEffect } from 'react'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'
import { Page } from '../ui/page'

export default function PageError() {
  useEffect(() => {
    document.title = 'Something went wrong · CampusBite'
  }, [])
  return (
    <Page title="Something went wrong" width="narrow">
      <Notice kind="alert">This page could not be shown. Nothing was lost.</Notice>
      <Button className="self-start" onClick={() => location.reload()}>
        Try again
      </Button>
    </Page>
  )
}
