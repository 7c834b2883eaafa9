/** A first start without space for a database. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { whyOf } from '../src/data-directory'
import { Opened } from './postgres'

test('reports that the database cannot be created, and where', async () => {
  await using opened = new Opened()
  const dataDir = opened.add(mkdtempSync(join(tmpdir(), 'campusbite-data-')), (path) =>
    rmSync(path, { recursive: true }),
  )
  const program = fileURLToPath(new URL('./programs/open-embedded.ts', import.meta.url))
  // Files of at most ten kilobytes: unlike a full disk, the shell's limit is available everywhere.
  const limited = ['-c', 'ulimit -f 20; exec "$0" --import tsx "$1" "$2"', process.execPath, program, dataDir]
  const { stdout } = spawnSync('sh', limited, { encoding: 'utf8', env: { ...process.env, TSX_DISABLE_CACHE: '1' } })
  expect(stdout).toContain(`The embedded database cannot be created in ${join(dataDir, 'pglite')} (`)
  expect(stdout).toMatch(/\): is the disk full\? Make room, or choose another DATA_DIR\.\n$/)
})

test('reports a folder in which none can be created, instead of retrying forever', () => {
  const program = fileURLToPath(new URL('./programs/open-embedded.ts', import.meta.url))
  const dataDir = '/proc/campusbite/data'
  // In a separate process: an endless retry would also block the test's own timeout.
  const within = { encoding: 'utf8', timeout: 60_000, killSignal: 'SIGKILL' } as const
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', program, dataDir], within)
  expect(stdout).toMatch(
    /^The embedded database cannot be written to \/proc\/campusbite\/data \(E[A-Z]+\)\. .*DATA_DIR\.\n$/,
  )
})

test('names the engine’s failures, which are not Errors, by their system codes', () => {
  expect(whyOf({ name: 'ErrnoError', errno: 51 })).toBe('ENOSPC')
  expect(whyOf({ name: 'ErrnoError', errno: 7 })).toBe('ErrnoError 7')
  expect(whyOf(Object.assign(new Error('no'), { code: 'EIO', errno: -5 }))).toBe('EIO')
  expect(whyOf(new Error('aborted'))).toBe('aborted')
})
