import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import { describe, expect, test } from 'vitest'

const toPath = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const eslint = new ESLint({
  cwd: toPath('..'),
  overrideConfigFile: toPath('../eslint.config.js'),
  // The linted files don't exist, so no project contains them.
  overrideConfig: {
    languageOptions: { parserOptions: { projectService: false } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
    },
  },
})

async function reportedRules(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: toPath(`../${filePath}`) })
  return (result?.messages ?? []).map(({ ruleId }) => ruleId ?? 'syntax')
}

const PACKAGE_RULE = '@typescript-eslint/no-restricted-imports'
const PATH_RULE = 'import-x/no-restricted-paths'
const codeImporting = (from: string) => `import { thing } from '${from}'\nexport const it = thing\n`

describe('the layer rules', () => {
  test.each([
    ['src/core/new.ts', 'vue'],
    ['src/core/new.ts', 'node:fs'],
    ['src/components/new.ts', 'pinia'],
    ['src/components/new.ts', '../core/index.ts'],
    ['src/testing/new.ts', 'vue'],
    ['src/testing/new.ts', 'vitest'],
    ['src/stub-server/new.ts', 'vue'],
    ['src/cli/new.ts', 'vue'],
    ['e2e/pages/new.ts', '../../src/app/main.ts'],
    ['e2e/pages/new.ts', '../../src/core/text.ts'],
  ])('refuses %s importing %s', async (file, from) => {
    expect(await reportedRules(file, codeImporting(from))).toContain(PACKAGE_RULE)
  })

  test.each([
    ['src/core/transports/get.ts', '../../composables/index.ts'],
    ['src/composables/updates.ts', '../stores/index.ts'],
    ['src/markdown/options.ts', '../core/index.ts'],
    ['src/stores/chats/chatRows.ts', '../../components/index.ts'],
    ['src/stores/chats/chatRows.ts', '../../app/App.vue'],
    ['src/components/thread/turns.ts', '../../stores/index.ts'],
    ['src/testing/replay/pace.ts', '../../composables/index.ts'],
    ['src/core/text.ts', '../testing/index.ts'],
    ['src/server/limits.ts', '../stub-server/index.ts'],
    ['src/stub-server/model.ts', '../stores/index.ts'],
    ['src/app/useTheme.ts', '../stub-server/index.ts'],
    ['src/app/useTheme.ts', '../cli/command.ts'],
    ['src/cli/command.ts', '../stub-server/index.ts'],
    ['src/app/useTheme.ts', '../../e2e/support/serve.ts'],
  ])('refuses %s importing the layer of %s', async (file, from) => {
    expect(await reportedRules(file, codeImporting(from))).toContain(PATH_RULE)
  })

  test.each([
    ['src/stores/chats/chatRows.ts', '../../core/text.ts'],
    ['src/app/useTheme.ts', '../stores/settings/settings.ts'],
    ['src/components/thread/turns.ts', '../../markdown/render/safeHref.ts'],
  ])('refuses %s importing %s past the index of its layer', async (file, from) => {
    expect(await reportedRules(file, codeImporting(from))).toContain(PATH_RULE)
  })

  test('refuses a lazy import past the index of a layer', async () => {
    const code = `export const load = () => import('../stores/settings/settings.ts')\n`
    expect(await reportedRules('src/app/useTheme.ts', code)).toContain(PATH_RULE)
  })

  test.each([
    ['src/core/ndjson.ts', './text.ts'],
    ['src/core/wire/sseDecoder.ts', 'eventsource-parser'],
    ['src/composables/updates.ts', '../core/index.ts'],
    ['src/stores/chats/chatRows.ts', '../../composables/index.ts'],
    ['src/components/thread/turns.ts', '../../markdown/internal.ts'],
    ['src/components/thread/turns.ts', '@vueuse/core'],
    ['src/testing/replay/pace.ts', '../../core/internal.ts'],
    ['src/app/useTheme.ts', '../stores/index.ts'],
  ])('accepts %s importing %s', async (file, from) => {
    expect(await reportedRules(file, codeImporting(from))).toEqual([])
  })

  test.each([
    ['src/components/thread/turns.ts', '../../core/index.ts'],
    ['e2e/pages/new.ts', '../../src/core/types.ts'],
  ])('accepts %s importing types of core', async (file, from) => {
    const code = `import type { ChatMessage } from '${from}'\nexport type It = ChatMessage\n`
    expect(await reportedRules(file, code)).toEqual([])
  })

  test('refuses a cycle', async () => {
    // index.ts imports chatStream.ts.
    const code = `export { createChatStream } from '../index.ts'\n`
    expect(await reportedRules('src/core/stream/status.ts', code)).toContain('import-x/no-cycle')
  })

  test('refuses a cycle through a component', async () => {
    // ChatThread.vue imports ScrollToEnd.vue.
    const code = `<script setup lang="ts">\nimport ChatThread from './ChatThread.vue'\n</script>\n\n<template>\n  <ChatThread />\n</template>\n`
    expect(await reportedRules('src/components/thread/ScrollToEnd.vue', code)).toContain(
      'import-x/no-cycle',
    )
  })

  test('v-html is refused, because model output is untrusted', async () => {
    const component = `<script setup lang="ts">\ndefineProps<{ text: string }>()\n</script>\n\n<template>\n  <p v-html="text" />\n</template>\n`
    expect(await reportedRules('src/components/base/AppIcon.vue', component)).toContain(
      'vue/no-v-html',
    )
  })
})

describe('the rule against live regions', () => {
  const component = (template: string) =>
    `<script setup lang="ts">\ndefineProps<{ live: boolean }>()\n</script>\n\n<template>\n  ${template}\n</template>\n`

  test.each([
    '<p role="alert">{{ live }}</p>',
    '<p role="status">{{ live }}</p>',
    '<p aria-live="polite">{{ live }}</p>',
    '<p :role="live ? \'alert\' : undefined"></p>',
    "<p :aria-live=\"live ? 'polite' : 'off'\"></p>",
    '<output>{{ live }}</output>',
    '<p role="log">{{ live }}</p>',
  ])('reports %s in a template', async (template) => {
    const file = 'src/components/base/AppIcon.vue'
    expect(await reportedRules(file, component(template))).toContain('vue/no-restricted-syntax')
  })

  test.each([
    `h('p', { role: 'alert' })`,
    `h('p', { 'aria-live': 'polite' })`,
    `h('p').setAttribute('aria-live', 'polite')`,
  ])('reports %s in a script', async (code) => {
    const script = `import { h } from './h.ts'\nexport const it = ${code}\n`
    expect(await reportedRules('src/markdown/options.ts', script)).toContain('no-restricted-syntax')
  })

  test('allows a log that screen readers do not announce', async () => {
    const log = component('<div role="log" aria-live="off">{{ live }}</div>')
    expect(await reportedRules('src/components/base/AppIcon.vue', log)).toEqual([])
  })
})

describe('the rule for site data', () => {
  const statements = [
    ['localStorage.getItem("a")', 'no-restricted-globals'],
    ['sessionStorage.getItem("a")', 'no-restricted-globals'],
    ['globalThis.localStorage.getItem("a")', 'no-restricted-properties'],
    ['window.indexedDB.open("a")', 'no-restricted-properties'],
    ['navigator.locks.query()', 'no-restricted-properties'],
    ['navigator.serviceWorker.register("a")', 'no-restricted-properties'],
    ['new BroadcastChannel("a").close()', 'no-restricted-globals'],
    ['Notification.requestPermission()', 'no-restricted-globals'],
  ] as const

  test.each(statements)('refuses %s in src/stores', async (statement, rule) => {
    expect(await reportedRules('src/stores/chats/chatRows.ts', `${statement}\n`)).toContain(rule)
  })

  test('refuses an import of useLocalStorage in src/app', async () => {
    const code = `import { useLocalStorage } from '@vueuse/core'\nexport const it = useLocalStorage('a', '')\n`
    expect(await reportedRules('src/app/useTheme.ts', code)).toContain('no-restricted-syntax')
  })

  test.each(['src/stores/storage/siteData.ts', 'src/stores/chats/chatRows.test.ts'])(
    'allows all of it in %s',
    async (file) => {
      const code = statements.map(([statement]) => statement).join('\n')
      expect(await reportedRules(file, `${code}\n`)).toEqual([])
    },
  )
})
