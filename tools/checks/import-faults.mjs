// Finds the imports of a project that break import-rules.mjs.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { code, filesIn } from './files.mjs'
import { fault } from './import-rules.mjs'
import { parse } from './parse.mjs'

/** @param {string} folder of a project laid out like this one */
export function importFaults(folder) {
  return filesIn(folder, code).flatMap((file) =>
    parse(readFileSync(join(folder, file), 'utf8'), file).imports.flatMap((imported) => {
      const says = fault(file, imported, (name) => exportsOf(folder, name))
      return says ? [{ file, line: imported.line, says }] : []
    }),
  )
}

/** @param {string} folder @param {string} name */
function exportsOf(folder, name) {
  const path = join(folder, 'packages', name, 'package.json')
  return existsSync(path) ? Object.keys(JSON.parse(readFileSync(path, 'utf8')).exports ?? {}) : null
}
