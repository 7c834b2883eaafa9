import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    setupFiles: ['test/no-console-errors.ts'],
    reporters: ['default', ['json', { outputFile: '.reports/results.json' }]],
    maxWorkers: 2,
    // Creating the embedded database takes seconds, and longer on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
