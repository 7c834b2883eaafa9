// `npm run sabotage`: makes a copy, runs the chosen tests unbroken, then applies one break after the other and reports which are caught.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { browser } from '../setup/browser.mjs'
import { install } from '../setup/install.mjs'
import { withLock } from '../setup/lock.mjs'
import { inRoot } from '../setup/root.mjs'
import { StepFailed } from '../setup/run.mjs'
import { broken } from './break.mjs'
import { breaks } from './breaks.mjs'
import { buildBroken, buildWhole, restoreBuild } from './build.mjs'
import { copyOfTheTree } from './copy.mjs'
import { document } from './table.mjs'
import { runTests, verdict } from './tests.mjs'

/** @typedef {import('./break.mjs').Break} Break */

const help = `npm run sabotage [-- options]

Breaks the code behind each guarantee, one line at a time, in a copy of this folder, and checks that tests fail.

  --only G05,G07   only the breaks of these guarantees, or whose description contains this text
  --list           lists the breaks; runs nothing
  --help           this text

A full run in which every break is caught writes docs/sabotage.md.`

/** @param {string[]} args */
export async function sabotage(args) {
  const values = given(args)
  if (values.help) return console.log(help)
  const chosen = breaks.filter((it) => isChosen(it, values.only))
  if (chosen.length === 0) throw new StepFailed(`No break is called ${values.only}: see npm run sabotage -- --list`)
  if (values.list) return console.log(chosen.map(({ guarantee, says }) => `${guarantee}  ${says}`).join('\n'))
  const survived = await breakAll(chosen)
  if (survived === 0 && chosen.length === breaks.length) writeFileSync(inRoot('docs/sabotage.md'), document(breaks))
  console.log(`\n${chosen.length - survived} caught, ${survived} survived`)
  process.exitCode = survived > 0 ? 1 : 0
}

/** @param {string[]} args @throws StepFailed for one that is not known */
function given(args) {
  const options = /** @type {const} */ ({
    only: { type: 'string' },
    list: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  })
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    const [what] = (error instanceof Error ? error.message : String(error)).split('. ')
    throw new StepFailed(`${what}. See: npm run sabotage -- --help`)
  }
}

/** @param {Break} it @param {string | undefined} only */
const isChosen = ({ guarantee, says }, only) =>
  only === undefined || only.split(',').some((word) => guarantee === word || says.includes(word))

/** @param {readonly Break[]} chosen @returns {Promise<number>} how many no test saw */
async function breakAll(chosen) {
  await withLock(() => install(console.log))
  const chromium = await browser(console.log)
  console.log('Copying and building …')
  const copy = copyOfTheTree()
  const proofs = [
    ...new Map(
      chosen.flatMap(({ caughtBy }) => caughtBy).map((proof) => [`${proof.file} ${proof.title}`, proof]),
    ).values(),
  ]
  await buildWhole(
    copy,
    proofs.some(({ file }) => file.startsWith('e2e/')),
  )
  console.log(`Running ${proofs.length} tests unbroken …`)
  const unsound = verdict(proofs, await runTests(copy, proofs, chromium)).filter(({ sound }) => !sound)
  if (unsound.length > 0) {
    const lines = unsound.map(
      ({ proof, ran, why }) =>
        `  ${proof.file}  ${proof.title}\n    ${ran ? why.slice(0, 500) : 'there is no such test'}`,
    )
    throw new StepFailed(`Unbroken, these tests do not pass:\n${lines.join('\n')}`)
  }
  let survived = 0
  for (const it of chosen) {
    const blind = await tryOut(copy, it, chromium)
    if (blind.length > 0) survived += 1
    console.log(`${blind.length > 0 ? '✗ survived' : '✓ caught  '}  ${it.guarantee}  ${it.says}`)
    for (const line of blind) console.log(`    ${line}`)
  }
  return survived
}

/** What of the break no test saw; empty where each did. @param {string} copy @param {Break} it @param {string} chromium */
async function tryOut(copy, it, chromium) {
  const file = join(copy, it.file)
  const sound = readFileSync(file, 'utf8')
  const build = it.build ?? 'none'
  try {
    writeFileSync(file, broken(sound, it))
    await buildBroken(copy, build)
    const verdicts = verdict(it.caughtBy, await runTests(copy, it.caughtBy, chromium))
    return verdicts
      .filter(({ caught }) => !caught)
      .map(({ proof, why }) => `${proof.file}  ${proof.title}  ${why.slice(0, 300)}`)
  } catch (error) {
    // It no longer applies or does not build: what is not broken is not caught either.
    return [error instanceof Error ? error.message : String(error)]
  } finally {
    writeFileSync(file, sound)
    restoreBuild(copy, build)
  }
}
