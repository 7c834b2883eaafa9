/** G19: the operator's command, on a database that no server uses. */
import { type OpenedApi, openApi, readEnv } from '@campusbite/api'
import { demoLogin } from '@campusbite/db'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { run } from '../src/sessions-command'

let opened: OpenedApi
beforeAll(async () => {
  opened = await openApi(
    readEnv({ NODE_ENV: 'test', DATA_DIR: 'memory:', AUTH_SECRET: 'a secret of this test and of nothing else' }),
  )
})
afterAll(() => opened.close())
beforeEach(async () => {
  await opened.auth.operator.end('all', 'test')
})

async function logIn() {
  const { user, tokens } = await opened.auth.login(demoLogin, { name: null, ipAddress: null })
  return { userId: user.id, accessToken: tokens.accessToken }
}
const sidOf = async (userId: string) => (await opened.auth.listSessions(userId))[0]?.sid ?? ''

test.each(['end', 'end-user', 'end-all'])(
  'G19 %s ends the sessions it names, including their access tokens',
  async (command) => {
    const { userId, accessToken } = await logIn()
    const sid = await sidOf(userId)
    const argument = { end: sid, 'end-user': demoLogin.email, 'end-all': undefined }[command]
    expect(await run(command, argument, opened)).toEqual(['1 session ended.'])
    await expect(opened.auth.authenticate(accessToken)).rejects.toMatchObject({ code: 'SESSION_ENDED' })
    const record = await opened.database.prisma.sessionEnding.findUnique({ where: { sid } })
    expect(record).toMatchObject({ reason: 'operator', endedBy: 'operator:cli' })
  },
)

test.each(['end-all', 'purge'])('%s refuses a user name, since it would affect everyone', async (command) => {
  const { userId } = await logIn()
  await expect(run(command, demoLogin.email, opened)).rejects.toThrow(`"${command}" takes nothing after it`)
  expect(await opened.auth.listSessions(userId)).toHaveLength(1)
})

test('reports an unknown command or a missing argument in one line', async () => {
  await expect(run('endall', undefined, opened)).rejects.toThrow(/^There is no command "endall"\. See: .* --help$/)
  await expect(run('end-user', undefined, opened)).rejects.toThrow(/^"end-user" needs an email address\. See: .*$/)
})
