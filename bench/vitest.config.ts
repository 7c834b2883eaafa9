import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Some start a command, which takes longer where other work has the processors.
    testTimeout: 30_000,
    reporters: ['default', ['json', { outputFile: '.reports/results.json' }]],
  },
})
