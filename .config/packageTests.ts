import type { TestProjectInlineConfiguration } from 'vitest/config'

/** The tests of the built package, which is built again first if it is stale: `npm run test:package`. */
export const packageTests: TestProjectInlineConfiguration = {
  plugins: [
    {
      // Resolve as Node does, and as production builds do: Vitest would add the condition `development`, here
      // and in its workers. Lists of conditions are merged, so none can be left out earlier.
      name: 'as-published',
      configResolved({ ssr, environments }) {
        for (const { resolve } of [ssr, ...Object.values(environments)]) {
          if (resolve) resolve.conditions = ['node']
        }
      },
    },
  ],
  test: {
    name: 'package',
    globalSetup: '.config/ensurePackage.ts',
    include: ['e2e/package/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    // Node loads the package itself, by its `exports`: nothing of it is transformed.
    server: { deps: { external: [/\/dist\//] } },
    typecheck: {
      enabled: true,
      include: ['e2e/package/**/*.test-d.ts'],
      tsconfig: 'e2e/package/tsconfig.json',
    },
  },
}
