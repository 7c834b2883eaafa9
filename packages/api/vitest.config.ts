import { defineConfig } from 'vitest/config'

/** The whole suite on both databases: what holds on one connection must hold on a server, and vice versa. */
const on = (name: 'embedded' | 'postgresql') => ({
  test: {
    name,
    include: ['test/**/*.test.ts'],
    // Races need more than the embedded database's one connection, and a server can fail in ways that it cannot.
    // The documents are the same on both.
    exclude:
      name === 'postgresql'
        ? ['test/docs.test.ts', 'test/openapi.test.ts']
        : ['test/races/**', 'test/database-*.test.ts'],
    provide: { database: name },
    globalSetup: name === 'postgresql' ? ['test/support/postgres.ts'] : [],
    hookTimeout: 60_000,
    testTimeout: 60_000,
  },
})

export default defineConfig({
  test: {
    projects: [on('postgresql'), on('embedded')],
    reporters: ['default', ['json', { outputFile: '.reports/results.json' }]],
    maxWorkers: 2,
  },
})
