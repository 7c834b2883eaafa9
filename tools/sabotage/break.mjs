// What a break is, and how it is applied to a file. Runs nothing.

/**
 * @typedef {{ file: string, title: string }} Proof
 *   a test, by the file that holds its title and by the title as it is written there, placeholders included
 * @typedef {'none' | 'server' | 'pages' | 'client'} Build what must be built again for the tests to see the break
 * @typedef {{ guarantee: string, says: string, file: string, find: string, put: string, build?: Build, caughtBy: readonly Proof[] }} Break
 *   `find` stands exactly once in `file`; each of `caughtBy` must fail once it is replaced
 */

/** @param {string} text @param {Pick<Break, 'file' | 'find' | 'put'>} it @returns {string} */
export function broken(text, { file, find, put }) {
  const times = text.split(find).length - 1
  if (times !== 1) throw new Error(`${file} holds what is to be broken ${times} times, and not once: ${find}`)
  return text.replace(find, () => put)
}

/** A test's title from its source, as a pattern for the name in a report. @param {string} title */
export function patternOf(title) {
  const parts = title.split(/%[sidjo]|\$\{[^}]*\}|\$[a-z]\w*/i)
  return parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')
}
