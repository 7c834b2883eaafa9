// Finds the source files and documents of a project that break file-rules.mjs or markdown-rules.mjs.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeFaults } from './file-rules.mjs'
import { code, filesIn } from './files.mjs'
import { markdownFaults } from './markdown-rules.mjs'

/** Where the rules themselves, and deliberate violations of them, are written down. */
const aboutTheRules = /^tools\/(checks|test)\//

/** @param {string} folder */
export function fileFaults(folder) {
  const read = (/** @type {string} */ file) => readFileSync(join(folder, file), 'utf8')
  const tree = { read, exists: (/** @type {string} */ path) => existsSync(join(folder, path)) }
  const inCode = filesIn(folder, code).filter((file) => !aboutTheRules.test(file))
  return [
    ...inCode.flatMap((file) => codeFaults(file, read(file)).map((found) => ({ file, ...found }))),
    ...filesIn(folder, /\.md$/).flatMap((file) =>
      markdownFaults(file, read(file), tree).map((found) => ({ file, ...found })),
    ),
  ]
}
