/** Settings for the Prisma CLI. The app never reads this: it migrates its own database at start. */
import { defineConfig } from 'prisma/config'

// Only `prisma migrate …` connects; `prisma generate` runs without a database, and must not fail without one.
const { DATABASE_URL: url = '' } = process.env

export default defineConfig({
  schema: 'schema.prisma',
  migrations: { path: 'migrations' },
  datasource: { url },
})
