/** `npm run bench`: runs the measurements, and refuses to report results that cannot be trusted. */
import { type PostgresServer, startPostgres } from '@campusbite/db/testing'
import { readOrRefuse } from './command-line'
import { Dishonest } from './honesty'
import { describeMachine } from './machine/describe-machine'
import { folderOf, isInMemory } from './machine/folder-of'
import { type Options, readOptions } from './options'
import { asMarkdown, writeReport } from './report'
import { bytes } from './sections/bytes'
import { checks } from './sections/checks'
import { cold } from './sections/cold'
import { embedded } from './sections/embedded'
import { instances } from './sections/instances'
import { logout } from './sections/logout'
import { memory } from './sections/memory'
import { peers } from './sections/peers'
import { pooler } from './sections/pooler'
import { purge } from './sections/purge'
import { requests } from './sections/requests'
import type { Section, Table } from './sections/section'
import { storm } from './sections/storm'

const sections: readonly Section[] = [
  logout,
  embedded,
  requests,
  checks,
  storm,
  purge,
  instances,
  pooler,
  memory,
  peers,
  bytes,
  cold,
]
const namesOf = (some: readonly Section[]) => some.map(({ name }) => name)

const help = `npm run bench -- [options]

  --quick             the logout only, in about a minute
  --only a,b          these sections:
${sections.map(({ name, about }) => `      ${name.padEnd(14)} ${about}`).join('\n')}
  --rounds n          rounds, from which medians are taken (5; quick 3)
  --seconds s         of one measurement (5; quick 1.5)
  --connections n     at once (32)
  --sessions n        in the table (10000)
  --disk folder       the databases' files go there, and not into the folder for temporary files
  --memory            they go into memory, so that no commit waits for a disk (Linux)
  --profile folder    the servers write profiles of their processor time there

Prints its tables and writes them to bench/results/.`

const names = {
  all: namesOf(sections),
  usual: namesOf(sections.filter(({ onlyWhenNamed }) => !onlyWhenNamed)),
  quick: ['logout'],
}
const options = readOrRefuse(help, () => readOptions(process.argv.slice(2), names))
if (options) await measure(options).catch(refuse)

/** A result that cannot be trusted is not an error of the program. */
function refuse(error: unknown): void {
  if (!(error instanceof Dishonest)) throw error
  console.error(`No report: ${error.message}`)
  // The servers are still running, and end with this process.
  process.exit(1)
}

async function measure(options: Options): Promise<void> {
  const machine = describeMachine()
  const at = new Date()
  const folder = folderOf(options)
  let server: PostgresServer | undefined
  const postgres = async () => {
    server ??= await startPostgres({ durable: true, folder })
    return server
  }
  const tables: Table[] = []
  try {
    for (const { name, run } of sections) {
      if (options.sections.includes(name)) tables.push(...(await run({ options, postgres, say: console.error })))
    }
  } finally {
    await server?.[Symbol.asyncDispose]()
  }
  const files = isInMemory(folder) ? 'in memory' : 'on disk'
  const report = { at, machine, options, files, tables }
  console.log(asMarkdown(report))
  console.error(`\nWritten to ${writeReport(report)}.md and .json`)
}
