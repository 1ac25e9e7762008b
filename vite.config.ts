import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import type { BuildOptions } from 'vite'
import { configDefaults, defineConfig } from 'vitest/config'
import { diagramFrame } from './.config/build/diagramFrame.ts'
import { packageTests } from './.config/packageTests.ts'
import { precompressed } from './.config/build/precompressed.ts'
import { serviceWorker } from './.config/build/serviceWorker.ts'
import { stubServer } from './src/stub-server/vitePlugin.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The package: `vite build --mode lib`, into dist/. Its declarations come from vue-tsc. */
const library = {
  outDir: 'dist',
  target: 'es2022',
  minify: false,
  copyPublicDir: false,
  lib: {
    entry: {
      index: at('src/index.ts'),
      development: at('src/index.development.ts'),
      core: at('src/core/index.ts'),
      markdown: at('src/markdown/index.ts'),
      testing: at('src/testing/index.ts'),
      'stub-server': at('src/stub-server/index.ts'),
    },
    formats: ['es' as const],
    cssFileName: 'markdown',
  },
  rolldownOptions: {
    external: /^(node:|vue$|@vue\/devtools-api|eventsource-parser|markdown-it|katex|@codemirror\/)/,
    output: { chunkFileNames: 'chunks/[name].js' },
  },
}

/** The app: `vite build`, into dist-app/. */
const app: BuildOptions = {
  outDir: 'dist-app',
  target: 'es2022',
  // Inlined data: addresses would break the content security policy of the served app.
  assetsInlineLimit: 0,
  modulePreload: { polyfill: false },
  // What the page begins with as one file, which is there sooner than thirty small ones.
  rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'app', tags: ['$initial'] }] } } },
}

/**
 * What a Vite build of somebody's app makes of the composable, to be weighed: `vite build --mode size`, and
 * `--mode size-pinned` with one transport and one dialect. A build each, as they would share code otherwise.
 */
const weighed = (mode: string) => ({
  outDir: `node_modules/.cache/${mode}`,
  target: 'es2022',
  copyPublicDir: false,
  modulePreload: false,
  rolldownOptions: {
    input: at(`e2e/package/weighed/${mode}.js`),
    external: ['vue'],
    preserveEntrySignatures: 'strict' as const,
    output: { entryFileNames: 'weighed.js' },
  },
})

/** Parts of Vue and vue-i18n that the app does not use. */
const unused = {
  __VUE_OPTIONS_API__: 'false',
  __VUE_PROD_DEVTOOLS__: 'false',
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  __VUE_I18N_FULL_INSTALL__: 'false',
  __VUE_I18N_LEGACY_API__: 'false',
  __INTLIFY_PROD_DEVTOOLS__: 'false',
  // Texts are functions, so that the app is spared what compiles them.
  __INTLIFY_DROP_MESSAGE_COMPILER__: 'true',
}

/** Vue would make a policy by which any text becomes HTML, which the app's headers forbid. */
const withoutPolicy = {
  ...unused,
  'window.trustedTypes': 'undefined',
}

/** Static parts of a template would be inserted as text that becomes HTML, which the app's headers forbid. */
const template = { compilerOptions: { hoistStatic: false } }

export default defineConfig(({ command, mode }) => ({
  plugins: [
    vue({ template }),
    stubServer(),
    mode === 'lib' || mode.startsWith('size')
      ? undefined
      : [diagramFrame(), serviceWorker(), precompressed()],
  ],
  build: mode === 'lib' ? library : mode.startsWith('size') ? weighed(mode) : app,
  // While it is developed, Vite would set what a browser allows nobody to set.
  define: mode === 'lib' || mode === 'test' ? {} : command === 'serve' ? unused : withoutPolicy,
  test: {
    // Many of them wait, for servers and for time: a core that is left free is one that does nothing.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          // The stub's tests wait for real servers, on machines that may be busy.
          testTimeout: 20_000,
          include: [
            'src/{core,model,testing,stub-server}/**/*.test.ts',
            'e2e/**/*.test.ts',
            '.config/**/*.test.ts',
          ],
          exclude: [...configDefaults.exclude, 'e2e/package/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'dom',
          environment: 'happy-dom',
          // A page for each file is most of their time, and a thread is made faster than a process.
          pool: 'threads',
          include: ['src/{composables,markdown,stores,components,app}/**/*.test.ts'],
        },
      },
      packageTests,
    ],
  },
}))
