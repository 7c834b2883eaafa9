/** The command line options of `npm run bench:browser`. */
import { parseArgs } from 'node:util'

export const help = `npm run bench:browser -- [options]

  --runs n            logouts for each row of the table (15)

Prints its table and writes it to bench/browser/results.md.`

export function readBrowserOptions(args: string[]): { runs: number; help: boolean } {
  const options = {
    help: { type: 'boolean', short: 'h', default: false },
    runs: { type: 'string', default: '15' },
  } as const
  const { values } = parseArgs({ args, options })
  const runs = Number(values.runs)
  if (!(runs > 0)) throw new RangeError(`--runs must be a number above 0, and not ${values.runs}.`)
  return { runs, help: values.help }
}
