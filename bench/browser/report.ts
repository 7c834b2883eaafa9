/** Writes the results: Markdown for people, JSON for programs. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Machine } from '../src/machine/describe-machine'
import { spread } from '../src/statistics'
import type { Contender, Times } from './measure'

export interface Row {
  contender: Contender
  condition: string
  runs: Times[]
}

export interface Report {
  at: Date
  machine: Machine
  browser: string
  rows: readonly Row[]
}

export function asMarkdown({ at, machine, browser, rows }: Report): string {
  const { processor, cores, memoryGiB, system, loadBefore } = machine
  return `${[
    '# From the click to nothing private',
    '',
    `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC, ${browser}, headless, ${processor}, ${cores} cores, ${memoryGiB} GiB,`,
    `${system}; load before it began: ${loadBefore}. Milliseconds after the click: the median, and the least and the most of`,
    `${rows[0]?.runs.length ?? 0} runs, taken in turns. Each run has a new user, a new browser profile and two tabs on the account page, against`,
    'the production build on this machine. The baseline is a page without any framework that awaits the answer of the same',
    'endpoint and then shows its login page in its own place. "never": not within five seconds; without a server there is no',
    'login page to go to, and ours stays emptied, says so, and goes on when there is one.',
    '',
    '| condition | logout | no private byte in the page | login page shown | nor in the other tab |',
    '| --------- | ------ | --------------------------: | ---------------: | -------------------: |',
    ...rows.map(
      ({ condition, contender, runs }) =>
        `| ${[condition, contender, ...(['emptied', 'login', 'otherTab'] as const).map((what) => cell(runs, what))].join(' | ')} |`,
    ),
  ].join('\n')}\n`
}

function cell(runs: readonly Times[], what: keyof Times): string {
  const values = runs.flatMap((run) => run[what] ?? [])
  if (values.length === 0) return 'never'
  const { median, min, max } = spread(values)
  const [middle, least, most] = [median, min, max].map((value) => value.toFixed(value < 10 ? 1 : 0))
  const missing = runs.length - values.length
  return `${middle} (${least}–${most})${missing > 0 ? `, never in ${missing}` : ''}`
}

export function write(report: Report): void {
  const path = (ending: string) => fileURLToPath(new URL(`results.${ending}`, import.meta.url))
  writeFileSync(path('md'), asMarkdown(report))
  writeFileSync(path('json'), `${JSON.stringify(report, null, 2)}\n`)
}
