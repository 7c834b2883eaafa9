/** The entry point `@campusbite/client/durable`, for `createCampusBite({ durable })`. */
import type { Core } from '../core'
import type { Durable } from '../options'
import { keepOnDisk } from './keep-on-disk'

/**
 * Keeps a second copy of each queued logout in IndexedDB, which has it on disk milliseconds after the click. When Chromium is
 * killed, as phones do with background apps, localStorage and cookies lose the last seconds.
 */
export const durable: Durable = (client) => keepOnDisk(client as Core)
