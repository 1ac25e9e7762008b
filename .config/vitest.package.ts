import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The tests of the built package: `npm run build:lib`, then `npm run test:package`. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  plugins: [
    {
      // As Node resolves it, and builds for production: Vitest would add the condition `development`, here and
      // to its workers. Lists of conditions are merged, so that none can be left out before.
      name: 'as-published',
      configResolved({ ssr, environments }) {
        for (const { resolve } of [ssr, ...Object.values(environments)]) {
          if (resolve) resolve.conditions = ['node']
        }
      },
    },
  ],
  test: {
    include: ['e2e/package/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    // They wait for servers most of the time.
    maxWorkers: '100%',
    // Node itself loads the package, by its `exports`: nothing of it is transformed.
    server: { deps: { external: [/\/dist\//] } },
    typecheck: {
      enabled: true,
      include: ['e2e/package/**/*.test-d.ts'],
      tsconfig: 'e2e/package/tsconfig.json',
    },
  },
})
