/** Shared between this package's entry points: the React one needs parts of a client that no app should see. */

import type { Core } from './core'
import type { CampusBite } from './create-campusbite'

const cores = new WeakMap<CampusBite, Core>()

export const expose = (client: CampusBite, core: Core): void => void cores.set(client, core)

export const coreOf = (client: CampusBite): Core | undefined => cores.get(client)
