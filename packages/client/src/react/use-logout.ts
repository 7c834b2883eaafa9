/** The log-out button's hook. */
import { useCallback, useState } from 'react'
import type { LogoutResult } from '../logout'
import { useCampusBite } from './context'

export interface UseLogout {
  /** Never rejects; a second click during the first is the first. */
  logout: () => Promise<LogoutResult>
  /** From the click until `logout` has settled. */
  pending: boolean
}

/** @throws CampusBiteError `NO_PROVIDER` */
export function useLogout(): UseLogout {
  const { client } = useCampusBite()
  const [pending, setPending] = useState(false)
  const logout = useCallback(() => {
    // First the logout, then the button: rendering may fail, and must not come between.
    const result = client.logout()
    setPending(true)
    return result.finally(() => setPending(false))
  }, [client])
  return { logout, pending }
}
