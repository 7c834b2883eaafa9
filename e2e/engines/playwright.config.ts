// The guarantees in engines other than Chromium, as far as they are installed. Run by `npm run test:engines`.
import { defineConfig } from '@playwright/test'
import { findFirefox, findWebKit } from '../../tools/setup/find-engines.mjs'
import type { EngineOptions } from './fixtures'

const found = [findFirefox(), findWebKit()].flatMap((engine) => ('programs' in engine ? [engine.name] : []))

export default defineConfig<object, EngineOptions>({
  testDir: '.',
  testMatch: '**/*.engine.ts',
  outputDir: '../../test-results/engines',
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: '../../.reports/engines.json' }]],
  projects: found.map((engineName) => ({ name: engineName, use: { engineName } })),
})
