/** `npm run test:pooler`: the stores and the races through a real PgBouncer, which has to be installed. */
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
