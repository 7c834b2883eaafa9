/** A startup error is one line that names the setting. */

import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keptSecret } from '../src/auth-secret'
import { startTestApi } from './support/start-test-api'

test('a secret that cannot be read because a folder has its name', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'campusbite-data-'))
  mkdirSync(join(dataDir, 'auth-secret'))
  try {
    await expect(keptSecret(dataDir)).rejects.toMatchObject({
      name: 'SettingsError',
      message: `DATA_DIR: cannot read ${join(dataDir, 'auth-secret')} (EISDIR): make it a file that this user may read, or move it away to log everybody out.`,
    })
  } finally {
    rmSync(dataDir, { recursive: true })
  }
})

test('a METRICS_PORT that is in use', async () => {
  const other = createServer().listen(0)
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  try {
    await expect(startTestApi({ METRICS_PORT: String(port) })).rejects.toMatchObject({
      name: 'SettingsError',
      message: `Port ${port} is in use. Set METRICS_PORT to a free one, for example METRICS_PORT=${port + 1}, or stop what is using it.`,
    })
  } finally {
    other.close()
  }
})
