// Answers `--help` before anything is installed or started, and refuses unknown arguments. Written for an old Node.

const settings = 'Settings are environment variables, such as PORT and DATABASE_URL: README.md lists them all.'

/** @type {Record<string, string | undefined>} */
const texts = {
  start: `npm start

Sets up what is missing, builds what has changed, and serves the production build. Prints the address and, with the
embedded database, the demo login. Ctrl-C stops it.

${settings}`,
  test: `npm test

Sets up what the tests need, including a browser and a PostgreSQL, and runs all of them: types, lint, unit, integration and
browser tests. Tasks whose sources have not changed are not run again. Ends with a line "N passed, N failed".

A single file, once this has run: npx vitest run --root packages/client test/logout.test.ts
One browser test: npx playwright test e2e/logout.spec.ts`,
  dev: `npm run dev

Serves the app with reload: the server restarts when its sources change, and pages are replaced in place.

${settings}`,
}

/**
 * @param {string} command one that has no text here answers for itself @param {string[]} given
 * @returns {boolean} whether this was all there is to do
 */
export function usage(command, given) {
  const text = texts[command]
  if (!text || given.length === 0) return false
  const asked = given[0] === '--help' || given[0] === '-h'
  if (asked) console.log(text)
  else {
    console.error(`There is no option ${given[0]}.\n\n${text}`)
    process.exitCode = 2
  }
  return true
}
