/** The secret of an embedded installation: generated once, kept in the data directory, readable only by its owner. */
import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SettingsError } from './env'

export async function keptSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'auth-secret')
  try {
    // `wx`: an existing secret is never overwritten, since that would end every session.
    await writeFile(file, `${randomBytes(48).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!isCode(error, 'EEXIST'))
      throw new SettingsError(`DATA_DIR: cannot write ${file}: choose a directory that can be written.`)
  }
  const secret = (await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => unreadable(file, error))).trim()
  if (Buffer.byteLength(secret) < 32)
    throw new SettingsError(`DATA_DIR: ${file} holds no usable secret: restore it, or delete it to log everybody out.`)
  return secret
}

function unreadable(file: string, { code }: NodeJS.ErrnoException): never {
  throw new SettingsError(
    `DATA_DIR: cannot read ${file} (${code}): make it a file that this user may read, or move it away to log everybody out.`,
  )
}

const isCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code
