/** Where the files of databases are put, and what that is. */
import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import type { Options } from '../options'

/** Of Linux. */
const memory = '/dev/shm'

export const folderOf = (options: Pick<Options, 'disk' | 'memory'>): string =>
  options.memory ? memory : resolve(options.disk ?? tmpdir())

/** Of Linux, by statfs(2). */
const inMemory = new Set([0x01021994, 0x858458f6])

/** On many systems the folder for temporary files is none on a disk. */
export const isInMemory = (folder: string): boolean => inMemory.has(statfsSync(folder).type)
