import * as fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { toTranscript } from './toTranscript.ts'
import type { ChatMessage, MessagePart } from '../types.ts'

const message = (role: ChatMessage['role'], ...parts: readonly MessagePart[]): ChatMessage => ({
  id: `${role}-${JSON.stringify(parts).length}`,
  role,
  parts,
  createdAt: 1,
})
const text = (value: string): MessagePart => ({ type: 'text', text: value })

/** A renderer that lets HTML through, as the most permissive ones do. */
const markdown = new MarkdownIt({ html: true, linkify: false })

/** Returns the headings outside of quotes. */
function outlineOf(transcript: string): string[] {
  const tokens = markdown.parse(transcript, {})
  return tokens.flatMap(({ type, level, tag }, index) =>
    type === 'heading_open' && level === 0 ? [`${tag} ${tokens[index + 1]?.content}`] : [],
  )
}

describe('toTranscript()', () => {
  test('returns a heading and a quote for each message', () => {
    const messages = [
      message('user', text('What is *this*?')),
      message('assistant', text('A list:\n\n- one\n- two'), text('!')),
    ]
    expect(toTranscript(messages, { title: 'My chat' })).toBe(
      '# My chat\n\n## You\n\n> What is *this*?\n\n## Assistant\n\n> A list:\n>\n> - one\n> - two!\n',
    )
  })

  test('returns no heading for a message without content, and only a line end for no messages', () => {
    expect(toTranscript([message('assistant'), message('user', text('Hi'))])).toBe(
      '## You\n\n> Hi\n',
    )
    expect(toTranscript([])).toBe('\n')
  })

  test('takes the level of the headings and other labels', () => {
    const options = { headingLevel: 4, labels: { user: 'Ich' }, title: 'Chat' }
    const transcript = toTranscript([message('user', text('Hi'))], options)
    expect(outlineOf(transcript)).toEqual(['h3 Chat', 'h4 Ich'])
  })

  test('leaves the reasoning out, or adds it in a block to open', () => {
    const messages = [
      message('assistant', { type: 'reasoning', text: 'Hm.\n</details>' }, text('Yes')),
    ]
    expect(toTranscript(messages)).not.toContain('Hm.')
    expect(toTranscript(messages, { reasoning: 'collapse' })).toBe(
      '## Assistant\n\n<details><summary>Reasoning</summary>\n\n> Hm.\n> &lt;/details>\n\n</details>\n\n> Yes\n',
    )
  })

  test('has tool calls with their arguments and results, as code that nothing in them ends', () => {
    const call: MessagePart = {
      type: 'tool',
      id: '1',
      name: 'we`ather',
      args: '{"city":"```"}',
      output: { text: '# 21\n```' },
    }
    const failed: MessagePart = { type: 'tool', id: '2', name: 'x', args: '', error: 'No' }
    expect(toTranscript([message('assistant', call, failed)])).toBe(
      [
        '## Assistant',
        '**Tool call** `` we`ather ``',
        '````json\n{"city":"```"}\n````',
        '**Result**',
        '````\n{\n  "text": "# 21\\n```"\n}\n````',
        '**Tool call** ` x `',
        '**Result**',
        '```\nNo\n```\n',
      ].join('\n\n'),
    )
  })

  test('links sources and files over http, and only names all others', () => {
    const transcript = toTranscript([
      message(
        'assistant',
        {
          type: 'file',
          mediaType: 'image/png',
          url: 'data:image/png;base64,AAAA',
          name: 'a](b.png',
        },
        { type: 'file', mediaType: 'application/pdf', url: 'https://example.com/a.pdf' },
        { type: 'source', url: 'https://example.com/(x)>\n# y', title: 'A [title]\n# x' },
        { type: 'source', url: 'javascript:alert(1)', title: 'Click' },
      ),
    ])
    expect(transcript).toBe(
      [
        '## Assistant',
        '**Files**',
        String.raw`- a\]\(b\.png` +
          '\n' +
          String.raw`- [application\/pdf](<https://example.com/a.pdf>)`,
        '**Sources**',
        String.raw`- [A \[title\] \# x](<https://example.com/(x)%3E#%20y>)` + '\n- Click\n',
      ].join('\n\n'),
    )
  })

  test('says how an answer ended unless it is complete', () => {
    const answer = message('assistant', text('Once'))
    const error = { kind: 'server', message: 'Too *many*' } as const
    expect(toTranscript([{ ...answer, outcome: 'failed', error }])).toContain(
      String.raw`*(failed: Too \*many\*)*`,
    )
    expect(toTranscript([{ ...answer, outcome: 'complete' }])).toBe('## Assistant\n\n> Once\n')
  })

  test.each([
    [{ reasoning: 'show' }, '`reasoning`'],
    [{ headingLevel: 0 }, '`headingLevel`'],
    [{ level: 1 }, '`level` is unknown'],
  ])('rejects the options %o', (options, name) => {
    expect(() => toTranscript([], options as never)).toThrow(name)
  })

  test('rejects what is not a list of messages', () => {
    expect(() => toTranscript('x' as never)).toThrow('`messages`')
  })

  test('keeps tags in code as they are', () => {
    const code = 'Use `<div>`:\n\n```html\n<div></div>\n```\n\n1. a\n   ```html\n   <p>\n   ```'
    expect(toTranscript([message('assistant', text(code))])).not.toContain('&lt;')
  })
})

describe('nothing in a message breaks the structure of toTranscript():', () => {
  const pieces = [
    '# Fake',
    'Fake\n===',
    'Fake\n---',
    '```',
    '~~~',
    '````js',
    '<!--',
    '-->',
    '<script>',
    '</blockquote>',
    '</details>',
    '<details>',
    '<![CDATA[',
    '<?php',
    '`',
    '``',
    '\\`',
    '\\',
    '| a | b |\n| - | - |\n| ` | </blockquote> | ` |',
    '- ',
    '1. ',
    '   ',
    '    ',
    '> ',
    '\n',
    '\n\n',
    '\t',
    '\r',
    '[x]: y "',
    '"',
    'word',
  ]
  const anyText = fc
    .array(fc.constantFrom(...pieces), { maxLength: 14 })
    .map((list) => list.join(''))

  test.each([
    ['a heading', '# Fake'],
    ['a heading by its underline', 'Fake\n==='],
    ['a fence that does not close', '```\ncode'],
    ['a fence in a list', '- ```\n  code'],
    ['a comment that does not close', '<!-- rest'],
    ['a closing tag', 'x </blockquote>\n\n# Fake'],
    ['a script', '<script>\nx'],
    ['a fence in an item that ends', '1. x\n   ```\n</blockquote>\n   ```\n<!--'],
  ])('%s', (_, value) => {
    for (const role of ['user', 'assistant'] as const) {
      const messages = [message(role, text(value)), message('user', text('End'))]
      const transcript = toTranscript(messages)
      expect(outlineOf(transcript)).toEqual([role === 'user' ? 'h2 You' : 'h2 Assistant', 'h2 You'])
      expect(htmlOf(transcript)).toEqual([])
    }
  })

  test('any combination of what opens and closes blocks', () => {
    fc.assert(
      fc.property(anyText, anyText, (value, reasoning) => {
        const messages = [
          message('assistant', { type: 'reasoning', text: reasoning }, text(`${value}.`)),
          message('user', text('End')),
        ]
        const transcript = toTranscript(messages, { reasoning: 'collapse' })
        expect(outlineOf(transcript)).toEqual(['h2 Assistant', 'h2 You'])
        const own = reasoning.trim() ? ['<details><summary>Reasoning</summary>', '</details>'] : []
        expect(htmlOf(transcript).map((html) => html.trim())).toEqual(own)
      }),
      { numRuns: 2000 },
    )
  })
})

/** Returns all HTML that a renderer would let through. */
function htmlOf(transcript: string): string[] {
  return markdown
    .parse(transcript, {})
    .flatMap((token) => [token, ...(token.children ?? [])])
    .flatMap(({ type, content }) => (/^html_/.test(type) ? [content] : []))
}
