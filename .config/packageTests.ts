import type { TestProjectInlineConfiguration } from 'vitest/config'
import { patience } from './patience.ts'

/** The tests of the built package, `npm run test:package`. A stale package is rebuilt first. */
export const packageTests: TestProjectInlineConfiguration = {
  plugins: [
    {
      // Resolve as Node and production builds do: Vitest adds the condition `development`, here and in its workers.
      // Config hooks merge lists of conditions, so it can be removed only after they are resolved.
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
    ...patience,
    // Tests install packages, and start servers and browsers.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Node loads the package itself, by its `exports`: Vitest must not transform it.
    server: { deps: { external: [/\/dist\//] } },
    typecheck: {
      enabled: true,
      include: ['e2e/package/**/*.test-d.ts'],
      tsconfig: 'e2e/package/tsconfig.json',
    },
  },
}
