// A copy of this folder to break things in: the current files, with node_modules as hard links. The user's own files are only read.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { inRoot, root } from '../setup/root.mjs'
import { StepFailed } from '../setup/run.mjs'

/** Its path; it goes with this process. @returns {string} */
export function copyOfTheTree() {
  const copy = mkdtempSync(join(tmpdir(), 'campusbite-sabotage-'))
  process.once('exit', () => rmSync(copy, { recursive: true, force: true }))
  // PostgreSQL does not run as root: the user that it runs as must be able to read its programs in here.
  chmodSync(copy, 0o755)
  for (const path of ourFiles()) {
    if (!existsSync(inRoot(path))) continue
    mkdirSync(join(copy, dirname(path)), { recursive: true })
    cpSync(inRoot(path), join(copy, path))
  }
  for (const workspace of ['.', ...workspaces()]) {
    const modules = join(workspace, 'node_modules')
    if (existsSync(inRoot(modules))) linkAll(inRoot(modules), join(copy, modules))
  }
  return copy
}

/** Files that git tracks or would offer to add. */
function ourFiles() {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const { stdout, status } = spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (status !== 0) throw new StepFailed('The files to copy are those that git knows: run this in a git clone.')
  return [...new Set(stdout.split('\0').filter(Boolean))]
}

const workspaces = () =>
  ['packages', 'apps'].flatMap((folder) => readdirSync(inRoot(folder)).map((name) => join(folder, name)))

/** Caches of build tools stay behind: what is written to a linked file is written to the user's. @param {string} from @param {string} to */
function linkAll(from, to) {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (/^\.(cache|vite|vite-temp|unrun)$/.test(entry.name)) continue
    if (entry.isDirectory()) linkAll(source, target)
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else linkOrCopy(source, target)
  }
}

/** @param {string} source @param {string} target */
function linkOrCopy(source, target) {
  try {
    linkSync(source, target)
  } catch {
    // Hard links do not work across file systems.
    copyFileSync(source, target)
  }
}
