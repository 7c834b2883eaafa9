/** Checks the directory of the embedded database before anything is written to it. Deletes only what it has created. */
import { accessSync, constants, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseError } from './database-error'
import { codeOf } from './error-code'

/** The major version of PGlite's PostgreSQL: it can open no other version's files. */
export const embeddedMajor = '18'

/** @returns whether the directory contains our database; `false`: not yet, and one may be created. @throws DatabaseError */
export function holdsDatabase(directory: string): boolean {
  let entries: string[]
  try {
    entries = readdirSync(directory)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw notWritable(directory, error)
  }
  if (entries.length === 0) return false
  if (!entries.includes('PG_VERSION') || !entries.includes('base') || !entries.includes('global')) {
    throw new DatabaseError(
      'DIRECTORY_NOT_OURS',
      `${directory} contains files that are not a CampusBite database; they are left alone. Choose another DATA_DIR.`,
    )
  }
  const major = readFileSync(join(directory, 'PG_VERSION'), 'utf8').trim()
  if (major !== embeddedMajor) {
    throw new DatabaseError(
      'DIRECTORY_OTHER_VERSION',
      `${directory} was written by version ${major} of the database engine, this one is version ${embeddedMajor}. ` +
        'Start the CampusBite that wrote it, or choose another DATA_DIR.',
    )
  }
  try {
    accessSync(directory, constants.W_OK)
  } catch (error) {
    throw notWritable(directory, error)
  }
  return true
}

/** @throws DatabaseError `DIRECTORY_NOT_WRITABLE` */
export function makeDirectory(directory: string): void {
  try {
    makeWithParents(directory)
    accessSync(directory, constants.W_OK)
  } catch (error) {
    if (codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOTDIR') {
      const what = codeOf(error) === 'EEXIST' ? 'is a file, not a folder' : 'leads through a file'
      throw new DatabaseError(
        'DIRECTORY_NOT_WRITABLE',
        `DATA_DIR ${directory} ${what}. Choose another DATA_DIR.`,
        error,
      )
    }
    throw notWritable(directory, error)
  }
}

/** Node's own `recursive` retries forever if a directory exists but nobody can create another in it, as in /proc. */
function makeWithParents(directory: string): void {
  if (isFolder(directory)) return
  makeWithParents(dirname(directory))
  try {
    mkdirSync(directory)
  } catch (error) {
    // Another process may have been faster.
    if (!isFolder(directory)) throw error
  }
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/** For file system errors in the directory we write to: no permission, read-only, full, a file in the way. */
export function notWritable(directory: string, error: unknown): DatabaseError {
  return new DatabaseError(
    'DIRECTORY_NOT_WRITABLE',
    `The embedded database cannot be written to ${directory} (${whyOf(error)}). Make it writable, or choose another DATA_DIR.`,
    error,
  )
}

/** File system errors inside the engine are not Errors, and have their own numbers (WASI's `errno`). */
const inEngine: Record<number, string | undefined> = {
  2: 'EACCES',
  22: 'EFBIG',
  29: 'EIO',
  51: 'ENOSPC',
  63: 'EPERM',
  69: 'EROFS',
}

/** In one word if possible: the error's code, or its message. */
export function whyOf(thrown: unknown): string {
  const { code, errno, name, message } = Object(thrown)
  if (typeof code === 'string') return code
  if (typeof message === 'string' && message !== '') return message
  if (typeof errno === 'number') return inEngine[errno] ?? `${name} ${errno}`
  return String(thrown)
}
