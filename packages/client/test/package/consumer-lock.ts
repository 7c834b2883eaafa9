/** A lock file for a project outside this repository, extracted from ours: the same versions, so that npm finds them in its cache. */
import { readFileSync } from 'node:fs'

interface Entry {
  version?: string
  link?: boolean
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  peerDependenciesMeta?: Record<string, { optional?: boolean }>
}

const inThisRepository = new URL('../../../../package-lock.json', import.meta.url)

/** @param names of packages installed at this repository's root */
export function lockFor(names: readonly string[], own: Record<string, object>) {
  const { packages } = JSON.parse(readFileSync(inThisRepository, 'utf8')) as { packages: Record<string, Entry> }
  const found = new Map<string, Entry>()
  const visit = (name: string, from: string) => {
    const path = nearest(packages, name, from)
    if (path === undefined || found.has(path)) return
    const entry = packages[path] ?? {}
    found.set(path, entry)
    for (const each of neededBy(entry)) visit(each, path)
  }
  for (const name of names) visit(name, '')
  const dependencies = Object.fromEntries(names.map((name) => [name, packages[`node_modules/${name}`]?.version]))
  return { dependencies, packages: { ...Object.fromEntries([...found].sort()), ...own } }
}

function neededBy({ dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta }: Entry): string[] {
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta?.[name]?.optional)
  return [...Object.keys(dependencies ?? {}), ...Object.keys(optionalDependencies ?? {}), ...peers]
}

/** As Node resolves it: next to the package, then further up. Undefined for one that was left out, for another platform. */
function nearest(packages: Record<string, Entry>, name: string, from: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (packages[path]) return path
    if (folder === '') return undefined
  }
}
