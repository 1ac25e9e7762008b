import { defineConfigWithVueTs, vueTsConfigs } from '@vue/eslint-config-typescript'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import accessibility from 'eslint-plugin-vuejs-accessibility'

/** The rooms of the house, each with what it may not import. `types` may be imported as types only. */
const house = {
  core: {
    never: ['composables', 'markdown', 'stores', 'components', 'app', 'testing'],
    packages: ['vue', 'pinia', '@vueuse/*', 'vue-i18n', 'reka-ui', 'node:*'],
  },
  composables: {
    never: ['markdown', 'stores', 'components', 'app', 'testing'],
    packages: ['pinia', 'node:*'],
  },
  markdown: {
    never: ['core', 'composables', 'stores', 'components', 'app', 'testing'],
    packages: ['pinia', 'node:*'],
  },
  stores: {
    never: ['markdown', 'components', 'app', 'testing'],
    packages: ['node:*'],
  },
  components: {
    never: ['stores', 'app', 'testing'],
    types: ['core'],
    packages: ['pinia', 'node:*'],
  },
  app: { never: ['testing'], packages: ['node:*'] },
  testing: {
    never: ['composables', 'markdown', 'stores', 'components', 'app'],
    // It is for any test runner.
    packages: ['vue', 'pinia', 'node:*', 'vitest'],
  },
}

/** `**` also matches the `..` of a relative import, from however deep below the folder. */
const toFolder = (folder) => [`**/${folder}/**`, `**/${folder}`]

const houseRules = Object.entries(house).map(([room, { never, types = [], packages }]) => ({
  name: `house/${room}`,
  files: [`src/${room}/**/*.{ts,vue}`],
  // Tests may look at anything: they prove how rooms work together.
  ignores: ['**/*.test.ts', '**/*.test-helper.ts', '**/*.test-d.ts'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: [...never.flatMap(toFolder), '**/e2e/**', '!@vueuse/core', ...packages],
            message: `src/${room} may not import this: see the import rules in docs/architecture.md.`,
          },
          ...types.map((folder) => ({
            group: [...toFolder(folder), '!@vueuse/core'],
            allowTypeImports: true,
            message: `src/${room} may import types alone from src/${folder}.`,
          })),
        ],
      },
    ],
  },
}))

const NO_LIVE_REGION =
  'Announce it through useAnnouncer(): screen readers may skip a live region that is inserted with its text, and repeat one that is drawn again.'

/**
 * Live regions of their own. A log is one, too, unless its `aria-live` is off. `output` has the role `status`.
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

const without = (selectors) => [
  'error',
  ...selectors.map((selector) => ({ selector, message: NO_LIVE_REGION })),
]

export default defineConfigWithVueTs(
  {
    ignores: ['dist/**', 'dist-app/**', 'test-results/**', 'playwright-report/**'],
  },
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
      // A label may stand beside its control, tied to it by `for`.
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
    },
  },
  {
    name: 'commands may print',
    files: ['e2e/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    name: 'components of nodes',
    // What draws a tree of tokens is written in functions: its props have types, and it calls itself.
    files: ['src/markdown/**/*.ts'],
    rules: { 'vue/one-component-per-file': 'off', 'vue/require-prop-types': 'off' },
  },
  {
    name: 'live regions belong to the announcer',
    files: ['src/**/*.{ts,vue}'],
    ignores: ['**/*.test.ts', '**/*.test-helper.ts', 'src/markdown/announcing/createAnnouncer.ts'],
    rules: {
      'no-restricted-syntax': without(liveRegions.script),
      'vue/no-restricted-syntax': without(liveRegions.template),
    },
  },
  ...houseRules,
  {
    name: 'house/e2e',
    files: ['e2e/**/*.ts'],
    // The bench measures rooms one by one; the attacks are tried on the renderer alone, without the app.
    ignores: ['**/*.test.ts', 'e2e/bench/{inPage,pages,parts}/**', 'e2e/attack/page.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['composables', 'markdown', 'stores', 'components', 'app'].map(
                (room) => `**/src/${room}/**`,
              ),
              message:
                'e2e drives the built app: it imports the types of src/core and src/testing alone.',
            },
            {
              group: ['**/src/core/**'],
              allowTypeImports: true,
              message: 'e2e may import types alone from src/core.',
            },
          ],
        },
      ],
    },
  },
  prettier,
)
