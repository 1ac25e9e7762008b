import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import type { BuildOptions } from 'vite'
import { configDefaults, defineConfig } from 'vitest/config'
import { nameCoreChunk } from './.config/build/coreChunks.ts'
import { diagramFrame } from './.config/build/diagramFrame.ts'
import { domProjects } from './.config/domProjects.ts'
import { ENTRIES, isExternal } from './.config/build/entries.ts'
import { packageTests } from './.config/packageTests.ts'
import { patience } from './.config/patience.ts'
import { precompressed } from './.config/build/precompressed.ts'
import { serviceWorker } from './.config/build/serviceWorker.ts'
import { stubServer } from './src/stub-server/vitePlugin.ts'

const toPath = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Options that build the package into dist/: `vite build --mode lib`. `rollUpTypes.ts` adds its declarations. */
const library = {
  outDir: 'dist',
  target: 'es2022',
  minify: false,
  sourcemap: true,
  copyPublicDir: false,
  // The licenses of what is bundled ask for their text in every copy.
  license: { fileName: 'LICENSES.md' },
  lib: {
    entry: Object.fromEntries(Object.entries(ENTRIES).map(([name, path]) => [name, toPath(path)])),
    formats: ['es' as const],
    cssFileName: 'markdown',
  },
  rolldownOptions: {
    // The entries need no names besides their own, as they share only files that are none.
    preserveEntrySignatures: 'allow-extension' as const,
    external: isExternal,
    output: {
      chunkFileNames: 'chunks/[name].js',
      codeSplitting: {
        groups: [{ name: nameCoreChunk, debugName: 'core', includeDependenciesRecursively: false }],
      },
    },
  },
}

/** Options that build the app into dist-app/: `vite build`. */
const app: BuildOptions = {
  outDir: 'dist-app',
  target: 'es2022',
  // Inlined `data:` URLs would violate the content security policy of the served app.
  assetsInlineLimit: 0,
  modulePreload: { polyfill: false },
  // The package contains the app, for its command.
  license: { fileName: 'LICENSES.md' },
  // Bundle everything that the page needs at first into one file, which loads faster than thirty small ones.
  rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'app', tags: ['$initial'] }] } } },
}

/**
 * Options that bundle the composable to measure its size: `vite build --mode size`, and `--mode size-pinned` for one
 * transport and one dialect. Two builds, because entries of one build would share code.
 *
 * As a library, because in the build of a page Vite adds its own 0.9 kB for the first `import()` of the page.
 */
const sizeBuild = (mode: string) => ({
  outDir: `node_modules/.cache/${mode}`,
  target: 'es2022',
  copyPublicDir: false,
  lib: { entry: toPath(`e2e/package/size-entries/${mode}.js`), formats: ['es' as const] },
  rolldownOptions: {
    external: ['vue'],
    // Shared code of a chunk that loads later stays in the entry, as in a page's build.
    preserveEntrySignatures: 'allow-extension' as const,
    output: {
      entryFileNames: 'entry.js',
      chunkFileNames: '[name].js',
      minify: true,
      comments: false,
    },
  },
})

/** Features of Vue that the app does not use. */
const unused = {
  __VUE_OPTIONS_API__: 'false',
  __VUE_PROD_DEVTOOLS__: 'false',
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
}

/** Without this, Vue creates a Trusted Types policy that turns any text into HTML. The app's headers forbid that. */
const withoutPolicy = {
  ...unused,
  'window.trustedTypes': 'undefined',
}

/** Vue would insert the static parts of a template as HTML text, which the app's headers forbid. */
const template = { compilerOptions: { hoistStatic: false } }

export default defineConfig(({ command, mode }) => ({
  plugins: [
    vue({ template }),
    stubServer(),
    mode === 'lib' || mode.startsWith('size')
      ? undefined
      : [diagramFrame(), serviceWorker(), precompressed()],
  ],
  build: mode === 'lib' ? library : mode.startsWith('size') ? sizeBuild(mode) : app,
  // The dev server must not set `window.trustedTypes`: browsers don't allow it.
  define: mode === 'lib' || mode === 'test' ? {} : command === 'serve' ? unused : withoutPolicy,
  test: {
    // Use every core: many tests only wait for servers or timers, so a core left free would be idle.
    maxWorkers: '100%',
    ...patience,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          // Loading the sources for each file took half of the time. Files of a thread share them, so each test
          // must remove what it changes.
          pool: 'threads',
          isolate: false,
          unstubGlobals: true,
          unstubEnvs: true,
          restoreMocks: true,
          include: [
            'src/{cli,core,mcp,model,server,testing,stub-server}/**/*.test.ts',
            'e2e/**/*.test.ts',
            '.config/**/*.test.ts',
          ],
          exclude: [...configDefaults.exclude, 'e2e/package/**'],
        },
      },
      ...domProjects,
      packageTests,
    ],
  },
}))
