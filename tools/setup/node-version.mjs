// Says in one line that Node is too old. Written for an old Node: no syntax or import that it would not understand.

/** @param {string} version */
export function isSupported(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 20 || (major === 20 && minor >= 19)
}

export function requireNode() {
  if (isSupported(process.versions.node)) return true
  console.error(`CampusBite needs Node 20.19 or newer; this is ${process.versions.node}.`)
  process.exitCode = 1
  return false
}
