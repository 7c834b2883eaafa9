import { defineConfig } from 'vitest/config'

// Hashing a password takes longer while other suites run.
const patience = { testTimeout: 20_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'client',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/package/**'],
          globalSetup: ['test/support/start-api.ts'],
          ...patience,
        },
      },
      {
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          globalSetup: ['test/support/start-api.ts', 'test/package/install.ts'],
          ...patience,
          // Next is built there.
          hookTimeout: 240_000,
        },
      },
    ],
    reporters: ['default', ['json', { outputFile: '.reports/results.json' }]],
    maxWorkers: 2,
  },
})
