/** Generates the Prisma client into src/generated. Works offline and as any user; touches nothing else. */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..', '..', '..')
const require = createRequire(import.meta.url)
const prisma = join(dirname(require.resolve('prisma/package.json')), 'build', 'index.js')

const result = spawnSync(
  process.execPath,
  [prisma, 'generate', '--config', join(root, 'prisma', 'prisma.config.ts'), '--no-hints'],
  {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: {
      // Otherwise Prisma would download its native schema engine, and fail offline, though `generate` never runs it. Naming any
      // existing file prevents that. A real engine that is configured stays in use.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      ...process.env,
    },
  },
)

if (result.status !== 0) {
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}${result.error ? `${result.error.message}\n` : ''}`)
  process.stderr.write('The Prisma client could not be generated from prisma/schema.prisma (see above).\n')
  process.exit(1)
}
