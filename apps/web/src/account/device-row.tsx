'use client'
/** One session of the user: its device, when it was last used, and the button that ends it. */
import type { SessionInfo } from '@campusbite/auth/contract'
import { useId } from 'react'
import { Button } from '../ui/button'
import { LaptopIcon, PhoneIcon } from '../ui/icons'
import { LocalTime } from '../ui/local-time'

interface DeviceRowProps {
  session: SessionInfo
  ending: boolean
  onEnd(): void
}

export function DeviceRow({ session, ending, onEnd }: DeviceRowProps) {
  const detailsId = useId()
  const Icon = /iphone|android|ipad|mobile/i.test(session.device) ? PhoneIcon : LaptopIcon
  return (
    <li className="flex flex-wrap items-center gap-4 p-4 sm:p-5">
      <span className="tile grid size-12 place-items-center rounded-2xl bg-muted">
        <Icon className="size-6" />
      </span>
      <div className="min-w-[min(11rem,100%)] flex-1">
        <p className="wrap-anywhere flex flex-wrap items-center gap-x-2 gap-y-1 font-bold">
          {session.device}
          {session.current && (
            <span className="rounded-full bg-leaf-tint px-2.5 py-0.5 font-semibold text-leaf text-sm">This device</span>
          )}
        </p>
        <p id={detailsId} className="wrap-anywhere text-sm text-soft">
          Last used <LocalTime iso={session.lastUsedAt} />
          {session.ipAddress && `, from\u00a0${session.ipAddress}`}
          <br />
          Logged in <LocalTime iso={session.createdAt} />
        </p>
      </div>
      {!session.current && (
        <Button
          variant="secondary"
          size="sm"
          className="max-sm:ml-[min(4rem,20vw)]"
          pending={ending}
          onClick={onEnd}
          aria-label={`Log out ${session.device}`}
          aria-describedby={detailsId}
        >
          Log out
        </Button>
      )}
    </li>
  )
}
