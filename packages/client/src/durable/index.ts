/** The public door of the part that outlives a killed browser, for `createCampusBite({ durable })`. */
import type { Core } from '../core'
import type { Durable } from '../options'
import { keepOnDisk } from './keep-on-disk'

/**
 * A second copy of each logout that is still to be delivered, in IndexedDB, which has it on disk milliseconds after the
 * click: of localStorage and cookies Chromium loses the last seconds when it is killed, as phones do with what is not in view.
 */
export const durable: Durable = (client) => keepOnDisk(client as Core)
