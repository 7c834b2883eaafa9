/** What the provider passes to the hooks. */
import { createContext, useContext } from 'react'
import type { CampusBite } from '../create-campusbite'
import { CampusBiteError } from '../errors'
import type { Session } from '../session-state'

export const CampusBiteContext = createContext<{ client: CampusBite; session: Session } | null>(null)

/** @throws CampusBiteError `NO_PROVIDER` */
export function useCampusBite(): { client: CampusBite; session: Session } {
  const found = useContext(CampusBiteContext)
  if (found) return found
  throw noProvider()
}

export const noProvider = () =>
  new CampusBiteError('NO_PROVIDER', 'Wrap this part of the app in <CampusBiteProvider client={…} queryClient={…}>.')
