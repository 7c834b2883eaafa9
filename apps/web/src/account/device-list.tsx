'use client'
/** The user's sessions: this one is marked, and every other one has a button that ends it. */
import type { SessionInfo } from '@campusbite/auth/contract'
import { api } from '@campusbite/client/react'
import { useEffect, useRef } from 'react'
import { announce } from '../ui/announce'
import { Button } from '../ui/button'
import { messageOf } from '../ui/failure'
import { Notice } from '../ui/notice'
import { DeviceRow } from './device-row'
import { LogOutEverywhere } from './log-out-everywhere'

export function DeviceList({ initial }: { initial: SessionInfo[] }) {
  const cache = api.useUtils()
  const list = useRef<HTMLUListElement>(null)
  const { data: sessions } = api.session.list.useQuery(undefined, { initialData: initial })
  const refetch = () => cache.session.list.invalidate()
  const end = api.session.end.useMutation({ onSuccess: refetch })
  const endOthers = api.session.endOthers.useMutation({ onSuccess: refetch })

  // An earlier result would stay on the page next to the new one. A call in flight has none yet, and must still report it.
  const logOut = ({ id, device }: SessionInfo) => {
    if (!endOthers.isPending) endOthers.reset()
    end.mutate({ id }, { onSuccess: () => announce(`${device} was logged out.`) })
  }
  const logOutOthers = () => {
    if (!end.isPending) end.reset()
    endOthers.mutate()
  }

  const done = end.isSuccess ? end.submittedAt : 0
  useEffect(() => {
    // The pressed button disappears with its row: move the focus to the list instead of nowhere.
    if (done) list.current?.focus()
  }, [done])

  const failure = messageOf(end.error) ?? messageOf(endOthers.error)
  return (
    <div className="flex flex-col gap-6">
      {failure && <Notice kind="alert">{failure}</Notice>}
      {endOthers.isSuccess && <Notice kind="status">{endedOthers(endOthers.data.ended)}</Notice>}
      <ul ref={list} tabIndex={-1} aria-label="Devices" className="card divide-y divide-line">
        {sessions.map((session) => (
          <DeviceRow
            key={session.id}
            session={session}
            ending={end.isPending && end.variables.id === session.id}
            onEnd={() => logOut(session)}
          />
        ))}
      </ul>
      <div className="flex flex-wrap items-start gap-3">
        <Button variant="secondary" pending={endOthers.isPending} onClick={logOutOthers}>
          Log out other devices
        </Button>
        <LogOutEverywhere />
      </div>
      <noscript>To log out other devices, this page needs JavaScript.</noscript>
    </div>
  )
}

function endedOthers(ended: number): string {
  if (ended === 0) return 'You are not logged in on any other device.'
  return ended === 1 ? 'One other device was logged out.' : `${ended} other devices were logged out.`
}
