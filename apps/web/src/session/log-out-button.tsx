'use client'
/**
 * The button that ends it. Without JavaScript it is a form post that the server answers; with it, the client's complete
 * logout. There is no other way out in this app.
 */
import { useLogout } from '@campusbite/client/react'
import { useEffect } from 'react'
import { Button } from '../ui/button'
import { logoutAction, takeEarlyLogout } from './early-logout'

export function LogOutButton() {
  const { logout, pending } = useLogout()
  useEffect(takeEarlyLogout, [])
  return (
    <form
      method="post"
      action={logoutAction}
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
