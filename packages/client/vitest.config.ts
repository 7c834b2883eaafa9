import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/start-api.ts'],
    reporters: ['default', ['json', { outputFile: '.reports/results.json' }]],
    maxWorkers: 2,
    // Hashing a password takes its time where other suites run beside this one.
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
