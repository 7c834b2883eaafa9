/** Installs the peers and clients, which have folders with their own lock file, on first use. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Once, and again if something was added or has another version. */
export function installOnce(folder: string): void {
  if (isInstalled(folder)) return
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
  })
}

function isInstalled(folder: string): boolean {
  const packageOf = (path: string) => JSON.parse(readFileSync(join(folder, path, 'package.json'), 'utf8'))
  const { dependencies } = packageOf('.') as { dependencies: Record<string, string> }
  return Object.entries(dependencies).every(([name, version]) => {
    const path = `node_modules/${name}`
    return existsSync(join(folder, path, 'package.json')) && packageOf(path).version === version
  })
}
