/** Where the files of databases are put. */
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'

/** A folder in memory: commits are flushed as ever, and no other program's use of the disk gets in between. */
export const folderOf = (disk = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()) => disk
