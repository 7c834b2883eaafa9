/** The operator's commands. Reads no environment and prints nothing itself. */
import type { OpenedApi } from '@campusbite/api'

export const usage = `Lists and ends sessions. Every ending is recorded as ordered by operator:cli.

  npm run sessions -- list <email>        the user's sessions
  npm run sessions -- end <session id>    ends one
  npm run sessions -- end-user <email>    ends all of a user's
  npm run sessions -- end-all             ends everybody's
  npm run sessions -- disable <email>     disables a user, and ends all of theirs
  npm run sessions -- purge               ends what has expired, and removes old records

It uses the settings of the server (DATABASE_URL or DATA_DIR). The embedded database belongs to one process: stop the server first.`

type Tools = Pick<OpenedApi, 'auth' | 'tidyUp'>

const operator = 'cli'
const count = (ended: number) => [`${ended} ${ended === 1 ? 'session' : 'sessions'} ended.`]

/** @returns the lines to print @throws Error whose message says what is wrong */
export async function run(command: string, argument: string | undefined, tools: Tools): Promise<string[]> {
  const { auth } = tools
  const given = (what: string) => {
    if (argument) return argument
    throw new Error(`"${command}" needs ${what}. See: npm run sessions -- --help`)
  }
  // Someone who names a user after `end-all` means only that one, not everyone.
  const alone = () => {
    if (argument !== undefined) throw new Error(`"${command}" takes nothing after it. See: npm run sessions -- --help`)
  }
  const user = () => auth.operator.userByEmail(given('an email address'))
  switch (command) {
    case 'list':
      return list(tools, (await user()).id)
    case 'end':
      return count((await auth.operator.end({ sid: given('a session id') }, operator)).ended)
    case 'end-user':
      return count((await auth.operator.end({ userId: (await user()).id }, operator)).ended)
    case 'end-all':
      alone()
      return count((await auth.operator.end('all', operator)).ended)
    case 'disable':
      return ['User disabled.', ...count((await auth.operator.disable((await user()).id, operator)).ended)]
    case 'purge':
      alone()
      return purge(tools)
    default:
      throw new Error(`There is no command "${command}". See: npm run sessions -- --help`)
  }
}

async function list({ auth }: Tools, userId: string): Promise<string[]> {
  const sessions = await auth.listSessions(userId)
  if (sessions.length === 0) return ['No sessions.']
  return sessions.map(({ sid, lastUsedAt, ipAddress, device }) =>
    [sid, lastUsedAt.toISOString(), ipAddress ?? '-', device ?? '-'].join('  '),
  )
}

async function purge(tools: Tools): Promise<string[]> {
  const { ended, endings, counters } = await tools.tidyUp()
  return [`${ended} expired sessions ended, ${endings} old records and ${counters} spent counters removed.`]
}
