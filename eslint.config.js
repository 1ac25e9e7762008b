import { fileURLToPath } from 'node:url'
import { defineConfigWithVueTs, vueTsConfigs } from '@vue/eslint-config-typescript'
import prettier from 'eslint-config-prettier'
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import imports, { createNodeResolver } from 'eslint-plugin-import-x'
import vue from 'eslint-plugin-vue'
import accessibility from 'eslint-plugin-vuejs-accessibility'

/**
 * The layers of `src/`: the layers that each one may import, those from which it may import only types, and the
 * packages that it may not use. `docs/architecture.md` draws them.
 */
const layers = {
  core: {
    may: [],
    forbiddenPackages: ['vue', 'pinia', '@vueuse/*', 'reka-ui', 'node:*'],
  },
  markdown: { may: [], forbiddenPackages: ['pinia', 'node:*'] },
  mcp: { may: ['core'], forbiddenPackages: ['pinia', 'node:*'] },
  model: { may: [], types: ['core'], forbiddenPackages: ['vue', 'pinia', 'node:*'] },
  composables: { may: ['core'], forbiddenPackages: ['pinia', 'node:*'] },
  testing: { may: ['core'], forbiddenPackages: ['vue', 'pinia', 'node:*', 'vitest'] },
  server: { may: [], types: ['core'], forbiddenPackages: ['vue', 'pinia'] },
  'stub-server': { may: ['server'], types: ['core'], forbiddenPackages: ['vue', 'pinia'] },
  cli: { may: ['server'], forbiddenPackages: ['vue', 'pinia'] },
  stores: { may: ['composables', 'core', 'model'], forbiddenPackages: ['node:*'] },
  components: {
    may: ['composables', 'markdown', 'model'],
    types: ['core'],
    forbiddenPackages: ['pinia', 'node:*'],
  },
  app: {
    may: ['components', 'composables', 'core', 'markdown', 'model', 'stores'],
    forbiddenPackages: ['node:*'],
  },
}
const names = Object.keys(layers)

/** Tests may import anything: they check how layers work together. */
const TESTS = ['**/*.test.ts', '**/*.test-helper.ts', '**/*.test-d.ts']

/** A layer imports only the layers that it may, and never `e2e`. */
const layerZones = Object.entries(layers).flatMap(([layer, { may, types = [] }]) => [
  {
    target: `./src/${layer}`,
    from: names
      .filter((name) => ![layer, ...may, ...types].includes(name))
      .map((name) => `./src/${name}`),
    message: `src/${layer} may not import this layer: see docs/architecture.md.`,
  },
  { target: `./src/${layer}`, from: './e2e', message: 'src may not import e2e.' },
])

/** A layer is imported through its `index.ts` or `internal.ts`, never deeper. */
const indexZones = names.map((layer) => ({
  target: names.filter((name) => name !== layer).map((name) => `./src/${name}`),
  from: `./src/${layer}`,
  except: ['./index.ts', './internal.ts'],
  message: `Import src/${layer} through its index.ts or internal.ts.`,
}))

const layerRules = Object.entries(layers).map(([layer, { types = [], forbiddenPackages }]) => ({
  name: `layers/${layer}`,
  files: [`src/${layer}/**/*.{ts,vue}`],
  ignores: TESTS,
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: forbiddenPackages,
            message: `src/${layer} may not use this package: see docs/architecture.md.`,
          },
          ...types.map((name) => ({
            regex: `(^|/)${name}/(index|internal)\\.ts$`,
            allowTypeImports: true,
            message: `src/${layer} may import only types from src/${name}.`,
          })),
        ],
      },
    ],
  },
}))

const NO_LIVE_REGION =
  'Announce it through useAnnouncer(): screen readers may skip a live region that is inserted with its text, and repeat one that is drawn again.'

/**
 * Selectors of live regions. A log is a live region unless its `aria-live` is off; an `output` has the role `status`.
 */
const liveRegions = {
  template: [
    "VAttribute[directive=false][key.name='role'][value.value=/\\b(alert|status)\\b/]",
    "VAttribute[directive=true][key.argument.name='role'] Literal[value=/\\b(alert|status|log)\\b/]",
    "VAttribute[directive=false][key.name='aria-live']:not([value.value='off'])",
    "VAttribute[directive=true][key.argument.name='aria-live']",
    "VElement[rawName='output']",
    "VStartTag:has(VAttribute[key.name='role'][value.value='log']):not(:has(VAttribute[key.name='aria-live'][value.value='off']))",
  ],
  script: [
    "Literal[value='aria-live']",
    "Property[key.name='ariaLive']",
    "Property[key.name='role'] > Literal[value=/^(alert|status|log)$/]",
  ],
}

const forbid = (selectors) => [
  'error',
  ...selectors.map((selector) => ({ selector, message: NO_LIVE_REGION })),
]

/** Globals that throw if the browser blocks site data, some even when they are only read. */
const SITE_DATA = [
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'BroadcastChannel',
  'Notification',
  'caches',
]
const SITE_DATA_OF_NAVIGATOR = ['locks', 'serviceWorker', 'storage']
/** VueUse composables that use these globals. */
const SITE_DATA_OF_VUEUSE =
  '/^use(Local|Session)Storage(Async)?$|^useBroadcastChannel$|^useWebNotification$/'

const USE_SITE_DATA_MODULE =
  'A browser that blocks site data throws here: use src/stores/storage/siteData.ts or persistedRef.ts.'

const config = defineConfigWithVueTs(
  { ignores: ['dist/**', 'dist-app/**', 'test-results/**', 'playwright-report/**'] },
  vue.configs['flat/recommended'],
  vueTsConfigs.strict,
  accessibility.configs['flat/recommended'],
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'vue/no-v-html': 'error',
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-props-declaration': 'error',
      'vue/define-emits-declaration': 'error',
      'vue/no-undef-components': 'error',
      'vue/require-default-prop': 'off',
      // A module of NestJS is often an empty class with a decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // A label may be next to its control if `for` connects them.
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
    },
  },
  {
    name: 'commands may print',
    files: [
      '.config/**/*.ts',
      'e2e/**/*.ts',
      'examples/**/*.{js,ts}',
      'src/{cli,server,stub-server}/**/*.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    name: 'render functions of Markdown nodes',
    // Render functions draw the token tree. Their props have TypeScript types, and they call each other recursively.
    files: ['src/markdown/**/*.ts'],
    rules: { 'vue/one-component-per-file': 'off', 'vue/require-prop-types': 'off' },
  },
  {
    name: 'live regions belong to the announcer',
    files: ['src/**/*.{ts,vue}'],
    ignores: ['**/*.test.ts', '**/*.test-helper.ts', 'src/markdown/announcing/createAnnouncer.ts'],
    rules: {
      // Keep one list: a later config would replace it instead of extending it.
      'no-restricted-syntax': [
        ...forbid(liveRegions.script),
        {
          selector: `ImportDeclaration[source.value='@vueuse/core'] ImportSpecifier[imported.name=${SITE_DATA_OF_VUEUSE}]`,
          message: USE_SITE_DATA_MODULE,
        },
      ],
      'vue/no-restricted-syntax': forbid(liveRegions.template),
    },
  },
  {
    name: 'only one guarded module uses site data',
    files: ['src/{composables,markdown,stores,components,app}/**/*.{ts,vue}'],
    ignores: [
      '**/*.test.ts',
      '**/*.test-helper.ts',
      'src/stores/storage/siteData.ts',
      // The worker runs only if the browser allows site data.
      'src/app/offline/worker/**',
    ],
    rules: {
      'no-restricted-globals': [
        'error',
        ...SITE_DATA.map((name) => ({ name, message: USE_SITE_DATA_MODULE })),
      ],
      'no-restricted-properties': [
        'error',
        ...['globalThis', 'window', 'self'].flatMap((object) =>
          SITE_DATA.map((property) => ({ object, property, message: USE_SITE_DATA_MODULE })),
        ),
        ...SITE_DATA_OF_NAVIGATOR.map((property) => ({
          object: 'navigator',
          property,
          message: USE_SITE_DATA_MODULE,
        })),
      ],
    },
  },
  {
    name: 'layers',
    files: ['src/**/*.{ts,vue}'],
    ignores: TESTS,
    plugins: { 'import-x': imports },
    settings: {
      'import-x/parsers': {
        '@typescript-eslint/parser': ['.ts'],
        [fileURLToPath(new URL('.config/vueModuleParser.js', import.meta.url))]: ['.vue'],
      },
      'import-x/resolver-next': [
        createTypeScriptImportResolver({ project: 'tsconfig.json' }),
        createNodeResolver(),
      ],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: [...layerZones, ...indexZones] }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
    },
  },
  ...layerRules,
  {
    name: 'layers/e2e',
    files: ['e2e/**/*.ts'],
    // The benchmarks measure each layer separately; the attacks test the renderer without the app.
    ignores: ['**/*.test.ts', 'e2e/bench/{inPage,pages,parts}/**', 'e2e/attack/page.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['composables', 'markdown', 'model', 'stores', 'components', 'app'].map(
                (layer) => `**/src/${layer}/**`,
              ),
              message:
                'e2e drives the built app: it may import only public entries, and types of src/core.',
            },
            {
              group: ['**/src/core/**'],
              allowTypeImports: true,
              message: 'e2e may import only types from src/core.',
            },
          ],
        },
      ],
    },
  },
  prettier,
)

// The helper above would apply the options of the parser to all files.
export default [
  ...config,
  {
    name: 'rules that need types',
    files: ['src/**/*.{ts,vue}', 'e2e/**/*.ts', '.config/**/*.ts'],
    // These are in no project that the language service finds.
    ignores: [
      'src/app/offline/worker/**',
      'e2e/package/**',
      'e2e/bench/peers/**',
      '**/*.test-d.ts',
    ],
    languageOptions: {
      parserOptions: {
        projectService: true,
        extraFileExtensions: ['.vue'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
]
