import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ANSWER } from './answer.test-helper.ts'
import { bareParts } from './bareParts.test-helper.ts'
import { PAGE_SIZE } from './chunks.ts'
import { mountMarkdown, recordMutations } from './mountMarkdown.test-helper.ts'
import type { CodeProps } from './options.ts'

enableAutoUnmount(afterEach)

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** Returns the last text node below a node. */
function lastText(node: Node): Text {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT)
  let last: Text | undefined
  while (walker.nextNode()) {
    const { currentNode } = walker
    // Vue marks the ends of fragments with empty text nodes.
    if (currentNode instanceof Text && currentNode.data !== '') last = currentNode
  }
  if (last === undefined) throw new Error('There is no text.')
  return last
}

describe('a growing document', () => {
  test.each([
    ['a paragraph', 'Some wor', 'ds'],
    ['emphasis', 'Some *wor', 'ds'],
    ['a heading', '# Some wor', 'ds'],
    ['a list item', '- one\n- tw', 'o'],
    ['a quote', '> Some wor', 'ds'],
    ['a cell', '| a | b |\n| - | - |\n| one | tw', 'o'],
    ['a footnote', 'a[^1]\n\n[^1]: Some wor', 'ds'],
  ])('appends to the same text node: %s', async (_kind, before, added) => {
    const wrapper = mountMarkdown(before)
    const footnote = wrapper.find('[role=doc-endnotes] li p')
    const text = lastText(
      footnote.exists() ? footnote.element : wrapper.get('.stream-markdown-page').element,
    )
    const append = vi.spyOn(text, 'appendData')
    const mutations = recordMutations(wrapper.element)

    await wrapper.setProps({ text: before + added })

    expect(append.mock.calls).toEqual([[added]])
    expect(mutations.take().map(({ type, target }) => [type, target])).toEqual([
      ['characterData', text],
    ])
  })

  test('appends to the same text node: a line of code', async () => {
    const before = '```text\nlet a = 1\nlet b'
    const wrapper = mountMarkdown(before, { components: {} })
    const text = lastText(wrapper.get('code').element)
    const append = vi.spyOn(text, 'appendData')
    const mutations = recordMutations(wrapper.element)

    await wrapper.setProps({ text: `${before} = 2` })

    expect(append.mock.calls).toEqual([[' = 2']])
    expect(mutations.take().map(({ target }) => target)).toEqual([text])
  })

  test('keeps the existing lines of code when the next line begins', async () => {
    const before = '```text\nlet a = 1\nlet b'
    const wrapper = mountMarkdown(before, { components: {} })
    const mutations = recordMutations(wrapper.element)
    await wrapper.setProps({ text: `${before}\nlet c` })
    expect(mutations.take().flatMap(({ removedNodes }) => [...removedNodes])).toEqual([])
    expect(wrapper.get('code').element.textContent).toBe('let a = 1\nlet b\nlet c')
  })
})

describe('a replaced text', () => {
  test.each([
    ['a different text', '# Title\n\nOne *two* three', '> Another\n\n- a\n- b', 'Another ab'],
    ['a shorter text', 'One\n\nTwo three', 'One\n\nTwo', 'One Two'],
    ['an empty text', 'One\n\nTwo', '', ''],
    ['a text that differs at its beginning', 'One\n\nTwo', 'Ono\n\nTwo three', 'Ono Two three'],
  ])('shows %s', async (_kind, before, after, shown) => {
    const wrapper = mountMarkdown(before)
    await wrapper.setProps({ text: after })
    const text = wrapper.findAll('p, ul').map((block) => block.text())
    expect([...new Set(text)].join(' ')).toBe(shown)
  })

  test('drops the pages, definitions and footnotes of the previous text', async () => {
    const before = `Use[^1] [a]\n\n${'One\n\n'.repeat(PAGE_SIZE)}[^1]: Note\n\n[a]: https://a.example\n\n`
    const wrapper = mountMarkdown(before)
    expect(wrapper.findAll('.stream-markdown-page')).toHaveLength(2)
    expect(wrapper.findAll('p a')).toHaveLength(2)
    await wrapper.setProps({ text: 'Use[^1] [a]\n\n', streaming: false })
    expect(wrapper.findAll('.stream-markdown-page')).toHaveLength(1)
    expect(wrapper.text()).toBe('Use[^1] [a]')
  })

  test('uses the definitions of the new text', async () => {
    const wrapper = mountMarkdown('Use[^1] [a]\n\n', { streaming: false })
    expect(wrapper.text()).toBe('Use[^1] [a]')
    const goesOn = 'Use[^1] [a]\n\n[a]: https://a.example\n\n[^1]: Note'
    await wrapper.setProps({ text: goesOn, streaming: true })
    expect(wrapper.get('p').text()).toBe('Use1 a')
    await wrapper.setProps({ streaming: false })
    expect(wrapper.findAll('p a')).toHaveLength(2)
  })
})

describe('the end of the stream', () => {
  test.each([
    ['One **tw', 'One tw', 'One **tw'],
    ['*One* `tw', 'One tw', 'One `tw'],
    ['One [two](https://tw', 'One two', 'One [two](https://tw'],
  ])('shows marks without an end as text: %j', async (text, open, closed) => {
    const wrapper = mountMarkdown(text)
    expect(wrapper.text()).toBe(open)
    await wrapper.setProps({ streaming: false })
    expect(wrapper.text()).toBe(closed)
  })

  test('closes an open code block', async () => {
    const wrapper = mountMarkdown('```text\nlet a', { components: {} })
    expect(wrapper.get('code').element.textContent).toBe('let a')
    await wrapper.setProps({ streaming: false })
    expect(wrapper.get('code').element.textContent).toBe('let a\n')
    expect(wrapper.classes()).not.toContain('streaming')
  })

  test('shows an incomplete definition as text', async () => {
    const wrapper = mountMarkdown('See [a]\n\n[a]: https://a.example')
    expect(wrapper.find('a').exists()).toBe(false)
    await wrapper.setProps({ streaming: false })
    expect(wrapper.get('a').attributes('href')).toBe('https://a.example')
  })

  test('allows more text afterwards', async () => {
    const wrapper = mountMarkdown('- on', { streaming: false })
    await wrapper.setProps({ text: '- one\n- two', streaming: true })
    expect(wrapper.findAll('li').map((item) => item.text())).toEqual(['one', 'two'])
  })
})

describe('the end of a text that was cut off', () => {
  test.each([
    ['bold', 'One **tw'],
    ['code', '*One* `tw'],
    ['a link', 'One [two](https://tw'],
    ['only a mark', 'One **'],
    ['a cell', '| a | b |\n| - | - |\n| **one** | *tw'],
    ['the first line of a table', 'Text\n\n| a | b'],
    ['a list', '- one\n- **tw'],
    ['a footnote', 'a[^1] b[^2]\n\n[^1]: **wor'],
    ['a line of marks', 'One\n--'],
  ])('changes nothing: %s', async (_kind, text) => {
    const wrapper = mountMarkdown(text)
    await flushPromises()
    const mutations = recordMutations(wrapper.element)
    await wrapper.setProps({ streaming: false, cutOff: true })
    // Only the class of the root element changes: it marks a streaming document.
    expect(mutations.take().filter(({ target }) => target !== wrapper.element)).toEqual([])
  })

  test('appends characters that waited for the next one to the same text node', async () => {
    const wrapper = mountMarkdown('It costs 5 $')
    const mutations = recordMutations(wrapper.element)
    await wrapper.setProps({ streaming: false, cutOff: true })
    expect(wrapper.text()).toBe('It costs 5 $')
    const changes = mutations.take().filter(({ type }) => type !== 'attributes')
    expect(changes.map(({ type }) => type)).toEqual(['characterData'])
  })

  test('renders the marks of a long paragraph that were not rendered while it grew', async () => {
    const wrapper = mountMarkdown('word '.repeat(1000))
    await wrapper.setProps({ text: `${'word '.repeat(1000)}**bold` })
    expect(wrapper.find('strong').exists()).toBe(false)
    await wrapper.setProps({ streaming: false, cutOff: true })
    expect(wrapper.get('strong').text()).toBe('bold')
  })

  test('leaves an incomplete diagram as code, and closes other code', () => {
    const openOf = (language: string) => {
      const text = `\`\`\`${language}\nline\nli`
      const open: boolean[] = []
      const Part = ({ open: isOpen }: CodeProps) => void open.push(isOpen)
      const components = { ...bareParts, code: Part, diagram: Part }
      mountMarkdown(text, { streaming: false, cutOff: true, components })
      return open
    }
    expect(openOf('mermaid')).toEqual([true])
    expect(openOf('js')).toEqual([false])
  })
})

describe('untrusted content', () => {
  test.each(['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', 'a <b>bold</b> word'])(
    'is text where it is HTML: %j',
    (text) => {
      const wrapper = mountMarkdown(text)
      expect(wrapper.text()).toBe(text)
      expect(wrapper.find('script, img, b').exists()).toBe(false)
    },
  )

  test('opens links in a new tab, without an opener or a referrer', () => {
    const link = mountMarkdown('[a](https://a.example "There")', { streaming: false }).get('a')
    expect(link.attributes()).toEqual({
      href: 'https://a.example',
      target: '_blank',
      rel: 'noopener noreferrer',
      title: 'There',
      'data-host': 'a.example',
    })
  })

  test.each(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', 'JAVASCRIPT:alert(1)'])(
    'has no link to follow: %s',
    (address) => {
      const link = mountMarkdown(`[a](${address})`, { streaming: false }).get('a')
      expect(link.text()).toBe('a')
      expect(link.attributes()).toEqual({})
    },
  )
})

describe('labels', () => {
  test('are English unless they are replaced', async () => {
    const wrapper = mountMarkdown('```\na\n```\n\na[^1]\n\n[^1]: note', {
      components: {},
      labels: { copy: 'Kopieren', footnotes: 'Fußnoten' },
    })
    const names = wrapper.findAll('.code-block button').map((button) => button.attributes('title'))
    expect(names).toEqual(['Wrap lines', 'Download', 'Kopieren'])
    expect(wrapper.get('[role=doc-endnotes] .heading').text()).toBe('Fußnoten')
    expect(wrapper.get('.back').attributes('aria-label')).toBe('Back to the text: 1')

    await wrapper.setProps({ labels: { copy: 'Copier' } })
    expect(wrapper.get('.code-block button:last-of-type').attributes('title')).toBe('Copier')
    expect(wrapper.get('[role=doc-endnotes] .heading').text()).toBe('Footnotes')
  })
})

describe('unmounting a document', () => {
  /** Counts resources that are still open, by kind. */
  const held = new Map<string, number>()
  const count = (kind: string, difference: number) =>
    held.set(kind, (held.get(kind) ?? 0) + difference)

  function watchTarget(kind: string, target: EventTarget) {
    const add = target.addEventListener.bind(target)
    const remove = target.removeEventListener.bind(target)
    target.addEventListener = (...args: Parameters<typeof add>) => {
      count(kind, 1)
      add(...args)
    }
    target.removeEventListener = (...args: Parameters<typeof remove>) => {
      count(kind, -1)
      remove(...args)
    }
  }

  function observerOf(kind: string) {
    return class {
      private readonly observed = new Set<unknown>()
      observe(target: unknown) {
        if (!this.observed.has(target)) count(kind, 1)
        this.observed.add(target)
      }
      disconnect() {
        count(kind, -this.observed.size)
        this.observed.clear()
      }
    }
  }

  beforeEach(() => {
    held.clear()
    vi.useFakeTimers()
    for (const kind of ['ResizeObserver', 'IntersectionObserver', 'MutationObserver'])
      vi.stubGlobal(kind, observerOf(kind))
    watchTarget('document', document)
    watchTarget('window', window)
    const media = matchMedia('(prefers-color-scheme: dark)')
    watchTarget('media', media)
    vi.spyOn(window, 'matchMedia').mockReturnValue(media)
  })
  afterEach(() => {
    for (const target of [document, window] as Partial<EventTarget>[]) {
      delete target.addEventListener
      delete target.removeEventListener
    }
  })

  test('releases all resources, whatever was in progress', async () => {
    const diagram = '```mermaid\ngraph LR\n```\n\n'
    const text = diagram + ANSWER + 'Paragraph\n\n'.repeat(40)
    const wrapper = mountMarkdown(text + 'long '.repeat(4000), { components: {} })
    await flushPromises()
    const fullPages = wrapper.findAll('.stream-markdown-page').length - 1
    expect(fullPages).toBeGreaterThan(5)
    expect(Object.fromEntries(held)).toMatchObject({
      document: 1,
      media: 1,
      ResizeObserver: fullPages,
      IntersectionObserver: 1,
      MutationObserver: 1,
    })
    expect(vi.getTimerCount()).toBeGreaterThan(0)

    wrapper.unmount()

    expect([...held].filter(([, open]) => open !== 0)).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })
})
