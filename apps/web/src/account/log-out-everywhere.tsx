'use client'
/** Ends every session of the user, including this one. Asks for confirmation in place. */
import { useEffect, useRef, useState } from 'react'
import { campusbite } from '../lib/campusbite'
import { Button } from '../ui/button'
import { messageOf } from '../ui/failure'
import { Notice } from '../ui/notice'
import { type Asking, useAsking } from './use-asking'

export function LogOutEverywhere() {
  const question = useAsking()
  if (question.asking) return <Confirm {...question} />
  return (
    <Button ref={question.asker} variant="danger" onClick={question.ask}>
      Log out everywhere
    </Button>
  )
}

function Confirm({ underWay, cancel, carryOut }: Asking) {
  const [error, setError] = useState<unknown>(null)
  const question = useRef<HTMLParagraphElement>(null)
  useEffect(() => question.current?.focus(), [])

  async function confirm() {
    setError(null)
    try {
      await carryOut(() => campusbite().logoutEverywhere())
    } catch (thrown) {
      setError(thrown)
    }
  }
  return (
    <fieldset aria-labelledby="everywhere" className="card flex min-w-0 w-full flex-col gap-4 border-danger p-5">
      {messageOf(error) && <Notice kind="alert">{messageOf(error)}</Notice>}
      <p id="everywhere" ref={question} tabIndex={-1} className="font-semibold">
        This ends all your sessions, including this one. You will have to log in again.
      </p>
      <div className="flex flex-wrap gap-3">
        <Button variant="danger" pending={underWay} onClick={() => void confirm()}>
          Yes, log out everywhere
        </Button>
        <Button variant="quiet" idle={underWay} onClick={cancel}>
          Stay logged in
        </Button>
      </div>
    </fieldset>
  )
}
