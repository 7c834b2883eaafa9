import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    setupFiles: ['test/no-console-errors.ts'],
    reporters: ['default', ['json', { outputFile: '.reports/results.json' }]],
    maxWorkers: 2,
    // The embedded database takes seconds to be made, and longer where other work has the processors.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
