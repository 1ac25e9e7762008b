import createMarkdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { chatOf, textMessage, wholeAnswer } from '../../stores/transfer/chats.test-helper.ts'
import type { ChatMessage } from '../../core/index.ts'
import { findLastCode } from './codeBlocks.ts'
import { fileName } from './fileName.ts'
import { toMarkdown, type MarkdownTexts } from './toMarkdown.ts'

const texts: MarkdownTexts = {
  author: (role) => (role === 'user' ? 'You' : 'Assistant'),
  time: (time) => `at ${time}`,
  reasoning: 'Reasoning',
  ending: ({ outcome }) => (outcome === 'stopped' ? 'Stopped.' : ''),
}

const write = (...messages: ChatMessage[]) => toMarkdown([chatOf('cats', { messages })], texts)

/** Returns the headings that a reader sees, with another parser than the app's own. */
function headingsOf(document: string): string[] {
  const tokens = createMarkdownIt({ html: true }).parse(document, {})
  return tokens.flatMap((token, index) =>
    token.type === 'heading_open' && token.level === 0 ? [tokens[index + 1]?.content ?? ''] : [],
  )
}

describe('toMarkdown()', () => {
  test('writes each message with its author and time', () => {
    const stopped = textMessage('2', 'assistant', 'So.', { outcome: 'stopped', createdAt: 2000 })
    expect(write(textMessage('1', 'user', 'Why?'), stopped)).toBe(
      [
        '# About cats',
        'at 1000',
        '---',
        '## You · at 1000',
        'Why?',
        '---',
        '## Assistant · at 2000',
        'So.',
        '*Stopped.*\n',
      ].join('\n\n'),
    )
  })

  test('writes the open branch', () => {
    const messages = [
      textMessage('1', 'user', 'Heads or tails?'),
      { ...textMessage('2', 'assistant', 'Heads'), parent: '1' },
      { ...textMessage('3', 'assistant', 'Tails'), parent: '1' },
    ]
    const document = toMarkdown([chatOf('coin', { leaf: '2', messages })], texts)
    expect(document).toContain('Heads\n')
    expect(document).not.toContain('Tails')
  })

  test('keeps code unchanged, including every space', () => {
    const code = '```python\ndef a():\n    return "`" \n\n\n# no heading\n```'
    expect(write(textMessage('1', 'assistant', code))).toContain(`\n\n${code}\n`)
  })

  test.each([
    ['code', '```js\nlet a = 1'],
    ['code in longer fences', '~~~~\n~~~\n# x'],
    ['a comment', '<!-- what'],
    ['a script', '<script>\nlet a'],
    ['code in a list', '- a\n\n  ```\n  code'],
    ['a quote', '> ```\n> code'],
  ])('closes %s of a truncated answer before the next message', (_, text) => {
    const document = write(textMessage('1', 'assistant', text), textMessage('2', 'user', 'Next'))
    expect(headingsOf(document)).toEqual(['About cats', 'Assistant · at 1000', 'You · at 1000'])
  })

  test('quotes the reasoning, and lists tool calls, sources, files and data', () => {
    const document = write(wholeAnswer)
    expect(document).toContain('> **Reasoning**\n>\n> Hm\n')
    expect(document).toContain('search({"q":1})')
    expect(document).toContain('[Example](<https://example.com>)')
    expect(document).toContain('- a.png')
    expect(document).not.toContain('base64')
    expect(document).toContain('"degrees": 20.5')
  })
})

describe('findLastCode()', () => {
  test.each([
    ['```js\na\n```\n\n```css\nb\n```\nafter', 'b\n'],
    ['1. one\n\n   ```\n   c\n   ```', 'c\n'],
    ['grows\n```\nd', 'd'],
    ['none, but `inline`', undefined],
  ])('finds the last code block of %j: %j', (text, code) => {
    expect(findLastCode(text)).toBe(code)
  })
})

describe('fileName()', () => {
  const time = new Date(2026, 10, 6, 9, 3).getTime()
  test.each([
    ['About cats', 'About cats 2026-11-06 09-03.md'],
    ['关于猫的一切？', '关于猫的一切？ 2026-11-06 09-03.md'],
    ['../a\\b: "c" <d>|?*', 'a b c d 2026-11-06 09-03.md'],
    ['\u202egpj.exe\u0000\n', 'gpj.exe 2026-11-06 09-03.md'],
    ['...', '2026-11-06 09-03.md'],
    ['👨‍👩‍👧'.repeat(99), `${'👨‍👩‍👧'.repeat(10)} 2026-11-06 09-03.md`],
  ])('names the file for %j: %j', (title, name) => {
    expect(fileName(title, time, 'md')).toBe(name)
  })
})
