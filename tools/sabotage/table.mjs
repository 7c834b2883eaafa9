// docs/sabotage.md: what is broken on purpose, and which tests say so. Made from the list, so that the two cannot differ.
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
    'A test that cannot fail proves nothing. `npm run sabotage` breaks what each guarantee rests on, one line at a time, in a copy',
    'of this folder, and demands that the tests named here fail, each in what it expects and not in a build. Unbroken, they',
    'pass first. A run of all of them that none survives writes this table anew.',
    '',
    '| guarantee | the break | in | what fails |',
    '| --------- | --------- | -- | ---------- |',
    ...rows,
  ].join('\n')}\n`
}

const link = (/** @type {string} */ text, /** @type {string} */ file) => `[${text}](${relative('docs', file)})`

const escaped = (/** @type {string} */ text) => text.replaceAll(/[|[\]]/g, '\\$&').replaceAll(/</g, '&lt;')
