/** The operator's command: lists and ends sessions directly in the database, even while no server runs. */
import { openApi, readEnv } from '@campusbite/api'
import { run, usage } from './sessions-command'

const [command, argument, ...rest] = process.argv.slice(2)

const asked = command === '--help' || command === '-h'

if (command === undefined || asked || rest.length > 0) {
  console.log(usage)
  process.exitCode = asked ? 0 : 2
} else {
  try {
    // The metrics port belongs to the server.
    const opened = await openApi({ ...readEnv(), metricsPort: undefined })
    try {
      for (const line of await run(command, argument, opened)) console.log(line)
    } finally {
      await opened.close()
    }
  } catch (error) {
    console.error((error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' '))
    process.exitCode = 1
  }
}
