/** Who is signed in, to render by. */
import type { Session } from '../session-state'
import { useCampusBite } from './context'

/** @throws CampusBiteError `NO_PROVIDER` */
export const useSession = (): Session => useCampusBite().session
