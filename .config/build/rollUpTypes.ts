/**
 * Rolls the declarations that vue-tsc wrote up into one file per entry of dist/, with what entries share beside them.
 * So the published types contain nothing but what is exported, and need no types of packages that are bundled.
 */
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rollup } from 'rollup'
import { dts } from 'rollup-plugin-dts'
import { ENTRIES, isExternal } from './entries.ts'

const toPath = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** Where vue-tsc writes: `outDir` in tsconfig.lib.json. */
const DECLARATIONS = 'node_modules/.cache/declarations'

const bundle = await rollup({
  input: Object.fromEntries(
    Object.entries(ENTRIES)
      // The one has the names and the types of the main entry, the other is a command.
      .filter(([name]) => name !== 'development' && name !== 'cli')
      .map(([name, path]) => [name, toPath(`${DECLARATIONS}/${path.replace(/\.ts$/, '.d.ts')}`)]),
  ),
  // Types of bundled packages are copied; those of peers and of Node stay imports.
  external: isExternal,
  plugins: [dts({ respectExternal: true, tsconfig: toPath('.config/tsconfig.lib.json') })],
  onLog(level, { message }) {
    if (level === 'warn') throw new Error(`The declarations cannot be rolled up: ${message}`)
  },
})
await bundle.write({
  dir: toPath('dist'),
  entryFileNames: '[name].d.ts',
  // Types of core refer to each other across the entries that use them.
  manualChunks: (id) => (id.includes('/src/core/') ? 'core' : undefined),
  chunkFileNames: ({ name }) => `types/${name.replace(/\.d$/, '')}.d.ts`,
})
await bundle.close()
rmSync(toPath(DECLARATIONS), { recursive: true })
