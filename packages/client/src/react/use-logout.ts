/** The hook for a log-out button. */
import { useCallback, useState } from 'react'
import type { LogoutResult } from '../logout'
import { useCampusBite } from './context'

export interface UseLogout {
  /** Never rejects. A second click during the first joins it. */
  logout: () => Promise<LogoutResult>
  /** True from the click until `logout` has settled. */
  pending: boolean
}

/** @throws CampusBiteError `NO_PROVIDER` */
export function useLogout(): UseLogout {
  const { client } = useCampusBite()
  const [pending, setPending] = useState(false)
  const logout = useCallback(() => {
    // Log out before updating the button: rendering may fail, and must not come first.
    const result = client.logout()
    setPending(true)
    return result.finally(() => setPending(false))
  }, [client])
  return { logout, pending }
}
