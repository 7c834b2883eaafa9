import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: {
    alias: { 'expo-secure-store': fileURLToPath(new URL('test/support/expo-secure-store.ts', import.meta.url)) },
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/start-api.ts'],
    reporters: ['default', ['json', { outputFile: '.reports/results.json' }]],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
