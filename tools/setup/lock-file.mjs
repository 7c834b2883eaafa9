// Which optional packages a lock file refers to but does not contain, and the entries for them. Queries no registry.

/** @typedef {{ version?: string, optional?: boolean, os?: string[], cpu?: string[], optionalDependencies?: Record<string, string> }} Entry */

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']
/** Some packages name platforms differently than npm. @type {Record<string, string>} */
const alias = { windows: 'win32', 64: 'x64' }

/** @param {Record<string, Entry>} packages @returns {{ packages: Record<string, Entry>, added: string[] }} */
export function completed(packages) {
  const added = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name, version]) => /^\d+\.\d+\.\d+\S*$/.test(version) && !isFound(packages, path, name))
      .map(([name, version]) => /** @type {const} */ ([`node_modules/${name}`, entryFor(name, version)])),
  )
  const all = Object.entries({ ...packages, ...Object.fromEntries(added) })
  return {
    packages: Object.fromEntries(all.sort(([one], [other]) => (one < other ? -1 : 1))),
    added: added.map(([path]) => path),
  }
}

/** As Node would resolve it: in this folder's node_modules, then in each parent. @param {Record<string, Entry>} packages @param {string} path @param {string} name */
function isFound(packages, path, name) {
  for (let from = path; ; from = from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/')))) {
    if (`${from ? `${from}/` : ''}node_modules/${name}` in packages) return true
    if (!from) return false
  }
}

/** Such packages are named after their platform: `@turbo/darwin-arm64`, `swc-linux-x64-musl`. @param {string} name @param {string} version @returns {Entry} */
function entryFor(name, version) {
  const parts = name.split(/[/-]/).map((part) => alias[part] ?? part)
  const os = parts.filter((part) => systems.includes(part))
  const cpu = parts.filter((part) => processors.includes(part))
  if (cpu.length === 0) throw new Error(`${name} does not tell which machine it is for`)
  return { version, cpu, optional: true, ...(os.length > 0 ? { os } : {}) }
}
