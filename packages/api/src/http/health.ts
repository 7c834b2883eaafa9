/** Health checks: is the process up, and can it do its work? */
import type { Services } from '../context'
import type { Answer } from './exchange'

export interface Health {
  ping(): Promise<void>
}

/** Milliseconds after which an unresponsive database counts as down. */
const patience = 2_000

export const healthz = (): Answer => ({ status: 200, body: { success: true, message: 'The process is up.' } })

/**
 * Ready only while the database answers and endings are followed: otherwise streams would outlive their sessions. Without
 * notifications, as behind a pool, each check asks the database, and the instance is ready all the same.
 */
export async function readyz({ auth }: Pick<Services, 'auth'>, health: Health): Promise<Answer> {
  const answered = await Promise.race([
    health.ping().then(
      () => true,
      () => false,
    ),
    new Promise<false>((resolve) => setTimeout(resolve, patience, false).unref()),
  ])
  if (!answered)
    return { status: 503, body: { success: false, message: 'The database does not answer, or cannot be written to.' } }
  if (!auth.followsEndings())
    return { status: 503, body: { success: false, message: 'Not yet up to date with ended sessions.' } }
  return { status: 200, body: { success: true, message: 'Ready.' } }
}
