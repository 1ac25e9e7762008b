import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import { describe, expect, test } from 'vitest'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const eslint = new ESLint({ cwd: at('..'), overrideConfigFile: at('eslint.config.js') })

async function complaints(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: at(`../${filePath}`) })
  return (result?.messages ?? []).map(({ ruleId }) => ruleId ?? 'syntax')
}

const RULE = '@typescript-eslint/no-restricted-imports'
const uses = (from: string) => `import { thing } from '${from}'\nexport const it = thing\n`

describe('the import rules of the house', () => {
  test.each([
    ['src/core/new.ts', 'vue'],
    ['src/core/new.ts', 'node:fs'],
    ['src/core/transports/new.ts', '../../composables/useChatStream.ts'],
    ['src/composables/new.ts', '../stores/conversations.ts'],
    ['src/composables/new.ts', '../components/ChatThread.vue'],
    ['src/markdown/new.ts', '../core/types.ts'],
    ['src/stores/new.ts', '../components/ChatThread.vue'],
    ['src/stores/new.ts', '../app/main.ts'],
    ['src/components/new.ts', '../core/text.ts'],
    ['src/components/new.ts', '../stores/conversations.ts'],
    ['src/components/new.ts', 'pinia'],
    ['src/testing/new.ts', '../composables/useChatStream.ts'],
    ['src/testing/new.ts', 'vue'],
    ['src/testing/new.ts', 'vitest'],
    ['src/core/new.ts', '../testing/index.ts'],
    ['src/app/new.ts', '../../e2e/stub-server/index.ts'],
    ['e2e/pages/new.ts', '../../src/app/main.ts'],
    ['e2e/pages/new.ts', '../../src/core/text.ts'],
  ])('%s may not import %s', async (file, from) => {
    expect(await complaints(file, uses(from))).toContain(RULE)
  })

  test.each([
    ['src/core/new.ts', './text.ts'],
    ['src/core/new.ts', 'eventsource-parser'],
    ['src/composables/new.ts', '../core/index.ts'],
    ['src/stores/new.ts', '../composables/useChatStream.ts'],
    ['src/components/new.ts', '../composables/useStickToBottom.ts'],
    ['src/components/new.ts', '@vueuse/core'],
    ['src/testing/new.ts', '../core/records.ts'],
    ['src/app/new.ts', '../stores/conversations.ts'],
  ])('%s may import %s', async (file, from) => {
    expect(await complaints(file, uses(from))).toEqual([])
  })

  test.each(['src/components/new.ts', 'e2e/pages/new.ts'])(
    '%s may import types of core',
    async (file) => {
      const code = `import type { ChatMessage } from '../../src/core/types.ts'\nexport type It = ChatMessage\n`
      expect(await complaints(file, code)).toEqual([])
    },
  )

  test('v-html is forbidden: model output is a stranger’s', async () => {
    const component = `<script setup lang="ts">\ndefineProps<{ text: string }>()\n</script>\n\n<template>\n  <p v-html="text" />\n</template>\n`
    expect(await complaints('src/components/NewThing.vue', component)).toContain('vue/no-v-html')
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
    const file = 'src/components/NewThing.vue'
    expect(await complaints(file, component(template))).toContain('vue/no-restricted-syntax')
  })

  test.each([
    `h('p', { role: 'alert' })`,
    `h('p', { 'aria-live': 'polite' })`,
    `h('p').setAttribute('aria-live', 'polite')`,
  ])('reports %s in a script', async (code) => {
    const script = `import { h } from './h.ts'\nexport const it = ${code}\n`
    expect(await complaints('src/markdown/new.ts', script)).toContain('no-restricted-syntax')
  })

  test('allows a log that is not spoken', async () => {
    const log = component('<div role="log" aria-live="off">{{ live }}</div>')
    expect(await complaints('src/components/NewThing.vue', log)).toEqual([])
  })
})
