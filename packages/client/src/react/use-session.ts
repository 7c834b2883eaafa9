/** The current session, for rendering. */
import type { Session } from '../session-state'
import { useCampusBite } from './context'

/** @throws CampusBiteError `NO_PROVIDER` */
export const useSession = (): Session => useCampusBite().session
