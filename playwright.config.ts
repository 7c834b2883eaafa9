// The browser tests: a real Chromium against the production build. Each worker starts its own server (e2e/server).
import { chromium, defineConfig } from '@playwright/test'
import { findBrowser } from './tools/setup/find-browser.mjs'

const executablePath = process.env.CHROMIUM_PATH ?? findBrowser(chromium.executablePath())

/** Playwright disables the back/forward cache; users have it enabled, and a private page can come back from it. */
const withBackForwardCache = { ignoreDefaultArgs: ['--disable-back-forward-cache'] }
const launchOptions = {
  args: ['--disable-gpu', '--disable-dev-shm-usage'],
  ...(executablePath ? { executablePath } : {}),
}

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: '.reports/e2e.json' }]],
  use: { browserName: 'chromium', screenshot: 'only-on-failure', actionTimeout: 20_000, navigationTimeout: 30_000 },
  projects: [
    { name: 'chromium', use: { launchOptions: { ...launchOptions, ...withBackForwardCache } } },
    { name: 'without-back-forward-cache', testMatch: '**/history*.spec.ts', use: { launchOptions } },
  ],
})
