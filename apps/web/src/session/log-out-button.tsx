'use client'
/**
 * The log-out button. Without JavaScript it is a form post that the server answers; with it, the client's complete logout. This
 * app has no other way to log out.
 */
import { logoutPath } from '@campusbite/auth/contract'
import { useLogout } from '@campusbite/client/react'
import { useEffect } from 'react'
import { Button } from '../ui/button'
import { takeEarlyLogout } from './early-logout'

export function LogOutButton() {
  const { logout, pending } = useLogout()
  useEffect(() => takeEarlyLogout(logout), [logout])
  return (
    <form
      method="post"
      action={logoutPath}
      onSubmit={(event) => {
        event.preventDefault()
        if (!pending) void logout()
      }}
    >
      <Button type="submit" variant="secondary" size="sm" pending={pending}>
        Log out
      </Button>
    </form>
  )
}
