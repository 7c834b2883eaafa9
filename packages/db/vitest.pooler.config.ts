/** `npm run test:pooler`: the store and race tests through a real PgBouncer, which must be installed. */
import { defineConfig, mergeConfig } from 'vitest/config'
import config from './vitest.config'

export default mergeConfig(
  { ...config, test: { ...config.test, include: [], reporters: [] } },
  defineConfig({
    test: {
      include: ['test/{races,stores}.test.ts'],
      globalSetup: ['test/pooler-setup.ts'],
      reporters: ['default'],
    },
  }),
)
