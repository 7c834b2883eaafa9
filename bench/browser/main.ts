/** `npm run bench:browser`: from the click until nothing private is visible, in a real browser. Asserts nothing. */
import { chromium } from '@playwright/test'
import { startServer } from '../../e2e/server/start-server'
import { findBrowser } from '../../tools/setup/find-browser.mjs'
import { readOrRefuse } from '../src/command-line'
import { describeMachine } from '../src/machine/describe-machine'
import { conditions } from './conditions'
import { type Contender, measure } from './measure'
import { help, readBrowserOptions } from './options'
import { asMarkdown, type Report, type Row, write } from './report'

const contenders: readonly Contender[] = ['CampusBite', 'await fetch, then replace']

const options = readOrRefuse(help, () => readBrowserOptions(process.argv.slice(2)))
if (options) await measureAll(options.runs)

async function measureAll(runs: number): Promise<void> {
  const machine = describeMachine()
  const executablePath = process.env.CHROMIUM_PATH ?? findBrowser(chromium.executablePath())
  const server = await startServer()
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--disable-gpu', '--disable-dev-shm-usage'],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
  const rows: Row[] = conditions.flatMap(({ name }) =>
    contenders.map((contender) => ({ contender, condition: name, runs: [] })),
  )
  // The first logout on a fresh server pays for what is warm for the others.
  for (const contender of contenders) await measure(browser, server.port, contender, conditions[0] ?? never())
  for (let run = 0; run < runs; run++) {
    console.error(`Run ${run + 1} of ${runs} …`)
    // Interleaved, so that the machine's other work affects all of them equally.
    for (const row of rows) {
      const condition = conditions.find(({ name }) => name === row.condition) ?? never()
      row.runs.push(await measure(browser, server.port, row.contender, condition))
    }
  }
  const report: Report = { at: new Date(), machine, browser: `Chromium ${browser.version()}`, rows }
  await browser.close()
  await server.stop()
  write(report)
  console.log(asMarkdown(report))
}

function never(): never {
  throw new Error('There is nothing to measure.')
}
