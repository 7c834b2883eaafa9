/** Where the databases' files are, and on what kind of storage. */
import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import type { Options } from '../options'

/** On Linux. */
const memory = '/dev/shm'

export const folderOf = (options: Pick<Options, 'disk' | 'memory'>): string =>
  options.memory ? memory : resolve(options.disk ?? tmpdir())

/** On Linux, from statfs(2). */
const inMemory = new Set([0x01021994, 0x858458f6])

/** On many systems the temporary folder is not on a disk. */
export const isInMemory = (folder: string): boolean => inMemory.has(statfsSync(folder).type)
