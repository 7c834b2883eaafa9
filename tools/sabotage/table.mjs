// docs/sabotage.md: what is broken on purpose, and which tests detect it. Generated from the list, so that the two cannot differ.
import { relative } from 'node:path/posix'

/** @param {readonly import('./break.mjs').Break[]} breaks */
export function document(breaks) {
  const rows = breaks.map(({ guarantee, says, file, caughtBy }) => {
    const tests = caughtBy.map((proof) => link(escaped(proof.title), proof.file)).join('<br>')
    return `| ${guarantee} | ${escaped(says)} | ${link(file.split('/').at(-1) ?? file, file)} | ${tests} |`
  })
  return `${[
    '# Sabotage: the tests, tested',
    '',
    'A test that cannot fail proves nothing. `npm run sabotage` breaks the code behind each guarantee, one line at a time, in a copy',
    'of this folder. The tests listed here must pass before the break and fail with it, by an assertion and not by a build error.',
    'A full run in which every break is detected rewrites this table.',
    '',
    '| guarantee | break | in | tests that fail |',
    '| --------- | --------- | -- | ---------- |',
    ...rows,
  ].join('\n')}\n`
}

const link = (/** @type {string} */ text, /** @type {string} */ file) => `[${text}](${relative('docs', file)})`

const escaped = (/** @type {string} */ text) => text.replaceAll(/[|[\]]/g, '\\$&').replaceAll(/</g, '&lt;')
