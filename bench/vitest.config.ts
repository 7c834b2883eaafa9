import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Some start a command, which takes longer on a busy machine.
    testTimeout: 30_000,
    reporters: ['default', ['json', { outputFile: '.reports/results.json' }]],
  },
})
