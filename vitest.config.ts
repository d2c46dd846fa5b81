import { defineConfig } from 'vitest/config'

export default defineConfig({
  // One realm of graphql: type-graphql resolves the CommonJS build, so everybody does.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    teardownTimeout: 20_000,
    maxWorkers: 2,
  },
})
